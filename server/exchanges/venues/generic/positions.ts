import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import type { PositionHolding } from '../../../domain/types'
import { absolute, isZero, maybeAmount, maybeText, negated, nonZero, plainDecimal } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi, Params } from '../../reading/api'
import { issueOf } from '../../reading/refusals'
import { held, position, profitOf } from '../../reading/rows'
import { unlistedMarket } from '../../reading/unlisted'
import { at, isOfForm, isRows } from './envelope'
import type { GenericPositions, OwnPosition, PositionCall } from './exchange'

const Position = z.object({
  info: z.unknown(),
  symbol: z.string().nullish(),
  side: maybeText,
  contracts: maybeAmount,
  markPrice: maybeAmount,
  entryPrice: maybeAmount,
  liquidationPrice: maybeAmount,
  unrealizedPnl: maybeAmount,
  initialMargin: maybeAmount,
  maintenanceMargin: maybeAmount,
  collateral: maybeAmount,
  leverage: maybeAmount,
  marginMode: maybeText,
  hedged: z.boolean().nullish(),
})
type Row = z.output<typeof Position>

/** Of prices that are computed. */
const DECIMALS = 12

/** Negative in any case: `short`, `sell`, or an amount that is below zero. */
const isShort = (side: string | null, amount: string) => amount.startsWith('-') || side === 'short' || side === 'sell'

/**
 * Open positions, by the exchange's own answers or ccxt's `fetchPositions`. What can't be placed is named, never left out in
 * silence: a market that is not listed (any more) is a row by the exchange's own id, a position without a size is named as
 * not included. A row that several answers hold alike is counted once.
 * @param params what each call asks for besides (the id of an account)
 * @returns null where they may not be read (noted)
 */
export async function positionsOf(
  api: AccountApi,
  rule: GenericPositions,
  params: Readonly<Record<string, string>> = {},
): Promise<PositionHolding[] | null> {
  const parts = await Promise.all([
    rule.own ? ownPositions(api, rule, rule.own, params) : null,
    rule.own && !rule.calls ? null : unifiedPositions(api, rule, params),
  ])
  if (parts.every((part) => part === null)) return null
  const found = parts.flatMap((part) => part ?? [])
  const once = [...new Map(found.map((one) => [JSON.stringify(one), one])).values()]
  const rows = await Promise.all(
    once.map(async ({ row, market }) => {
      if (row.amount !== null && isZero(row.amount)) return null
      if (row.amount === null) {
        const where = row.wallet ?? rule.wallet
        api.leaveOut(where, `A position in ${row.market} whose size the exchange's answer does not tell in a form that is known.`)
        return null
      }
      return rowOf(market ?? (await listed(api, row, rule)), row, row.amount, rule)
    }),
  )
  return held(rows)
}

interface Found {
  row: OwnPosition
  /** Known where ccxt named it. */
  market?: Market | undefined
}

function listed(api: AccountApi, { market, settle, inverse }: OwnPosition, { counts }: GenericPositions): Promise<Market> {
  return api.contract(market, { counts, settle: settle ?? null, inverse: inverse ?? false }, (known) =>
    inverse === undefined ? true : known.inverse === inverse,
  )
}

interface Page {
  own: unknown
  rows: OwnPosition[]
}

async function ownPositions(
  api: AccountApi,
  { wallet }: GenericPositions,
  calls: readonly PositionCall[],
  more: Readonly<Record<string, string>>,
): Promise<Found[] | null> {
  const answers = await Promise.all(
    calls.map(async ({ method, params = {}, byWallet, holds, positions, next }) => {
      const ask = async (page: Params): Promise<Page | null> => {
        let own: unknown
        const whole = (answer: unknown) => {
          const fits = isOfForm(answer, holds)
          if (fits) own = answer
          return fits
        }
        if ((await api.ask(wallet, method, page, z.unknown(), { whole })) === null) return null
        try {
          return { own, rows: positions(own, (id) => api.code(id)) }
        } catch (error) {
          if (error instanceof z.ZodError) throw api.senseless(issueOf(error))
          throw error
        }
      }
      const all = { ...params, ...more, ...(byWallet && { [byWallet]: api.address }) }
      if (!next) return (await ask(all))?.rows ?? null
      let page = 1
      return api.pages<Page, OwnPosition>(wallet, all, {
        read: ask,
        rows: ({ rows }) => rows,
        id: (row) => JSON.stringify(row),
        next: ({ own }, asked) => {
          page += 1
          const following = next(own, page)
          return following && { ...asked, ...following }
        },
      })
    }),
  )
  if (answers.every((rows) => rows === null)) return null
  return answers.flatMap((rows) => rows ?? []).map((row) => ({ row }))
}

async function unifiedPositions(
  api: AccountApi,
  rule: GenericPositions,
  more: Readonly<Record<string, string>>,
): Promise<Found[] | null> {
  const fits = (answer: unknown) => (rule.holds === undefined ? isWhole(answer) : isOfForm(answer, rule.holds))
  const asked = Object.keys(more).length > 0 ? [[undefined, more]] : [[]]
  const answers = await Promise.all(
    (rule.calls ?? asked).map((args) => api.ask(rule.wallet, 'fetchPositions', args, z.array(Position), { whole: fits })),
  )
  if (answers.every((rows) => rows === null)) return null
  const rows = answers.flatMap((found) => found ?? [])
  if (rows.length === 0) return []
  const markets = await bySymbol(api, rows)
  return rows.map((row) => {
    const name = row.symbol || 'a market without a name'
    return {
      row: unified(row, name, rule),
      market: markets.get(name) ?? unlistedMarket(name, { counts: rule.counts }),
    }
  })
}

/** Some exchanges' positions come by the exchange's own id. A contract goes before a spot market of the same id. */
async function bySymbol(api: AccountApi, rows: readonly Row[]): Promise<Map<string, Market>> {
  const listed = async (refresh: boolean) => {
    const { all } = await api.markets('main', refresh)
    const found = new Map<string, Market>()
    for (const contract of [false, true]) for (const market of all) if (market.contract === contract) found.set(market.id, market)
    for (const market of all) found.set(market.symbol, market)
    return found
  }
  const known = await listed(false)
  return rows.some(({ symbol }) => symbol && !known.has(symbol)) ? listed(true) : known
}

/** ccxt's structure, without the figures that mean something else here. */
function unified(row: Row, market: string, { amount: path, value, cost, without = [] }: GenericPositions): OwnPosition {
  const told = (name: (typeof without)[number], figure: string | null) => (without.includes(name) ? null : figure)
  const amount = path === undefined ? row.contracts : plainDecimal(at(row.info, path))
  const short = amount !== null && isShort(row.side, amount)
  const paid = cost === undefined ? null : plainDecimal(at(row.info, cost))
  const size = amount === null || isZero(amount) ? null : new Decimal(amount)
  return {
    market,
    amount,
    short,
    side: row.hedged ? (short ? 'short' : 'long') : 'net',
    entry:
      nonZero(row.entryPrice) ??
      (paid === null || size === null ? null : new Decimal(paid).div(size).abs().toDecimalPlaces(DECIMALS).toFixed()),
    mark: told('markPrice', row.markPrice),
    value: value === undefined ? null : plainDecimal(at(row.info, value)),
    profit: told('unrealizedPnl', row.unrealizedPnl),
    liquidation: told('liquidationPrice', row.liquidationPrice),
    initialMargin: told('initialMargin', row.initialMargin),
    maintMargin: told('maintenanceMargin', row.maintenanceMargin),
    margin: told('collateral', row.collateral),
    leverage: told('leverage', row.leverage),
    mode: row.marginMode === 'isolated' ? 'isolated' : row.marginMode === 'cross' ? 'cross' : null,
  }
}

/** Zero and less is these exchanges' word for no such price. */
const price = (value: string | null | undefined) => (value?.startsWith('-') ? null : nonZero(value ?? null))

function rowOf(market: Market, row: OwnPosition, amount: string, { wallet, counts }: GenericPositions) {
  const short = row.short || amount.startsWith('-')
  const contracts = short ? negated(absolute(amount)) : absolute(amount)
  const isolated = row.mode === 'isolated'
  const scaled = counts === 'coins' ? { ...market, contractSize: '1' } : market
  const size = new Decimal(contracts).times(scaled.contractSize)
  const entryPrice = price(row.entry)
  const profit = row.profit ?? null
  const markPrice = price(row.mark) ?? impliedMark(scaled, size, { entryPrice, profit, worth: row.value ?? null })
  const leverage = price(row.leverage)
  return position(market, {
    wallet: row.wallet ?? (market.type === 'spot' ? 'margin' : wallet),
    contracts,
    inCoins: counts === 'coins',
    side: row.side ?? 'net',
    markPrice,
    unrealizedProfit: profit ?? profitOf(scaled, contracts, entryPrice, markPrice),
    initialMargin: row.initialMargin == null ? null : absolute(row.initialMargin),
    maintMargin: row.maintMargin == null ? null : absolute(row.maintMargin),
    marginBalance: isolated ? (row.margin ?? null) : null,
    leverage,
    entryPrice,
    liquidationPrice: price(row.liquidation),
    marginMode: row.mode ?? null,
  })
}

/**
 * The mark price that an exchange's own figures say where it sends none: value ÷ size, or entry + profit ÷ size. Linear
 * contracts only; null where neither is told.
 */
function impliedMark(
  { inverse }: Market,
  size: Decimal,
  { entryPrice, profit, worth }: { entryPrice: string | null; profit: string | null; worth: string | null },
): string | null {
  if (inverse || size.isZero()) return null
  if (worth !== null) return new Decimal(worth).div(size).abs().toDecimalPlaces(DECIMALS).toFixed()
  if (entryPrice === null || profit === null) return null
  return new Decimal(profit).div(size).plus(entryPrice).toDecimalPlaces(DECIMALS).toFixed()
}

/** An answer that could hold a list of positions: one list somewhere near its top. */
function isWhole(answer: unknown): boolean {
  if (Array.isArray(answer)) return isRows(answer)
  if (typeof answer !== 'object' || answer === null) return false
  return Object.values(answer).some((value) => typeof value === 'object' && value !== null)
}
