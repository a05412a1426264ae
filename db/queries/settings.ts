import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { users } from '../schema'

export interface SettingsRow {
  email: string
  name: string | null
  isAdmin: boolean
  /** As stored; whoever reads it parses it. */
  settings: unknown
  refreshIntervalSeconds: number
}

const columns = {
  email: users.email,
  name: users.name,
  isAdmin: users.isAdmin,
  settings: users.settings,
  refreshIntervalSeconds: users.refreshIntervalSeconds,
}

/** A user's profile and choices; null where there is no such user. */
export async function findSettings(tx: Tx, userId: string): Promise<SettingsRow | null> {
  const [row] = await tx.select(columns).from(users).where(eq(users.id, userId))
  return row ?? null
}

/** Notes the language that a person's pages come in, if it is another than was noted last. What they chose is another key. */
export async function noteLanguage(tx: Tx, userId: string, language: string): Promise<void> {
  const seen = JSON.stringify({ languageSeen: language })
  await tx
    .update(users)
    .set({ settings: sql`${users.settings} || ${seen}::jsonb` })
    .where(and(eq(users.id, userId), sql`not ${users.settings} @> ${seen}::jsonb`))
}

/** Changes what is given; `settings` is merged key by key into what is stored. */
export async function updateSettings(
  tx: Tx,
  userId: string,
  change: { name?: string | null; refreshIntervalSeconds?: number; settings?: Record<string, unknown>; now: Date },
): Promise<SettingsRow | null> {
  const { settings, now, ...plain } = change
  const [row] = await tx
    .update(users)
    .set({
      ...plain,
      ...(settings ? { settings: sql`${users.settings} || ${JSON.stringify(settings)}::jsonb` } : {}),
      updatedAt: now,
    })
    .where(eq(users.id, userId))
    .returning(columns)
  return row ?? null
}
