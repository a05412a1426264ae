import { z } from 'zod'
import { ALERTS_CHANNEL, findAlertSettings, updateAlertSettings } from '@/db/queries/alerts'
import { notify } from '@/db/queries/live'
import type { ServiceContext } from '@/server/context'
import type { Together } from '@/server/domain/alerts/measure'
import { hedgedCoins } from '@/server/domain/alerts/measure/exposure'
import { alertCache } from './watch'

/** A hedge of which one side was closed is watched so long: after that, what is left is a position. */
const WATCHED_MS = 7 * 86_400_000
/** When a hedge was last seen is noted so often. */
const NOTED_MS = 3_600_000

const noted = z.record(z.string(), z.coerce.date()).catch({})

/**
 * Coins that are held long and short, or were within a week: a side that is closed altogether is the drift that costs most,
 * and what is left does not show that it ever was a hedge. Noted only where a rule watches it.
 */
export async function knownHedges(ctx: ServiceContext, { assets }: Pick<Together, 'assets'>): Promise<ReadonlySet<string>> {
  const { deskId } = ctx
  const cache = alertCache(ctx)
  const { rules, settings } = await cache.of(ctx)
  if (!rules.some(({ rule }) => rule.kind === 'hedge')) return new Set()
  const now = ctx.now()
  const { known, isNew } = withSeen(noted.parse(settings?.hedges ?? {}), hedgedCoins(assets), now)
  if (!isNew) return new Set(Object.keys(known))
  return ctx.db.asDesk(deskId, async (tx) => {
    const locked = await findAlertSettings(tx, deskId, { lock: true })
    const { known: stored } = withSeen(noted.parse(locked?.hedges ?? {}), hedgedCoins(assets), now)
    await updateAlertSettings(tx, deskId, { hedges: stored })
    await notify(tx, ALERTS_CHANNEL, deskId)
    cache.forget(deskId)
    return new Set(Object.keys(stored))
  })
}

/** What is known of hedges after a look, and whether that is worth noting. */
function withSeen(
  before: Readonly<Record<string, Date>>,
  seen: readonly string[],
  now: Date,
): { known: Record<string, Date>; isNew: boolean } {
  const fresh = Object.entries(before).filter(([, at]) => now.getTime() - at.getTime() < WATCHED_MS)
  const known = Object.fromEntries(fresh)
  let isNew = fresh.length < Object.keys(before).length
  for (const coin of seen) {
    const at = known[coin]
    isNew ||= at === undefined || now.getTime() - at.getTime() >= NOTED_MS || at > now
    known[coin] = now
  }
  return { known, isNew }
}
