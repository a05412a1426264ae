'use client'
import { useMutation } from '@tanstack/react-query'
import { useTheme } from 'next-themes'
import { useEffect, useRef } from 'react'
import type { SettingsView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'

type Theme = SettingsView['theme']

export function isTheme(value: string | undefined): value is Theme {
  return value === 'system' || value === 'light' || value === 'dark'
}

/** The theme shown, and a way to choose another: at once here, and kept for this person's other browsers. */
export function useThemeChoice(): { theme: Theme; choose: (theme: string) => void } {
  const { theme, setTheme } = useTheme()
  const trpc = useTRPC()
  const update = useMutation(trpc.settings.update.mutationOptions())
  return {
    theme: isTheme(theme) ? theme : 'system',
    choose: (next) => {
      if (!isTheme(next)) return
      setTheme(next)
      // Failing to keep it costs nothing here: the page has changed already.
      update.mutate({ theme: next })
    },
  }
}

/** Takes over what the person chose in another browser, once a load. */
export function useStoredTheme(stored: Theme): void {
  const { theme, setTheme } = useTheme()
  const applied = useRef(false)
  useEffect(() => {
    if (applied.current) return
    applied.current = true
    if (theme !== stored) setTheme(stored)
  }, [stored, theme, setTheme])
}
