import { incomeOfLegs } from '@/db/queries/flow-sums'
import { hedgePoints, heldSymbols } from '@/db/queries/hedge-points'
import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { usd } from '@/server/domain/amounts'
import { Decimal, ZERO } from '@/server/domain/decimal'
import { carryOf, hedgeCoin } from '@/server/domain/performance/carry'
import { DEFAULT_RETENTION, storedResolution } from '@/server/domain/retention'
import type { HedgesView } from '@/server/domain/views'
import type { FundingPaidInput } from '@/server/schemas/flows'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { rangeOf } from '../history/range'
import { coverageIn } from './coverage'
import { isBeingRead, isOfNoMatter } from './funding-paid'

const HOUR_MS = 3_600_000
const RATE_DECIMALS = 12

/** As fine as a stretch of that length is worth. */
function widthFor(from: Date, to: Date): number {
  const hours = (to.getTime() - from.getTime()) / HOUR_MS
  return hours <= 6 ? 300 : hours <= 8 * 24 ? 3600 : 86_400
}

/**
 * What each hedge brought in over a stretch: of every coin that was held long and short at the same time its legs, by
 * account, what funding, interest and rewards each of them brought, and what the hedged part of both comes to a year.
 * @throws DomainError `not_found` that says which account
 */
export async function getHedges(ctx: ServiceContext, input: FundingPaidInput): Promise<HedgesView> {
  requireScope(ctx, 'read')
  const accounts = await chooseAccounts(ctx, input)
  const { from, to } = await rangeOf(input, ctx.now(), () => ctx.db.asDesk(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId)))
  const ids = accounts.map(({ id }) => id)
  const kept = (ctx.retention ?? DEFAULT_RETENTION).assetPointSeconds
  const width = storedResolution(kept, from, ctx.now(), widthFor(from, to))
  const { legs, hedges, incomes, coverage } = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const symbols = await heldSymbols(tx, ctx.deskId, ids, { from, to, width })
    const coins = symbols.flatMap(({ symbol, position }) => {
      const coin = hedgeCoin(symbol, position)
      return coin === null ? [] : [{ symbol, position, coin }]
    })
    const points = await hedgePoints(tx, ctx.deskId, ids, { from, to, width }, coins)
    const incomes = await incomeOfLegs(tx, ctx.deskId, ids, { from, to })
    return { ...points, incomes, coverage: await coverageIn(ctx, tx, accounts) }
  })
  const names = new Map(accounts.map((account) => [account.id, account]))
  const whole = new Map(coverage.map(({ accountId, gaps }) => [accountId, gaps.every((gap) => isOfNoMatter(gap, from))]))
  const reading = new Set(
    coverage.flatMap(({ accountId, gaps }) => (gaps.some((gap) => isBeingRead(gap, { from, to })) ? [accountId] : [])),
  )
  // Funding of which the exchange tells no pair may be any position's.
  const unnamed = new Set(incomes.flatMap(({ accountId, symbol }) => (symbol === '' ? [accountId] : [])))
  const known = new Map(incomes.map((income) => [`${income.accountId} ${income.symbol} ${income.position}`, income]))
  const leftOut = new Set<string>()
  const told = hedges.map(({ coin, hedged, seconds }) => {
    const own = legs.filter((leg) => leg.coin === coin).map((leg) => ({ ...leg, value: new Decimal(leg.value) }))
    const incomesOf = own.map(({ accountId, symbol, position }) => {
      const found = known.get(`${accountId} ${symbol} ${position}`)
      if (found && found.unvalued > 0) for (const each of found.coins) leftOut.add(each)
      // None is a sum of nothing only where all is read that would tell of it.
      const none = whole.get(accountId) ? ZERO : null
      if (reading.has(accountId) || (position && unnamed.has(accountId))) return { accountId, symbol, income: null }
      return { accountId, symbol, income: found ? (found.value === null ? null : new Decimal(found.value)) : none }
    })
    return carryOf({ coin, hedged: new Decimal(hedged), seconds, legs: own }, incomesOf)
  })
  return {
    from,
    to,
    widthSeconds: width,
    hedges: told.map((hedge) => ({
      coin: hedge.coin,
      hedged: usd(hedge.hedged) ?? '0',
      seconds: hedge.seconds,
      carry: usd(hedge.carry),
      rate: hedge.rate?.toDecimalPlaces(RATE_DECIMALS).toFixed() ?? null,
      yearly: hedge.yearly?.toDecimalPlaces(RATE_DECIMALS).toFixed() ?? null,
      legs: hedge.legs.map(({ accountId, symbol, position, side, average, income }) => ({
        ...{ accountId, symbol, position, side },
        accountName: names.get(accountId)?.name ?? '',
        exchange: names.get(accountId)?.exchange ?? '',
        average: usd(average) ?? '0',
        income: usd(income),
      })),
    })),
    leftOut: [...leftOut].sort(),
  }
}
