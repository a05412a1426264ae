'use client'

/**
 * Whom this document was drawn for. Everything in it is theirs until it is loaded anew: whoever signs in in another tab
 * changes the cookie, but not this page.
 */
let person: string | null = null

/** In a browser alone: a server draws for many. */
export function pageIsOf(userId: string): void {
  if (typeof window !== 'undefined') person ??= userId
}

/** Null before anybody's page was drawn, and on pages of nobody. */
export function personOfPage(): string | null {
  return person
}
