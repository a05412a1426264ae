import { tidyOAuth } from '@/db/queries/oauth'
import { tidySignIns } from '@/db/queries/tidy'
import type { Deps } from '../../context'

const DAY_MS = 86_400_000

/**
 * Removes attempts that nobody made for a day, challenges that are over, links a month old, and sessions that ended more
 * than ninety days ago (until then their addresses are known ones). Can be run at any time.
 */
export async function tidySignInData({ db, now }: Deps): Promise<void> {
  const at = now()
  const daysAgo = (days: number) => new Date(at.getTime() - days * DAY_MS)
  await db.asSystem((tx) => tidySignIns(tx, { now: at, attempts: daysAgo(1), resets: daysAgo(30), sessions: daysAgo(90) }))
  await db.asSystem((tx) => tidyOAuth(tx, { clients: daysAgo(1), over: daysAgo(1) }))
}
