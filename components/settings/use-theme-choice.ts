'use client'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useTRPC } from '../trpc-provider'
import { setTheme, useTheme } from '../ui/theme'
import { isTheme, THEME_KEY, type Theme } from '../ui/theme-script'

/**
 * The last choice, with the moment at which the server had it: a page that is left or reloaded before must not lose it, nor
 * one that the server had begun to write when the choice came.
 */
const CHOICE_KEY = `${THEME_KEY}-choice`
/** A page that was written before the choice came has arrived by then. */
const PAGE_MS = 30_000

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
  const { mutate } = useMutation(
    trpc.settings.update.mutationOptions({
      // One after the other: the last choice is the one that stays.
      scope: { id: 'theme' },
      onSuccess: ({ theme }) => {
        if (remembered()?.theme === theme) remember({ theme, savedAt: Date.now() })
      },
    }),
  )
  return useCallback(
    (theme: Theme) => {
      remember({ theme, savedAt: null })
      // Failing to keep it costs nothing here: the page has changed already.
      mutate({ theme })
    },
    [mutate],
  )
}

interface Choice {
  theme: Theme
  /** Milliseconds since the epoch; null while it is on its way. */
  savedAt: number | null
}

function remember({ theme, savedAt }: Choice): void {
  try {
    localStorage.setItem(CHOICE_KEY, `${theme} ${savedAt ?? ''}`)
  } catch {
    // No storage in this browser: then the server alone remembers.
  }
}

function remembered(): Choice | null {
  try {
    const [theme, savedAt] = (localStorage.getItem(CHOICE_KEY) ?? '').split(' ')
    return isTheme(theme) ? { theme, savedAt: savedAt ? Number(savedAt) : null } : null
  } catch {
    return null
  }
}

/** Takes over what the person chose in another browser, once a load; a choice of this one that the page missed goes before. */
export function useStoredTheme(stored: Theme): void {
  const applied = useRef(false)
  const keep = useKeepTheme()
  useEffect(() => {
    if (applied.current) return
    applied.current = true
    const choice = remembered()
    if (choice === null || (choice.savedAt !== null && choice.savedAt < Date.now() - PAGE_MS)) setTheme(stored)
    else if (choice.savedAt === null) keep(choice.theme)
  }, [stored, keep])
}
