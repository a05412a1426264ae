import { insertPastPoints, type PastPoint } from '@/db/queries/past-points'
import type { ServiceContext } from '@/server/context'
import { baseCoin } from '@/server/domain/coins'
import { Decimal } from '@/server/domain/decimal'
import { exposureByBase, isExposed } from '@/server/domain/exposure'
import { POINT_RESOLUTIONS } from '@/server/domain/retention'
import type { BalanceView } from '@/server/domain/views'
import { hash, normal, randomFrom } from '../../simulator/random'

const DAYS = 30
const STEP_SECONDS = POINT_RESOLUTIONS[0]
const STEPS = (DAYS * 86_400) / STEP_SECONDS
/** A coin wanders within some per cent, and has forgotten after some days where it was. */
const PULL = 1 / (4 * 288)
const SIGMA = 0.0009
/** How much of a coin's way is the whole market's. */
const TIDE = 0.7

/**
 * Thirty days before the demo's first readings: what the holdings that were read would have been worth at prices that walk
 * back from there. Equity follows from the exposure to each coin: exactly for tokens and linear contracts, to first order
 * for inverse ones; what moved in that time (`movedOn`) is not there before it moved. No snapshots and no single assets: retention would have left none of most of that time either.
 */
export async function writePast(
  ctx: ServiceContext,
  balances: readonly BalanceView[],
  until: Date,
  movedOn: (accountName: string) => readonly Moved[],
): Promise<void> {
  const tide = walk('the market')
  const coins = new Map<string, Float64Array>()
  const factors = (base: string) => {
    let path = coins.get(base)
    if (!path) {
      const own = walk(base)
      path = own.map((log, step) => Math.exp(TIDE * (tide[step] ?? 0) + (1 - TIDE) * 2 * log))
      coins.set(base, path)
    }
    return path
  }
  const known = balances.flatMap((balance) => {
    const { equity, accountId, exchange } = balance
    if (equity === null) return []
    const values = valuesOf(balance, new Decimal(equity), factors)
    takeOff(values, movedOn(balance.accountName), balance, until, factors)
    return [{ accountId, exchange, values }]
  })
  const enter = (of: Parameters<typeof insertPastPoints>[2], some: typeof known) =>
    ctx.db.asUser(ctx.userId, (tx) =>
      insertPastPoints(
        tx,
        ctx.userId,
        of,
        pointsOf(
          some.map(({ values }) => values),
          until,
        ),
        POINT_RESOLUTIONS,
      ),
    )
  for (const account of known) await enter({ accountId: account.accountId }, [account])
  for (const exchange of new Set(known.map((account) => account.exchange))) {
    const own = known.filter((account) => account.exchange === exchange)
    await enter({ scope: exchange, accounts: own.length }, own)
  }
  await enter({ scope: 'total', accounts: known.length }, known)
}

/** Logarithms of price ÷ the price at the end, the oldest first. */
function walk(name: string): Float64Array {
  const random = randomFrom(hash(`past ${name}`))
  const logs = new Float64Array(STEPS)
  let log = 0
  for (let step = STEPS - 1; step >= 0; step--) {
    log += SIGMA * normal(random) - PULL * log
    logs[step] = log
  }
  return logs
}

interface Values {
  equity: Decimal
  /** What is added to the equity at each step; a made-up past needs no more digits than a float has. */
  change: Float64Array
  gross: Float64Array
  net: Float64Array
}

function valuesOf(balance: BalanceView, equity: Decimal, factors: (base: string) => Float64Array): Values {
  const values = { equity, change: new Float64Array(STEPS), gross: new Float64Array(STEPS), net: new Float64Array(STEPS) }
  for (const exposure of exposureByBase(balance.assets)) {
    const [net, gross] = [Number(exposure.net), Number(exposure.gross)]
    factors(exposure.base).forEach((factor, step) => {
      values.change[step] = (values.change[step] ?? 0) + net * (factor - 1)
      values.gross[step] = (values.gross[step] ?? 0) + gross * factor
      values.net[step] = (values.net[step] ?? 0) + net * factor
    })
  }
  return values
}

/** What came to an account or left it, signed, in coins. */
export interface Moved {
  at: number
  coin: string
  amount: string
  /** Of the same coin, taken besides. */
  fee?: string | undefined
}

/** Before something came it was not there: each step is without what moved after it, at that step's price. */
function takeOff(
  values: Values,
  moved: readonly Moved[],
  { assets }: BalanceView,
  until: Date,
  factors: (base: string) => Float64Array,
): void {
  const first = until.getTime() - STEPS * STEP_SECONDS * 1000
  for (const coin of new Set(moved.map((each) => each.coin))) {
    const token = assets.find((asset) => asset.assetType === 'token' && asset.symbol === coin && asset.price !== null)
    if (!token) continue
    const later = new Float64Array(STEPS + 1)
    for (const { at, amount, fee = '0' } of moved.filter((each) => each.coin === coin)) {
      const step = Math.min(STEPS, Math.max(0, Math.ceil((at - first) / (STEP_SECONDS * 1000))))
      later[step] = (later[step] ?? 0) + Number(amount) - Number(fee)
    }
    const path = isExposed(token) ? factors(baseCoin(token.base)) : null
    // From the last step back: what moved behind a step.
    for (let step = STEPS - 1, sum = 0; step >= 0; step--) {
      sum += later[step + 1] ?? 0
      values.change[step] = (values.change[step] ?? 0) - sum * Number(token.price) * (path?.[step] ?? 1)
    }
  }
}

/** The sum of some accounts' values as points that end at `until`. */
function pointsOf(values: readonly Values[], until: Date): PastPoint[] {
  const now = values.reduce((sum, { equity }) => sum.plus(equity), new Decimal(0))
  const sum = (pick: (value: Values) => Float64Array, step: number) =>
    values.reduce((total, value) => total + (pick(value)[step] ?? 0), 0).toFixed(6)
  let open: Decimal | null = null
  return Array.from({ length: STEPS }, (_, step) => {
    const close = now.plus(sum(({ change }) => change, step))
    const from: Decimal = open ?? close
    open = close
    return {
      at: new Date(until.getTime() - (STEPS - step) * STEP_SECONDS * 1000),
      open: from.toFixed(),
      high: Decimal.max(from, close).toFixed(),
      low: Decimal.min(from, close).toFixed(),
      close: close.toFixed(),
      grossExposure: sum(({ gross }) => gross, step),
      netExposure: sum(({ net }) => net, step),
    }
  })
}
