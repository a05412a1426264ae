'use client'

const KEY = 'ballast-left-at'
/** Who is sent away and comes back signed in within this time is not sent away again: something else is wrong. */
const ONCE_MS = 60_000

/** Leads to the sign-in page, and from there back here: the session ended, or somebody else is signed in now. */
export function signedOutElsewhere(): void {
  const at = Number(sessionStorage.getItem(KEY) ?? 0)
  if (Date.now() - at < ONCE_MS) return
  sessionStorage.setItem(KEY, String(Date.now()))
  location.assign(`/sign-in?from=${encodeURIComponent(location.pathname + location.search)}`)
}
