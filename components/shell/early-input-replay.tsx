'use client'
import { useEffect } from 'react'
import { replayEarlyInput } from './early-input'

/** Stands last in the layout: when its effect runs, everything before it listens. */
export function EarlyInputReplay() {
  useEffect(replayEarlyInput, [])
  return null
}
