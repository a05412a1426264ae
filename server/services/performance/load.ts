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
  const openFrom = new Map<string, string>()
  for (const { accountId, day } of own) {
    const first = openFrom.get(accountId)
    if (first === undefined || day < first) openFrom.set(accountId, day)
  }
  const { sums, pairs } = await ctx.db.readPast(ctx.deskId, async (tx) => {
    // One behind the other: side by side on one connection they are one round trip or two, as the machine has time.
    const sums = await daySums(tx, ctx.deskId, accountIds, { ...range, openFrom })
    const pairs = accountIds.length > 1 ? await pairsBetween(tx, ctx.deskId, accountIds, { from, to }) : []
    return { sums, pairs }
  })
  const transfers = pairs.map(({ out, into }) => {
    const [left, arrived] = [legOf(out, own), legOf(into, own)] as const
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
  const days = readDays(merged(sums, [...own, ...carriedOn(own, range.to)]), sums, own)
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
  const stored = await ctx.db.readPast(ctx.deskId, (tx) => accountDays(tx, ctx.deskId, accountIds, range))
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

function legOf({ at, value, account, day, began }: PairLeg, open: readonly StoredDay[]): TransferLeg {
  const moment = new Date(at)
  const own = open.filter(({ accountId }) => accountId === account)
  const live = own.find(({ openAt, closeAt }) => openAt < moment && closeAt >= moment)
  const made = day ? { day: day.day, openAt: new Date(day.openAt), closeAt: new Date(day.closeAt) } : (live ?? null)
  const begins = [...(began === null ? [] : [began]), ...own.map(({ openAt }) => openAt.getTime())]
  // What came in with the first reading holds all that moved before it.
  const known = begins.length > 0 && at > Math.min(...begins)
  return { at: moment, value: value === null ? null : new Decimal(value), day: made, known }
}

/** An account whose last day is not over and that was not read in the one behind it is in that as it was. */
function carriedOn(open: readonly StoredDay[], to: string): StoredDay[] {
  const last = new Map<string, StoredDay>()
  for (const day of open) if ((last.get(day.accountId)?.day ?? '') < day.day) last.set(day.accountId, day)
  const still = { joined: '0', flows: '0', weighted: '0', factor: '1', note: null, parts: null, leftOut: [] }
  return [...last.values()].flatMap((end) => {
    const carried: StoredDay[] = []
    for (let day = dayAfter(end.day); day <= to; day = dayAfter(day))
      carried.push({ ...end, ...still, day, openAt: end.closeAt, opened: end.closed })
    return carried
  })
}

const dayAfter = (day: string) => dayName(new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000))

/** Days in which something was read: where nothing was, nothing is known. */
function readDays(days: readonly SummedDay[], sums: readonly DaySum[], open: readonly StoredDay[]): SummedDay[] {
  const read = new Set([...sums.filter(({ accounts }) => accounts > 0), ...open].map(({ day }) => day))
  return days.filter(({ day }) => read.has(day))
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
