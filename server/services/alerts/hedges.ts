import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ALERTS_CHANNEL, findAlertSettings, updateAlertSettings } from '@/db/queries/alerts'
import { notify } from '@/db/queries/live'
import type { ServiceContext } from '@/server/context'
import type { Together } from '@/server/domain/alerts/measure'
import { hedgedCoins } from '@/server/domain/alerts/measure/exposure'
import { seenKey } from '@/server/domain/alerts/watched-rule'
import { alertCache } from './watch'

/** A hedge of which one side was closed is watched so long: after that, what is left is a position. */
const WATCHED_MS = 7 * 86_400_000
/** When a hedge was last seen is noted so often. */
const NOTED_MS = 3_600_000

const noted = z.record(z.string(), z.coerce.date()).catch({})

/**
 * Coins that are held long and short, or were within a week, for each who watches them (by `seenKey` of the accounts that they see): a
 * side that is closed altogether is the drift that costs most, and what is left does not show that it ever was a hedge. Noted
 * only where a rule watches it, and for the same accounts alone.
 * @param of what these accounts hold together; null: all
 */
export async function knownHedges(
  ctx: ServiceContext,
  of: (seen: readonly string[] | null) => Pick<Together, 'assets'>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { deskId } = ctx
  const cache = alertCache(ctx)
  const { rules, settings } = await cache.of(ctx)
  const watching = new Map(rules.flatMap(({ rule, seen }) => (rule.kind === 'hedge' ? [[seenKey(seen), seen] as const] : [])))
  if (watching.size === 0) return new Map()
  const now = ctx.now()
  const seen = [...watching].map(([key, accounts]) => ({
    key,
    prefix: prefixOf(accounts),
    coins: hedgedCoins(of(accounts).assets),
  }))
  const names = seen.flatMap(({ prefix, coins }) => coins.map((coin) => `${prefix}${coin}`))
  const found = (known: Record<string, Date>) =>
    new Map(
      seen.map(({ key, prefix }) => [
        key,
        new Set(Object.keys(known).flatMap((name) => (prefixIn(name) === prefix ? [name.slice(prefix.length)] : []))),
      ]),
    )
  const { known, isNew } = withSeen(noted.parse(settings?.hedges ?? {}), names, now)
  if (!isNew) return found(known)
  return ctx.db.asDesk(deskId, async (tx) => {
    const locked = await findAlertSettings(tx, deskId, { lock: true })
    const { known: stored } = withSeen(noted.parse(locked?.hedges ?? {}), names, now)
    await updateAlertSettings(tx, deskId, { hedges: stored })
    await notify(tx, ALERTS_CHANNEL, deskId)
    cache.forget(deskId)
    return found(stored)
  })
}

/** Before a coin's name, where it is noted for somebody who sees some accounts: which these are. */
const prefixOf = (seen: readonly string[] | null) =>
  seen === null ? '' : `of:${createHash('sha256').update(seenKey(seen)).digest('hex').slice(0, 32)}/`
const prefixIn = (name: string) => /^of:[\da-f]{32}\//.exec(name)?.[0] ?? ''

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
