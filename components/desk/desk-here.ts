'use client'

/** The desk of what this document shows, for what is no part of its tree. */
let here: string | null = null

/** In a browser alone: a server draws for many. */
export function pageIsAt(desk: string | null): void {
  if (typeof window !== 'undefined') here = desk
}

/** Null: one's own desk, and pages of none. */
export function deskHere(): string | null {
  return here
}
