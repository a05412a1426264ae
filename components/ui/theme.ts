'use client'
import { useEffect, useSyncExternalStore } from 'react'
import { isTheme, THEME_KEY, type Theme } from './theme-script'

/**
 * Light or dark, by the system or by choice. A store beside React instead of a context above everything: a context that
 * changes while a page still streams in makes React throw away what the server rendered.
 */
interface ThemeState {
  theme: Theme
  resolvedTheme: 'light' | 'dark'
}

const SERVER: ThemeState = { theme: 'system', resolvedTheme: 'light' }
const DARK = '(prefers-color-scheme: dark)'

let state: ThemeState = SERVER
const listeners = new Set<() => void>()

function read(): ThemeState {
  let stored: string | null = null
  try {
    stored = localStorage.getItem(THEME_KEY)
  } catch {
    // No storage in this browser: the system's setting.
  }
  const theme = isTheme(stored) ? stored : 'system'
  const resolvedTheme = theme === 'system' ? (matchMedia(DARK).matches ? 'dark' : 'light') : theme
  const same = state.theme === theme && state.resolvedTheme === resolvedTheme
  return same ? state : { theme, resolvedTheme }
}

/** Puts the theme on the page, at once: colours do not fade from one to the other. */
function show(next: ThemeState): void {
  const { classList } = document.documentElement
  if (!classList.contains(next.resolvedTheme)) {
    classList.add('switching-theme')
    classList.remove('light', 'dark')
    classList.add(next.resolvedTheme)
    requestAnimationFrame(() => requestAnimationFrame(() => classList.remove('switching-theme')))
  }
  state = next
  for (const listener of listeners) listener()
}

const refresh = () => show(read())

export function setTheme(theme: Theme): void {
  try {
    localStorage.setItem(THEME_KEY, theme)
    refresh()
  } catch {
    show({ theme, resolvedTheme: theme === 'system' ? (matchMedia(DARK).matches ? 'dark' : 'light') : theme })
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    matchMedia(DARK).addEventListener('change', refresh)
    addEventListener('storage', refresh)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    matchMedia(DARK).removeEventListener('change', refresh)
    removeEventListener('storage', refresh)
  }
}

function snapshot(): ThemeState {
  state = read()
  return state
}

/** What was chosen, and what that means now. */
export function useTheme(): ThemeState {
  return useSyncExternalStore(subscribe, snapshot, () => SERVER)
}

/** Has the page follow the system's setting and the choice made in another tab. Mount it once on every page. */
export function FollowTheme(): null {
  useEffect(() => {
    const leave = subscribe(() => {})
    // It may have changed since the page's first script looked.
    refresh()
    return leave
  }, [])
  return null
}
