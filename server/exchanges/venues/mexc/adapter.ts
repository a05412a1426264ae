import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding, PositionMode, TokenHolding } from '../../../domain/types'
import { add, amount, inside, insideNamed, isZero, maybeAmount, negated, nonZero, subtract, text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { freeAndHeld } from '../../reading/held-and-owed'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import { type LeverageInput, type Reading, wallet } from '../../reading/reading'
import { held, marginToken, plainToken, position, profitOf } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { mexcFlows } from './flows'
import { limits } from './limits'
import { mexcSubAccounts } from './sub-accounts'

/**
 * https://mexcdevelop.github.io/apidocs/spot_v3_en/#error-code and …/contract_v1_en/#error-code. Limits (…/#limits): some
 * calls are counted by address, some by UID; HTTP 429 and 510 do not tell which, so they are taken for the address's.
 */
const ERRORS: ErrorRules = {
  '401': { code: 'exchange_credentials' },
  '402': { code: 'exchange_credentials', field: 'apiKey', words: 'MEXC says that this API key has expired.' },
  '403': { code: 'exchange_permission' },
  '406': { code: 'exchange_ip' },
  '500': { code: 'exchange_network' },
  '501': { code: 'exchange_network' },
  '510': { code: 'exchange_rate_limit' },
  '511': { code: 'exchange_permission' },
  '602': { code: 'exchange_credentials', field: 'apiSecret' },
  '604': { code: 'exchange_maintenance' },
  '701': { code: 'exchange_permission' },
  '702': { code: 'exchange_permission' },
  '703': { code: 'exchange_permission' },
  '704': { code: 'exchange_permission' },
  '801': { code: 'exchange_maintenance' },
  // Futures that were never opened.
  '1000': { code: 'exchange_refused', unopened: true },
  '10001': { code: 'exchange_credentials', field: 'apiKey' },
  '10072': { code: 'exchange_credentials', field: 'apiKey' },
  '10073': { code: 'exchange_clock' },
  '700001': { code: 'exchange_credentials', field: 'apiKey' },
  '700002': { code: 'exchange_credentials', field: 'apiSecret' },
  '700003': { code: 'exchange_clock' },
  '700006': { code: 'exchange_ip' },
  '700007': { code: 'exchange_permission' },
}

const Spot = z.object({ balances: z.array(z.object({ asset: z.string(), free: amount, locked: maybeAmount })) })

const Asset = z.object({
  currency: z.string(),
  /** With the profit of open positions. */
  equity: amount,
  unrealized: maybeAmount,
  positionMargin: maybeAmount,
  frozenBalance: maybeAmount,
  availableBalance: maybeAmount,
})
const Assets = inside('data', z.array(Asset))

const Position = z.object({
  positionId: text,
  symbol: z.string(),
  /** 1 long, 2 short. */
  positionType: text,
  /** 1 isolated, 2 cross. */
  openType: text,
  holdVol: amount,
  holdAvgPrice: maybeAmount,
  openAvgPrice: maybeAmount,
  liquidatePrice: maybeAmount,
  im: maybeAmount,
  leverage: maybeAmount,
})
type Position = z.output<typeof Position>
const Positions = insideNamed('data', z.array(Position).nullable())

/** 1 both sides, 2 one way. */
const Mode = inside('data', text)
const Ticker = z.object({ symbol: z.string(), fairPrice: maybeAmount })
/** All of them, or one. */
const Tickers = inside('data', z.union([z.array(Ticker), Ticker.transform((row) => [row])]))

const Leverages = inside('data', z.array(z.object({ positionType: text, openType: text, leverage: maybeAmount })).nullish())
const Done = z.object({})

async function spot(api: AccountApi): Promise<TokenHolding[] | null> {
  if (!api.wants('spot')) return null
  const found = await api.ask('spot', 'spotPrivateGetAccount', {}, Spot)
  const row = ({ asset, free, locked }: z.output<typeof Spot>['balances'][number]) =>
    plainToken('spot', api.code(asset), freeAndHeld('spot', free, [locked], api), free)
  return found && held(found.balances.map(row))
}

function token(row: z.output<typeof Asset>, api: AccountApi): TokenHolding | null {
  return marginToken({
    wallet: 'perp',
    symbol: api.code(row.currency),
    size: subtract(row.equity, row.unrealized),
    unrealizedProfit: row.unrealized,
    initialMargin: add(row.positionMargin, row.frozenBalance),
    marginBalance: row.equity,
    available: row.availableBalance,
  })
}

/** Positions come without mark price and profit; the tickers have the one, which gives the other. */
async function holding(
  row: Position,
  marks: ReadonlyMap<string, DecimalString | null>,
  mode: PositionMode | null,
  api: AccountApi,
): Promise<PositionHolding | null> {
  const market = await api.contract(row.symbol, { counts: 'contracts', inverse: row.symbol.endsWith('_USD') })
  const short = row.positionType === '2'
  const contracts = short ? negated(row.holdVol) : row.holdVol
  const markPrice = nonZero(marks.get(row.symbol) ?? null)
  const isolated = row.openType === '1'
  return position(market, {
    wallet: 'perp',
    contracts,
    side: mode === 'one_way' ? 'net' : short ? 'short' : 'long',
    markPrice,
    unrealizedProfit: profitOf(market, contracts, nonZero(row.holdAvgPrice) ?? row.openAvgPrice, markPrice),
    initialMargin: row.im,
    marginBalance: isolated ? row.im : null,
    leverage: nonZero(row.leverage),
    entryPrice: nonZero(row.openAvgPrice),
    liquidationPrice: nonZero(row.liquidatePrice),
    marginMode: isolated ? 'isolated' : 'cross',
  })
}

async function positions(api: AccountApi): Promise<{ open: PositionHolding[]; mode: PositionMode | null } | null> {
  const rows = await api.ask('perp', 'contractPrivateGetPositionOpenPositions', {}, Positions)
  if (rows === null) return null
  const found = (rows ?? []).filter((row) => !isZero(row.holdVol))
  if (found.length === 0) return { open: [], mode: null }
  const [told, tickers] = await Promise.all([
    api.tell('Position mode', 'contractPrivateGetPositionPositionMode', {}, Mode),
    api.tell('Mark prices', 'contractPublicGetTicker', {}, Tickers),
  ])
  const mode: PositionMode | null = told === '1' ? 'hedge' : told === '2' ? 'one_way' : null
  const marks = new Map((tickers ?? []).map((row) => [row.symbol, row.fairPrice]))
  return { open: held(await Promise.all(found.map((row) => holding(row, marks, mode, api)))), mode }
}

/** One futures wallet margins linear and inverse contracts. */
async function futures(api: AccountApi) {
  if (!api.wants('perp')) return null
  const [assets, found] = await Promise.all([api.ask('perp', 'contractPrivateGetAccountAssets', {}, Assets), positions(api)])
  if (assets === null && found === null) return null
  const holdings: Holding[] = [...held((assets ?? []).map((row) => token(row, api))), ...(found?.open ?? [])]
  return { holdings, positionMode: found?.mode ?? null }
}

async function read(api: AccountApi): Promise<Reading> {
  const [coins, perp] = await Promise.all([spot(api), futures(api)])
  return {
    holdings: [...(coins ?? []), ...(perp?.holdings ?? [])],
    wallets: [...(coins ? [wallet('spot')] : []), ...(perp ? [wallet('perp')] : [])],
    positionMode: perp?.positionMode ?? null,
  }
}

/** MEXC tells what the account may do, not what the key may. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('spotPrivateGetAccount', {}, Spot)
  return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null }
}

/** One leverage a side and margin mode; an open position is named by its id instead. */
async function setLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, market.maxLeverage)
  const symbol = market.id
  const openType = marginMode === 'isolated' ? '1' : '2'
  const [settings, open] = await Promise.all([
    api.call('contractPrivateGetPositionLeverage', { symbol }, Leverages),
    api.call('contractPrivateGetPositionOpenPositions', { symbol }, Positions),
  ])
  const mine = (settings ?? []).filter((row) => row.openType === openType)
  const before = mine[0]?.leverage ?? null
  if (mine.length > 0 && mine.every((row) => row.leverage !== null && new Decimal(row.leverage).eq(leverage))) return before
  for (const positionType of ['1', '2']) {
    const held = (open ?? []).find(
      (row) => row.positionType === positionType && row.openType === openType && !isZero(row.holdVol),
    )
    const where = held
      ? { positionId: Number(held.positionId) }
      : { symbol, openType: Number(openType), positionType: Number(positionType) }
    await api.call('contractPrivatePostPositionChangeLeverage', { ...where, leverage: Number(leverage) }, Done)
  }
  return before
}

export const mexc: Venue = {
  about,
  errors: ERRORS,
  limits,
  read,
  verify,
  subAccounts: mexcSubAccounts,
  flows: mexcFlows,
  leverage: setLeverage,
}
