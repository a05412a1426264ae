import { type EquityEnds, equityEnds } from '@/db/queries/equity-ends'
import { type FlowRow, flowsQuestion } from '@/db/queries/flows'
import { askBoth, askOne } from '@/db/question'
import type { ServiceContext } from '@/server/context'
import { usd } from '@/server/domain/amounts'
import { Decimal, ZERO } from '@/server/domain/decimal'
import { type Settled, type Span, settle } from '@/server/domain/performance/between'
import { byAccount } from '@/server/domain/performance/by-account'
import { covers, FLOWS_LAG_MS, lookedUntil } from '@/server/domain/performance/coverage'
import { weightedSum } from '@/server/domain/performance/dietz'
import { EXTERNAL_KINDS, externalFlows, type PricedFlow, transfersOf } from '@/server/domain/performance/flows'
import type { ExternalFlow } from '@/server/domain/performance/types'
import { DEFAULT_RETENTION, storedResolution } from '@/server/domain/retention'
import type { GainView } from '@/server/domain/views'
import { type CoveredAccount, type KnownFlows, knownFlows } from '../flows/coverage'

/** Points further back than this from the beginning of a stretch are none of it. */
const REACH_MS = 3 * 86_400_000
/** A beginning that is later than this share of the stretch is said. */
const LATE = 1 / 12
const RATE_DECIMALS = 12

interface Stretch {
  from: Date
  to: Date
}

/**
 * Where a gain ends: `ledgers`, with the last readings up to which the ledgers have been looked at, so that what came since
 * is none; `readings`, with the last readings of all, for what may not wait.
 */
export type GainEnd = 'ledgers' | 'readings'

/**
 * Change of accounts' equity between two moments without what came and went: what the overview and history say beside the
 * change itself. An account that begins in between comes in with what it first held.
 */
export async function gainOf(
  ctx: ServiceContext,
  accounts: readonly CoveredAccount[],
  stretch: Stretch,
  end: GainEnd = 'ledgers',
): Promise<GainView> {
  return gainOfAll(accounts, await readStretch(ctx, accounts, stretch, end), stretch)
}

/** The same from what was read. */
export function gainOfAll(
  accounts: readonly CoveredAccount[],
  { ends, flows, coverage }: ReadStretch,
  stretch: Stretch,
): GainView {
  return gainView(stretch, { ends, flows, coverage, settled: settledOf(accounts, { ends, flows }, stretch) })
}

/** Transfers between the accounts, as far as both are known. */
export function settledOf(
  accounts: readonly CoveredAccount[],
  { ends, flows }: Pick<ReadStretch, 'ends' | 'flows'>,
  { from }: Stretch,
): Settled {
  return settle(transfersOf(flows, new Set(accounts.map(({ id }) => id))), spansOf(ends, from))
}

const spansOf = (ends: readonly EquityEnds[], from: Date): ReadonlyMap<string, Span> =>
  new Map(ends.map(({ accountId, first, last }) => [accountId, { from: first.at, to: last.at, begins: first.at > from }]))

const NOTHING: Settled = { between: [], start: ZERO, end: ZERO, leftOut: [] }

/** The same of each account by itself: what moved between two of them came to one and went from the other. */
export async function gainOfEach(
  ctx: ServiceContext,
  accounts: readonly CoveredAccount[],
  stretch: Stretch,
): Promise<ReadonlyMap<string, GainView>> {
  const { ends, flows, coverage } = await readStretch(ctx, accounts, stretch)
  const [endsOf, flowsOf, coverageOf] = [byAccount(ends), byAccount(flows), byAccount(coverage)]
  return new Map(
    accounts.map(({ id }) => {
      const read = { ends: endsOf.get(id) ?? [], flows: flowsOf.get(id) ?? [], coverage: coverageOf.get(id) ?? [] }
      return [id, gainView(stretch, { ...read, settled: NOTHING })]
    }),
  )
}

export interface ReadStretch {
  ends: EquityEnds[]
  /** Those that may be external, also of a while before, and the other legs of their pairs. */
  flows: FlowRow[]
  coverage: KnownFlows[]
}

/** What the gain of accounts, and the marks on its chart, are made from. */
export async function readStretch(
  ctx: ServiceContext,
  accounts: readonly CoveredAccount[],
  { from, to }: Stretch,
  end: GainEnd = 'ledgers',
): Promise<ReadStretch> {
  const accountIds = accounts.map(({ id }) => id)
  const kept = (ctx.retention ?? DEFAULT_RETENTION).equityPointSeconds
  const widths = { first: storedResolution(kept, from, ctx.now(), 300), last: storedResolution(kept, to, ctx.now(), 300) }
  if (accounts.length === 0) return { ends: [], flows: [], coverage: [] }
  // Coverage first: what is known up to then is among the flows that are read behind it.
  const [coverage, within] = await askBoth(
    ctx.db,
    ctx.deskId,
    knownFlows(ctx, accounts),
    flowsQuestion(ctx.deskId, { accountIds, from: new Date(from.getTime() - REACH_MS), to, everKinds: EXTERNAL_KINDS }),
  )
  const until = coverage.map(({ accountId: id, knownTo }) => ({ id, to: end === 'readings' ? to : lookedUntil(knownTo, to) }))
  const ends = await equityEnds(ctx.db, ctx.deskId, until, { from, reachMs: REACH_MS, widths })
  // The other leg of a pair may lie before the stretch or behind it.
  const there = new Set(within.map(({ rowId }) => rowId))
  const missing = within.flatMap(({ pairedWith }) => (pairedWith === null || there.has(pairedWith) ? [] : [pairedWith]))
  if (missing.length === 0) return { ends, flows: within, coverage }
  const others = await askOne(ctx.db, ctx.deskId, flowsQuestion(ctx.deskId, { accountIds, rowIds: missing }))
  return { ends, flows: [...within, ...others], coverage }
}

/** What was at work in accounts over a stretch. */
export interface Money {
  /** Equity at its beginning, and how much more there is at its end. */
  opened: Decimal
  change: Decimal
  /** What came and went; an account that begins in between comes in with what it first held. */
  put: ExternalFlow[]
  /** All of that is known. */
  known: boolean
  leftOut: string[]
}

export function moneyOf(
  { from }: Pick<Stretch, 'from'>,
  { ends, flows, coverage, settled }: ReadStretch & { settled: Settled },
): Money {
  const spans = spansOf(ends, from)
  const lies = ({ accountId, at }: PricedFlow) => {
    const span = spans.get(accountId)
    return span !== undefined && at > span.from && at <= span.to
  }
  const external = externalFlows(flows, settled.between, lies)
  let [change, opened] = [settled.end.minus(settled.start), settled.start]
  let known = ends.length > 0
  const put: ExternalFlow[] = [...external.flows]
  const covered = new Map(coverage.map(({ accountId, knownFrom, knownTo }) => [accountId, { from: knownFrom, to: knownTo }]))
  for (const { accountId, first, last } of ends) {
    const begins = first.at > from
    change = change.plus(new Decimal(last.equity).minus(begins ? ZERO : first.equity))
    if (begins) put.push({ at: first.at, value: new Decimal(first.equity) })
    else opened = opened.plus(first.equity)
    const span = covered.get(accountId)
    known &&= span !== undefined && covers(span, first.at, new Date(last.at.getTime() - FLOWS_LAG_MS))
  }
  return { opened, change, put, known, leftOut: [...new Set([...external.leftOut, ...settled.leftOut])].sort() }
}

function gainView({ from, to }: Stretch, read: ReadStretch & { settled: Settled }): GainView {
  const { ends, coverage } = read
  const { opened, change, put, known, leftOut } = moneyOf({ from }, read)
  const came = put.reduce((sum, { value }) => sum.plus(value), ZERO)
  const gain = change.minus(came)
  const base = opened.plus(weightedSum(put, from, to))
  const tos = coverage.map(({ knownTo }) => knownTo)
  return {
    gain: known ? usd(gain) : null,
    flows: known ? usd(came) : null,
    opened: known ? usd(opened) : null,
    rate: known && base.gt(0) ? gain.div(base).toDecimalPlaces(RATE_DECIMALS).toFixed() : null,
    since: lateBeginning(ends, { from, to }),
    from,
    to,
    until: ends.length === 0 ? null : new Date(Math.min(...ends.map(({ last }) => last.at.getTime()))),
    flowsKnownTo: tos.length === 0 || tos.includes(null) ? null : new Date(Math.min(...tos.map((end) => end?.getTime() ?? 0))),
    leftOut,
  }
}

/** When the first of the accounts was first read, where that is well within the stretch. */
function lateBeginning(ends: readonly EquityEnds[], { from, to }: Stretch): Date | null {
  if (ends.length === 0) return null
  const first = Math.min(...ends.map((end) => end.first.at.getTime()))
  return first - from.getTime() > (to.getTime() - from.getTime()) * LATE ? new Date(first) : null
}
