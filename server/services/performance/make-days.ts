import { listFlows } from '@/db/queries/flows'
import {
  closes,
  type HeldRow,
  heldTokens,
  type StoredDay,
  saveDays,
  type UnmadeDay,
  unmadeDays,
} from '@/db/queries/performance-days'
import type { ServiceContext } from '@/server/context'
import { Decimal, ZERO } from '@/server/domain/decimal'
import { TWINS_APART_MS, twinsOf } from '@/server/domain/flows/twins'
import type { HeldCoin } from '@/server/domain/performance/attribution'
import { byAccount } from '@/server/domain/performance/by-account'
import { type DayOutcome, dayOf, equityAt } from '@/server/domain/performance/days'
import { wantsFinerPoints } from '@/server/domain/performance/dietz'
import { externalFlows, type PricedFlow } from '@/server/domain/performance/flows'
import type { EquityAt } from '@/server/domain/performance/types'
import { withoutLimit } from '../authorise'

/** Days made at a time. */
const BATCH = 2000
/** Days of one account whose entries are held in memory at a time. */
const AT_ONCE = 31
/** A day that ended so long ago is not added to any more, and what was held is summed up. */
const SETTLED_MS = 3_600_000
/** Room for days of an account that are not over: one more than there can be. */
const OPEN_ROOM = 3
const DAY_MS = 86_400_000
const DAY_SECONDS = 86_400

const dayName = (at: Date) => at.toISOString().slice(0, 10)
const midnight = (day: string) => new Date(`${day}T00:00:00Z`)

/** Days between two (inclusive) of accounts that are over and not made yet are made and stored. Answers how many. */
export async function makeDays(
  ctx: ServiceContext,
  accountIds: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<number> {
  const settled = dayName(new Date(ctx.now().getTime() - DAY_MS - SETTLED_MS))
  const last = to < settled ? to : settled
  let made = 0
  for (let found = BATCH; found === BATCH; ) {
    ctx.signal.throwIfAborted()
    const unmade = await ctx.db.asDesk(ctx.deskId, (tx) =>
      unmadeDays(tx, ctx.deskId, accountIds, { from, to: last, limit: BATCH }),
    )
    found = unmade.length
    for (const own of byAccount(unmade).values()) {
      for (let at = 0; at < own.length; at += AT_ONCE) {
        const days = await madeOf(ctx, own.slice(at, at + AT_ONCE))
        await ctx.db.asDesk(ctx.deskId, (tx) => saveDays(tx, ctx.deskId, days, ctx.now()))
      }
    }
    made += found
  }
  return made
}

/**
 * Days between two (inclusive) of accounts: those that are over are made and stored where they are not yet, those that are
 * not over are answered.
 * @param until by account, the last look at its ledgers: a day that is not over ends with the last reading up to then
 */
export async function bringDays(
  by: ServiceContext,
  accountIds: readonly string[],
  range: { from: string; to: string },
  until: ReadonlyMap<string, Date> = new Map(),
): Promise<StoredDay[]> {
  // What is stored of an account's day is the same whoever asked for it.
  const ctx = withoutLimit(by)
  // Two days of an account at most are not over: where there is room for three of each, what fills it has some that are.
  const limit = accountIds.length * OPEN_ROOM
  const find = (from: string) =>
    ctx.db.asDesk(ctx.deskId, (tx) => unmadeDays(tx, ctx.deskId, accountIds, { ...range, from, limit, until }))
  const settled = dayName(new Date(ctx.now().getTime() - DAY_MS - SETTLED_MS))
  let unmade = await find(range.from)
  if (unmade.some(({ day }) => day <= settled)) {
    await makeDays(ctx, accountIds, range)
    const open = midnight(settled).getTime() + DAY_MS
    unmade = await find(dayName(new Date(Math.max(midnight(range.from).getTime(), open))))
  }
  return openDays(ctx, unmade)
}

/** Days that are not over: made, and not stored. */
async function openDays(ctx: ServiceContext, unmade: readonly UnmadeDay[]): Promise<StoredDay[]> {
  if (unmade.length === 0) return []
  const start = new Date(
    Math.min(...unmade.map(({ before, closeAt }) => (before ?? { closeAt }).closeAt.getTime())) - TWINS_APART_MS,
  )
  const read = await ctx.db.asDesk(ctx.deskId, (tx) =>
    listFlows(tx, ctx.deskId, { accountIds: [...new Set(unmade.map(({ accountId }) => accountId))], from: start }),
  )
  const flows = byAccount(onceOnly(read))
  return unmade.map((day) => {
    const own = flows.get(day.accountId) ?? []
    return stored(day, dayOf({ start: startOf(day), end: equityAt(day.closeAt, day.closed), held: null, flows: own, finer: [] }))
  })
}

/** Entries without those that another ledger of their account tells already, on either side of a midnight. */
function onceOnly(flows: readonly PricedFlow[]): PricedFlow[] {
  const twins = twinsOf(flows)
  return flows.filter(({ rowId }) => !twins.has(rowId))
}

const startOf = ({ before }: UnmadeDay): EquityAt | null => before && equityAt(before.closeAt, before.closed)

/** Days of one account, in the order of time. */
async function madeOf(ctx: ServiceContext, days: readonly UnmadeDay[]): Promise<StoredDay[]> {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const { accountId } = first
  const begins = first.before ?? first
  const { flows, held, asides } = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const range = { from: midnight(begins.day), to: midnight(last.day), width: DAY_SECONDS }
    return {
      flows: await listFlows(tx, ctx.deskId, {
        accountIds: [accountId],
        from: new Date(begins.closeAt.getTime() - TWINS_APART_MS),
        to: new Date(last.closeAt.getTime() + TWINS_APART_MS),
        states: ['done'],
      }),
      held: await heldTokens(tx, ctx.deskId, [accountId], range),
      asides: await closes(tx, ctx.deskId, [accountId], range),
    }
  })
  const heldOn = byDay(held)
  const asideOn = new Map(asides.map(({ bucket, aside }) => [dayName(bucket), new Decimal(aside)]))
  const at = (day: string, equity: string) => {
    const coins = heldOn.get(day)
    // Nothing is told of what was held: only nothing at all is known without.
    if (!coins && !new Decimal(equity).isZero()) return null
    return { aside: asideOn.get(day) ?? ZERO, coins: coins ?? new Map<string, HeldCoin>() }
  }
  const made: StoredDay[] = []
  const ascending = onceOnly(flows).reverse()
  let next = 0
  for (const day of days) {
    ctx.signal.throwIfAborted()
    const [start, end] = [startOf(day), equityAt(day.closeAt, day.closed)]
    const [before, after] = [day.before && at(day.before.day, day.before.closed), at(day.day, day.closed)]
    const within: PricedFlow[] = []
    for (let flow = ascending[next]; flow && flow.at <= end.at; flow = ascending[++next]) {
      if (start && flow.at > start.at) within.push(flow)
    }
    const finer = start ? await finerPoints(ctx, accountId, { start, end, flows: within }) : []
    const outcome = dayOf({ start, end, held: before && after && { start: before, end: after }, flows: within, finer })
    made.push(stored(day, outcome))
  }
  return made
}

function byDay(held: readonly HeldRow[]): Map<string, Map<string, HeldCoin>> {
  const days = new Map<string, Map<string, HeldCoin>>()
  for (const { at, coin, size, value } of held) {
    const day = dayName(at)
    const coins = days.get(day) ?? new Map<string, HeldCoin>()
    coins.set(coin, { size, value })
    days.set(day, coins)
  }
  return days
}

/** Hourly and five-minute points of a day in which a flow is large; none are kept of long ago. */
async function finerPoints(
  ctx: ServiceContext,
  accountId: string,
  { start, end, flows }: { start: EquityAt; end: EquityAt; flows: readonly PricedFlow[] },
): Promise<EquityAt[][]> {
  if (flows.length === 0 || !wantsFinerPoints(start, end, externalFlows(flows, []).flows)) return []
  return ctx.db.asDesk(ctx.deskId, async (tx) => {
    const of = async (width: number) =>
      (await closes(tx, ctx.deskId, [accountId], { from: start.at, to: end.at, width })).map(({ at, equity }) =>
        equityAt(at, equity),
      )
    return [await of(3600), await of(300)]
  })
}

const DECIMALS = 30
const text = (value: Decimal) => value.toDecimalPlaces(DECIMALS).toFixed()

function stored(day: UnmadeDay, made: DayOutcome): StoredDay {
  const { parts } = made.attribution ?? { parts: null }
  return {
    accountId: day.accountId,
    day: day.day,
    openAt: made.start.at,
    closeAt: made.end.at,
    opened: text(made.start.equity),
    closed: text(made.end.equity),
    joined: text(made.joined),
    flows: text(made.flows),
    weighted: text(made.weighted),
    factor: made.factor && text(made.factor),
    note: made.note,
    parts: parts && {
      prices: text(parts.prices),
      unrealized: text(parts.unrealized),
      realized: text(parts.realized),
      funding: text(parts.funding),
      interest: text(parts.interest),
      fees: text(parts.fees),
      rewards: text(parts.rewards),
      unexplained: text(parts.unexplained),
    },
    width: DAY_SECONDS,
    leftOut: made.leftOut,
  }
}
