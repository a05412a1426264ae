import { and, eq, gt, inArray, isNull, lt } from 'drizzle-orm'
import type { Tx } from '../client'
import { challenges } from '../schema'

export type ChallengePurpose =
  | 'add_passkey'
  | 'prove'
  | 'prove_address'
  | 'sign_in'
  | 'link_github'
  | 'link_google'
  | 'link_oidc'
  | 'second_step_github'
  | 'second_step_google'
  | 'second_step_oidc'

/** Stores a challenge and removes those that are over. @param userId null: nobody is signed in (system only) */
export async function insertChallenge(
  tx: Tx,
  userId: string | null,
  entry: { purpose: ChallengePurpose; challenge: string; expiresAt: Date; now: Date },
): Promise<string> {
  const { purpose, challenge, expiresAt, now } = entry
  await tx
    .delete(challenges)
    .where(and(lt(challenges.expiresAt, now), userId === null ? isNull(challenges.userId) : eq(challenges.userId, userId)))
  const [row] = await tx.insert(challenges).values({ userId, purpose, challenge, expiresAt }).returning({ id: challenges.id })
  if (!row) throw new Error('PostgreSQL returned no row for a challenge it stored.')
  return row.id
}

/** Takes a challenge of that purpose away and answers it; null where there is none that still counts. Good once. */
export async function takeChallenge(
  tx: Tx,
  userId: string | null,
  purpose: ChallengePurpose,
  now: Date,
  id?: string,
): Promise<string | null> {
  const rows = await tx
    .delete(challenges)
    .where(
      and(
        userId === null ? isNull(challenges.userId) : eq(challenges.userId, userId),
        eq(challenges.purpose, purpose),
        gt(challenges.expiresAt, now),
        id === undefined ? undefined : eq(challenges.id, id),
      ),
    )
    .returning({ challenge: challenges.challenge, expiresAt: challenges.expiresAt })
  rows.sort((a, b) => b.expiresAt.getTime() - a.expiresAt.getTime())
  return rows[0]?.challenge ?? null
}

/** Whose challenge it is, one of these purposes; it stays. For the system: nobody is signed in yet. */
export async function findChallengeOwner(
  tx: Tx,
  purposes: readonly ChallengePurpose[],
  challenge: string,
  now: Date,
): Promise<{ userId: string; purpose: string } | null> {
  const [row] = await tx
    .select({ userId: challenges.userId, purpose: challenges.purpose })
    .from(challenges)
    .where(and(inArray(challenges.purpose, [...purposes]), eq(challenges.challenge, challenge), gt(challenges.expiresAt, now)))
  return row && row.userId !== null ? { userId: row.userId, purpose: row.purpose } : null
}
