'use client'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTRPC } from '../trpc-provider'
import { setTheme, useTheme } from '../ui/theme'
import { isTheme, type Theme } from '../ui/theme-script'

/** The theme chosen, and a way to choose another: at once here, and kept for this person's other browsers. */
export function useThemeChoice(): { theme: Theme; choose: (theme: string) => void } {
  const { theme } = useTheme()
  const trpc = useTRPC()
  const update = useMutation(trpc.settings.update.mutationOptions())
  return {
    theme,
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
  const applied = useRef(false)
  useEffect(() => {
    if (applied.current) return
    applied.current = true
    setTheme(stored)
  }, [stored])
}
