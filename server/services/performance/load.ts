import type { PairLeg } from '@/db/queries/flow-pairs'
import { pairsBetween } from '@/db/queries/flow-pairs'
import { accountDays, type DaySum, daySums, type StoredDay } from '@/db/queries/performance-days'
import type { ServiceContext } from '@/server/context'
import { Decimal, ZERO } from '@/server/domain/decimal'
import {
  type IndexDay,
  indexDays,
  type LinkedTransfer,
  type SummedDay,
  type TransferLeg,
} from '@/server/domain/performance/index-of'

/** Days of a choice of accounts together. */
export interface LoadedDays {
  days: IndexDay[]
  leftOut: string[]
  transfers: (LinkedTransfer & { out: TransferLeg; from: PairLeg; to: PairLeg })[]
}

const dayName = (at: Date) => at.toISOString().slice(0, 10)

/** Days of accounts together as they are stored, and those that are not over. Days that are not made are absent: `makeDays`. */
export async function loadDays(
  ctx: ServiceContext,
  accountIds: readonly string[],
  { from, to, open }: { from: Date; to: Date; open: readonly StoredDay[] },
): Promise<LoadedDays> {
  const chosen = new Set(accountIds)
  const own = open.filter(({ accountId }) => chosen.has(accountId))
  const range = { from: dayName(from), to: dayName(to) }
  const { sums, pairs } = await ctx.db.asUser(ctx.userId, async (tx) => {
    const [sums, pairs] = await Promise.all([
      daySums(tx, ctx.userId, accountIds, range),
      accountIds.length > 1 ? pairsBetween(tx, ctx.userId, accountIds, { from, to }) : [],
    ])
    return { sums, pairs }
  })
  const transfers = pairs.map(({ out, into }) => {
    const [left, arrived] = [legOf(out, own), legOf(into, own)]
    const done = into.state === 'done'
    return {
      leftAt: left.at,
      arrivedAt: done ? arrived.at : null,
      left: left.value?.neg() ?? null,
      out: left,
      into: done ? arrived : null,
      from: out,
      to: into,
    }
  })
  const days = merged(sums, own)
  const leftOut = [...new Set(days.flatMap((day) => day.leftOut))].sort()
  return { days: indexDays(days, transfers), leftOut, transfers }
}

/** The same of each account by itself, in one statement for all of them. */
export async function loadEach(
  ctx: ServiceContext,
  accountIds: readonly string[],
  { from, to, open }: { from: Date; to: Date; open: readonly StoredDay[] },
): Promise<Map<string, LoadedDays>> {
  const range = { from: dayName(from), to: dayName(to) }
  const stored = await ctx.db.asUser(ctx.userId, (tx) => accountDays(tx, ctx.userId, accountIds, range))
  const byAccount = new Map<string, StoredDay[]>(accountIds.map((id) => [id, []]))
  for (const day of [...stored, ...open]) byAccount.get(day.accountId)?.push(day)
  return new Map(
    [...byAccount].map(([id, own]) => {
      const days = merged([], own)
      const leftOut = [...new Set(days.flatMap((day) => day.leftOut))].sort()
      return [id, { days: indexDays(days, []), leftOut, transfers: [] }]
    }),
  )
}

function legOf({ at, value, account, day }: PairLeg, open: readonly StoredDay[]): TransferLeg {
  const moment = new Date(at)
  const live = open.find(({ accountId, openAt, closeAt }) => accountId === account && openAt < moment && closeAt >= moment)
  const made = day ? { day: day.day, openAt: new Date(day.openAt), closeAt: new Date(day.closeAt) } : (live ?? null)
  return { at: moment, value: value === null ? null : new Decimal(value), day: made }
}

function merged(sums: readonly DaySum[], open: readonly StoredDay[]): SummedDay[] {
  const days = new Map<string, SummedDay>(sums.map((sum) => [sum.day, sum]))
  for (const each of open) {
    const known = days.get(each.day)
    const plus = (one: string | undefined, other: string) => new Decimal(one ?? ZERO).plus(other).toFixed()
    days.set(each.day, {
      day: each.day,
      opened: plus(known?.opened, each.opened),
      closed: plus(known?.closed, each.closed),
      joined: plus(known?.joined, each.joined),
      flows: plus(known?.flows, each.flows),
      weighted: plus(known?.weighted, each.weighted),
      leftOut: [...(known?.leftOut ?? []), ...each.leftOut],
    })
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}
