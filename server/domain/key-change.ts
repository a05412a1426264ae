import { z } from 'zod'
import { KEY_EXPIRY_DAYS } from './key-expiry'

export const PERMISSIONS = ['read', 'trade', 'withdraw', 'transfer'] as const
export type KeyPermission = (typeof PERMISSIONS)[number]

/** What a key may do, and may no more do, compared with when it was entered. */
export interface KeyChange {
  /** When the newest of it was found. */
  at: Date
  gained: KeyPermission[]
  lost: KeyPermission[]
}

const stored = z.object({ at: z.coerce.date(), gained: z.array(z.enum(PERMISSIONS)), lost: z.array(z.enum(PERMISSIONS)) })

/** A change as the database keeps it; null for none, and for what cannot be read. */
export function readKeyChange(value: unknown): KeyChange | null {
  const parsed = stored.safeParse(value)
  return parsed.success ? parsed.data : null
}

/**
 * The change that stands after an exchange told anew what a key may do; one that was taken back is gone from it.
 * @param stands the change until now
 * @param before what it told last; null: it did not tell, so nothing can have changed
 * @param after what it tells now
 * @returns the change that stands now (null: none), and whether something changed this time
 */
export function nextKeyChange(
  stands: KeyChange | null,
  before: readonly KeyPermission[] | null,
  after: readonly KeyPermission[] | null,
  now: Date,
): { change: KeyChange | null; isNew: boolean } {
  if (before === null || after === null) return { change: stands, isNew: false }
  const gained = after.filter((permission) => !before.includes(permission))
  const lost = before.filter((permission) => !after.includes(permission))
  if (gained.length === 0 && lost.length === 0) return { change: stands, isNew: false }
  const sum = (
    old: readonly KeyPermission[],
    more: KeyPermission[],
    undone: KeyPermission[],
    undoes: readonly KeyPermission[],
  ) => [...old.filter((permission) => !undone.includes(permission)), ...more.filter((permission) => !undoes.includes(permission))]
  const change: KeyChange = {
    at: now,
    gained: sum(stands?.gained ?? [], gained, lost, stands?.lost ?? []),
    lost: sum(stands?.lost ?? [], lost, gained, stands?.gained ?? []),
  }
  return { change: change.gained.length + change.lost.length > 0 ? change : null, isNew: true }
}

/** Whether a key's end came within sight between two looks at it. */
export function expiryCameNear(expiresAt: Date | null, lastLook: Date | null, now: Date): boolean {
  if (expiresAt === null) return false
  const near = expiresAt.getTime() - KEY_EXPIRY_DAYS * 86_400_000
  return now.getTime() >= near && (lastLook === null || lastLook.getTime() < near)
}
