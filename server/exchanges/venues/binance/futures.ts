import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type {
  Holding,
  MarginMode,
  PositionHolding,
  PositionMode,
  PositionSide,
  TokenHolding,
  WalletType,
} from '../../../domain/types'
import { add, amount, flag, isZero, maybeAmount, maybeText, nonZero, subtract } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'
import { coinOf } from './receipts'

/** One wallet of the account, with all it holds. */
export interface BinanceGroup {
  wallet: WalletType
  holdings: Holding[]
  equityUsd?: DecimalString | null
  positionMode?: PositionMode | null
}

/** Versions 2 and 3 of the futures account and COIN-M's: some positions come with settings, some without. */
const PositionRow = z.object({
  symbol: z.string(),
  positionSide: maybeText,
  positionAmt: amount,
  entryPrice: maybeAmount,
  markPrice: maybeAmount,
  /** `positionRisk` and `account` spell it differently. */
  unRealizedProfit: maybeAmount,
  unrealizedProfit: maybeAmount,
  liquidationPrice: maybeAmount,
  isolatedWallet: maybeAmount,
  isolatedMargin: maybeAmount,
  isolated: flag.nullish(),
  marginType: maybeText,
  leverage: maybeAmount,
  /** USD-M: in the quote currency. */
  notional: maybeAmount,
  /** COIN-M: in the base coin. */
  notionalValue: maybeAmount,
  initialMargin: maybeAmount,
  maintMargin: maybeAmount,
  marginAsset: maybeText,
})
type PositionRow = z.output<typeof PositionRow>
export const Positions = z.array(PositionRow)

export const AssetRow = z.object({
  asset: z.string(),
  walletBalance: amount,
  unrealizedProfit: amount,
  marginBalance: amount,
  initialMargin: amount,
  maintMargin: amount,
  availableBalance: maybeAmount,
})
const Account = z.object({ assets: z.array(AssetRow), positions: z.array(PositionRow).nullish() })

const SymbolConfig = z.array(z.object({ symbol: z.string(), marginType: maybeText, leverage: maybeAmount }))
type Config = z.output<typeof SymbolConfig>[number]

const AccountConfig = z.object({ dualSidePosition: flag })

const PapiBalance = z.array(
  z.object({
    asset: z.string(),
    /** Cross margin free and locked, USD-M and COIN-M; what is borrowed is not taken off. */
    totalWalletBalance: amount,
    crossMarginBorrowed: maybeAmount,
    crossMarginInterest: maybeAmount,
    umUnrealizedPNL: maybeAmount,
    cmUnrealizedPNL: maybeAmount,
  }),
)
const PapiAccount = z.object({ accountEquity: maybeAmount, actualEquity: maybeAmount })
const PapiSide = z.object({
  assets: z.array(z.object({ asset: z.string(), initialMargin: maybeAmount, maintMargin: maybeAmount })).nullish(),
  positions: z.array(PositionRow).nullish(),
})

export const LINEAR = (market: Market) => market.linear
export const INVERSE = (market: Market) => market.inverse

/** USD-M futures. */
export async function usdMargined(api: AccountApi): Promise<BinanceGroup | null> {
  if (!api.wants('perp', 'future')) return null
  const [account, risk, config, mode] = await Promise.all([
    api.ask('perp', ['fapiPrivateV3GetAccount', 'fapiPrivateV2GetAccount'], {}, Account),
    api.ask('perp', ['fapiPrivateV3GetPositionRisk', 'fapiPrivateV2GetPositionRisk'], {}, Positions),
    api.tell('Leverage', 'fapiPrivateGetSymbolConfig', {}, SymbolConfig),
    api.tell('Position mode', 'fapiPrivateGetAccountConfig', {}, AccountConfig),
  ])
  const group = await futures(api, 'perp', LINEAR, account, risk, config)
  return group && { ...group, positionMode: mode ? (mode.dualSidePosition ? 'hedge' : 'one_way') : group.positionMode }
}

/** COIN-M futures: inverse contracts, margined in their base coin. */
export async function coinMargined(api: AccountApi): Promise<BinanceGroup | null> {
  if (!api.wants('coinm', 'perp', 'future')) return null
  const [account, risk] = await Promise.all([
    api.ask('coinm', 'dapiPrivateGetAccount', {}, Account),
    api.ask('coinm', 'dapiPrivateGetPositionRisk', {}, Positions),
  ])
  return futures(api, 'coinm', INVERSE, account, risk, null)
}

export async function futures(
  api: AccountApi,
  name: WalletType,
  fits: (market: Market) => boolean,
  account: z.output<typeof Account> | null,
  risk: readonly PositionRow[] | null,
  config: readonly Config[] | null,
): Promise<BinanceGroup | null> {
  if (account === null && risk === null) return null
  const rows = combined(risk, account?.positions ?? null)
  const book = await api.markets()
  const assets = account?.assets ?? []
  const open = await positions(api, name, fits, rows, config)
  return {
    wallet: name,
    holdings: [
      ...merged(held(assets.map((row) => token(coinOf(row.asset, book, api), name, row)))),
      ...(assets.some(isCredit) ? open.map((row) => ({ ...row, settle: CREDITS })) : open),
    ],
    positionMode: positionModeOf([...(risk ?? []), ...(account?.positions ?? [])]),
  }
}

/** A portfolio margin account: cross margin and both kinds of futures in one wallet. */
export async function portfolioMargin(api: AccountApi): Promise<BinanceGroup | null> {
  const name = 'unified'
  if (!api.wants(name, 'margin', 'perp', 'future')) return null
  const [balances, account, um, cm, umRisk, cmRisk] = await Promise.all([
    api.ask(name, 'papiGetBalance', {}, PapiBalance),
    api.tell('Equity', 'papiGetAccount', {}, PapiAccount),
    api.tell('USD-M margins', 'papiGetUmAccount', {}, PapiSide),
    api.tell('COIN-M margins', 'papiGetCmAccount', {}, PapiSide),
    api.ask(name, 'papiGetUmPositionRisk', {}, Positions),
    api.ask(name, 'papiGetCmPositionRisk', {}, Positions),
  ])
  const margins = new Map<string, { initialMargin: DecimalString | null; maintMargin: DecimalString | null }>()
  for (const row of [...(um?.assets ?? []), ...(cm?.assets ?? [])]) {
    const known = margins.get(row.asset)
    margins.set(row.asset, {
      initialMargin: add(known?.initialMargin ?? null, row.initialMargin),
      maintMargin: add(known?.maintMargin ?? null, row.maintMargin),
    })
  }
  const book = await api.markets()
  const tokens = (balances ?? []).map((row) => {
    const size = subtract(subtract(row.totalWalletBalance, row.crossMarginBorrowed), row.crossMarginInterest)
    const unrealizedProfit = add(row.umUnrealizedPNL, row.cmUnrealizedPNL)
    return marginToken({
      wallet: name,
      symbol: coinOf(row.asset, book, api),
      size,
      amount: row.totalWalletBalance,
      borrowed: add(row.crossMarginBorrowed, row.crossMarginInterest) ?? '0',
      unrealizedProfit,
      initialMargin: margins.get(row.asset)?.initialMargin ?? null,
      maintMargin: margins.get(row.asset)?.maintMargin ?? null,
      marginBalance: add(size, unrealizedProfit),
    })
  })
  const credits = (balances ?? []).some(
    (row) => row.asset === CREDITS && !(isZero(row.totalWalletBalance) && isZero(row.umUnrealizedPNL)),
  )
  const inCredits = (row: PositionHolding) => (credits ? { ...row, settle: CREDITS } : row)
  const [linear, inverse] = await Promise.all([
    positions(api, name, LINEAR, combined(umRisk, um?.positions ?? null), null),
    positions(api, name, INVERSE, combined(cmRisk, cm?.positions ?? null), null),
  ])
  return {
    wallet: name,
    holdings: [...merged(held(tokens)), ...linear.map(inCredits), ...inverse],
    // `accountEquity` is after collateral rates; `actualEquity` is what the coins are worth.
    equityUsd: account?.actualEquity ?? account?.accountEquity ?? null,
    positionMode: positionModeOf([...(umRisk ?? []), ...(um?.positions ?? [])]),
  }
}

/**
 * Binance's credits for traders in Europe: profit, losses and fees of all USD-M positions are booked in them, whatever
 * coin the contract is settled in. https://www.binance.com/en/support/faq/credits-trading-mode
 */
const CREDITS = 'BNFCR'
const isCredit = (row: z.output<typeof AssetRow>) =>
  row.asset === CREDITS && [row.walletBalance, row.unrealizedProfit, row.initialMargin].some((value) => !isZero(value))

function token(symbol: string, name: WalletType, row: z.output<typeof AssetRow>): TokenHolding | null {
  return marginToken({
    wallet: name,
    symbol,
    size: row.walletBalance,
    unrealizedProfit: row.unrealizedProfit,
    initialMargin: row.initialMargin,
    maintMargin: row.maintMargin,
    marginBalance: row.marginBalance,
    available: row.availableBalance,
  })
}

/** Open positions of `positionRisk`, filled up from `account`, which has margins and (in version 2) settings. */
function combined(risk: readonly PositionRow[] | null, account: readonly PositionRow[] | null): PositionRow[] {
  const key = (row: PositionRow) => `${row.symbol} ${row.positionSide ?? 'BOTH'}`
  const isOpen = (row: PositionRow) => !isZero(row.positionAmt)
  const other = new Map((account ?? []).filter(isOpen).map((row) => [key(row), row]))
  if (risk === null) return [...other.values()]
  return risk.filter(isOpen).map((row) => {
    const more = other.get(key(row))
    return more ? { ...more, ...present(row) } : row
  })
}

/** Without the fields that an answer leaves empty. */
function present(row: PositionRow): PositionRow {
  return { ...row, ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined)) }
}

async function positions(
  api: AccountApi,
  name: WalletType,
  fits: (market: Market) => boolean,
  rows: readonly PositionRow[],
  config: readonly Config[] | null,
): Promise<PositionHolding[]> {
  const settings = new Map((config ?? []).map((row) => [row.symbol, row]))
  // USD-M counts coins, COIN-M contracts of 10 or 100 USD.
  const unlisted = (row: PositionRow): Unlisted =>
    fits === INVERSE
      ? { counts: 'contracts', inverse: true }
      : { counts: 'coins', settle: row.marginAsset && api.code(row.marginAsset) }
  return held(
    await Promise.all(
      rows.map(async (row) =>
        holding(name, await api.contract(row.symbol, unlisted(row), fits), row, settings.get(row.symbol), name === 'unified'),
      ),
    ),
  )
}

function holding(
  name: WalletType,
  market: Market,
  row: PositionRow,
  config: Config | undefined,
  portfolio: boolean,
): PositionHolding | null {
  const marginMode = portfolio ? 'cross' : marginModeOf(row, config)
  return position(market, {
    wallet: name,
    contracts: row.positionAmt,
    side: sideOf(row),
    markPrice: nonZero(row.markPrice),
    notional: row.notional,
    sizeInBase: row.notionalValue,
    unrealizedProfit: row.unRealizedProfit ?? row.unrealizedProfit,
    initialMargin: row.initialMargin,
    maintMargin: row.maintMargin,
    marginBalance: marginMode === 'isolated' ? isolatedMargin(row) : null,
    leverage: row.leverage ?? config?.leverage ?? null,
    entryPrice: nonZero(row.entryPrice),
    liquidationPrice: nonZero(row.liquidationPrice),
    marginMode,
  })
}

/** The margin put up; `isolatedMargin` is that with the profit. */
function isolatedMargin(row: PositionRow): DecimalString | null {
  const put = nonZero(row.isolatedWallet)
  if (put !== null) return put
  const margin = nonZero(row.isolatedMargin)
  const profit = row.unRealizedProfit ?? row.unrealizedProfit
  return margin === null || profit === null ? margin : new Decimal(margin).minus(profit).toFixed()
}

function marginModeOf(row: PositionRow, config: Config | undefined): MarginMode {
  const told = (row.marginType ?? config?.marginType)?.toLowerCase()
  if (told !== undefined) return told.startsWith('iso') ? 'isolated' : 'cross'
  if (row.isolated != null) return row.isolated ? 'isolated' : 'cross'
  return isZero(row.isolatedWallet) && isZero(row.isolatedMargin) ? 'cross' : 'isolated'
}

function sideOf(row: PositionRow): PositionSide {
  if (row.positionSide === 'LONG') return 'long'
  if (row.positionSide === 'SHORT') return 'short'
  return 'net'
}

/** Hedge mode keeps a LONG and a SHORT of each symbol, one-way mode one that is BOTH. */
function positionModeOf(rows: readonly PositionRow[]): PositionMode | null {
  if (rows.some((row) => row.positionSide === 'LONG' || row.positionSide === 'SHORT')) return 'hedge'
  return rows.some((row) => row.positionSide === 'BOTH') ? 'one_way' : null
}
