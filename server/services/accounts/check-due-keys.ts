import pLimit from 'p-limit'
import { dueKeys } from '@/db/queries/due-keys'
import { describeCause } from '@/server/cause'
import type { Deps } from '@/server/context'
import { DomainError } from '@/server/errors'
import { egressOf } from '../balances/exchange-limits'
import { checkKey } from './check-key'

/** A key is asked after once a day. */
const DAY_MS = 86_400_000
/** Keys of one round, and side by side: a few minutes of light work. */
const LIMIT = 500
const AT_A_TIME = 4

/**
 * Asks after the keys that nobody asked after for a day. A failure that passes leaves a key for the next round; may be run
 * at any time, by several at once, or broken off.
 */
export async function checkDueKeys(deps: Deps, signal: AbortSignal): Promise<{ checked: number; failed: number }> {
  const now = deps.now()
  const before = new Date(now.getTime() - DAY_MS)
  const due = await deps.db.asSystem((tx) => dueKeys(tx, egressOf(deps), { before, now, limit: LIMIT }))
  const done = { checked: 0, failed: 0 }
  const limit = pLimit(AT_A_TIME)
  await Promise.all(
    due.map(({ deskId, accountId }) =>
      limit(async () => {
        if (signal.aborted) return
        try {
          await checkKey({ ...deps, deskId, actor: { kind: 'system' }, signal }, accountId)
          done.checked += 1
        } catch (error) {
          if (signal.aborted) return
          done.failed += 1
          if (!(error instanceof DomainError)) {
            deps.log.error({ accountId, cause: describeCause(error) }, 'a key could not be checked')
          }
        }
      }),
    ),
  )
  return done
}
