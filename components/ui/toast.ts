import type { ExternalToast, toast as Sonner } from 'sonner'

/**
 * Short confirmations. Their code comes to the browser with the first of them or when it has nothing better to do; what
 * is said before that waits for it.
 */

type Shown = Pick<typeof Sonner, 'success' | 'error' | 'warning' | 'loading' | 'dismiss'>

const waiting: ((toasts: Shown) => void)[] = []
const listeners = new Set<() => void>()
let standing: Shown | null = null

/** Whether something waits to be said. */
export function toastsWanted(): boolean {
  return waiting.length > 0
}

export function onToastsWanted(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says what has waited, and from now on at once; until the function that it returns is called. */
export function toastsStand(toasts: Shown): () => void {
  standing = toasts
  for (const say of waiting.splice(0)) say(toasts)
  return () => {
    standing = null
  }
}

function say(what: (toasts: Shown) => void): void {
  if (standing !== null) {
    what(standing)
    return
  }
  waiting.push(what)
  for (const listener of listeners) listener()
}

let count = 0
const shower =
  (kind: 'success' | 'error' | 'warning' | 'loading') =>
  (message: string, options: ExternalToast = {}) => {
    count += 1
    const id = options.id ?? `toast-${count}`
    say((toasts) => toasts[kind](message, { ...options, id }))
    return id
  }

/** Each answers the toast's id, by which it is changed or dismissed. */
export const toast = {
  success: shower('success'),
  error: shower('error'),
  warning: shower('warning'),
  loading: shower('loading'),
  dismiss: (id: string | number) => say((toasts) => toasts.dismiss(id)),
}
