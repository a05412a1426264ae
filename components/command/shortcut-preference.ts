'use client'
import { keptChoice } from '../ui/kept-choice'

const kept = keptChoice('ballast.single-key-shortcuts', ['on', 'off'])

/** Whether keys without a modifier act. Kept in this browser: people who dictate turn them off where they dictate. */
export function useShortcutPreference(): [on: boolean, set: (on: boolean) => void] {
  return [kept.use() === 'on', (on) => kept.write(on ? 'on' : 'off')]
}
