'use client'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useTRPC } from '../trpc-provider'
import { setTheme, useTheme } from '../ui/theme'
import { isTheme, THEME_KEY, type Theme } from '../ui/theme-script'

/** Set while a choice is on its way to the server: a page that is left or reloaded meanwhile must not lose it. */
const UNSAVED_KEY = `${THEME_KEY}-unsaved`

/** The theme chosen, and a way to choose another: at once here, and kept for this person's other browsers. */
export function useThemeChoice(): { theme: Theme; choose: (theme: string) => void } {
  const { theme } = useTheme()
  const keep = useKeepTheme()
  return {
    theme,
    choose: (next) => {
      if (!isTheme(next)) return
      setTheme(next)
      keep(next)
    },
  }
}

function useKeepTheme(): (theme: Theme) => void {
  const trpc = useTRPC()
  const { mutate } = useMutation(trpc.settings.update.mutationOptions({ onSuccess: () => remember(null) }))
  return useCallback(
    (theme: Theme) => {
      remember(theme)
      // Failing to keep it costs nothing here: the page has changed already.
      mutate({ theme })
    },
    [mutate],
  )
}

function remember(theme: Theme | null): void {
  try {
    if (theme === null) localStorage.removeItem(UNSAVED_KEY)
    else localStorage.setItem(UNSAVED_KEY, theme)
  } catch {
    // No storage in this browser: then the server alone remembers.
  }
}

function remembered(): Theme | null {
  try {
    const theme = localStorage.getItem(UNSAVED_KEY)
    return isTheme(theme) ? theme : null
  } catch {
    return null
  }
}

/** Takes over what the person chose in another browser, once a load; a choice of this one that never arrived goes before. */
export function useStoredTheme(stored: Theme): void {
  const applied = useRef(false)
  const keep = useKeepTheme()
  useEffect(() => {
    if (applied.current) return
    applied.current = true
    const unsaved = remembered()
    if (unsaved === null) setTheme(stored)
    else keep(unsaved)
  }, [stored, keep])
}
