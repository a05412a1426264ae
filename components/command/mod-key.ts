import { useHydrated } from '../format/use-hydrated'

/** What the key that begins commands is called on this keyboard: ⌘ on Apple's, Ctrl on all others. In a browser only. */
export function modKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'
}

/** The same for what the server draws too, which does not know the keyboard: null until the page is alive. */
export function useModKey(): string | null {
  return useHydrated() ? modKey() : null
}
