import { z } from 'zod'
import { isStable } from '../../../domain/stablecoins'
import type { Holding, PositionHolding, PositionMode, TokenHolding, WalletType } from '../../../domain/types'
import { add, amount, flag, inside, isZero, maybeAmount, maybeText, negated, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, plainToken, position } from '../../reading/rows'

/** One wallet of the account, with all it holds. */
export interface KucoinGroup {
  wallet: WalletType
  holdings: Holding[]
  positionMode?: PositionMode | null
}

/** Coins that margin contracts of their own; those of open positions are asked for besides. */
export const MARGIN_COINS = ['USDT', 'USDC', 'XBT', 'ETH'] as const

const Overview = inside(
  'data',
  z.object({
    currency: z.string(),
    /** `marginBalance` and the profit of open positions. */
    accountEquity: amount,
    marginBalance: amount,
    unrealisedPNL: maybeAmount,
    positionMargin: maybeAmount,
    orderMargin: maybeAmount,
    availableBalance: maybeAmount,
  }),
)

const PositionRow = z.object({
  symbol: z.string(),
  /** Contracts, short negative. */
  currentQty: amount,
  crossMode: flag.nullish(),
  marginMode: maybeText,
  positionSide: maybeText,
  avgEntryPrice: maybeAmount,
  markPrice: maybeAmount,
  liquidationPrice: maybeAmount,
  leverage: maybeAmount,
  realLeverage: maybeAmount,
  posInit: maybeAmount,
  posMargin: maybeAmount,
  posMaint: maybeAmount,
  unrealisedPnl: maybeAmount,
  settleCurrency: maybeText,
})
type PositionRow = z.output<typeof PositionRow>
const Positions = inside('data', z.array(PositionRow))

const UnifiedBalance = inside(
  'data',
  z.object({
    accounts: z.array(
      z.object({
        currencies: z.array(
          z.object({ currency: z.string(), equity: amount, balance: amount, available: maybeAmount, liability: maybeAmount }),
        ),
      }),
    ),
  }),
)
const UnifiedRow = z.object({
  symbol: z.string(),
  marginMode: maybeText,
  positionSide: maybeText,
  size: amount,
  entryPrice: maybeAmount,
  markPrice: maybeAmount,
  liquidationPrice: maybeAmount,
  leverage: maybeAmount,
  unrealizedPnL: maybeAmount,
  initialMargin: maybeAmount,
  maintenanceMargin: maybeAmount,
})
const UnifiedPositions = inside('data', z.union([z.array(UnifiedRow), inside('items', z.array(UnifiedRow))]))

async function holding(row: PositionRow, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.currentQty)) return null
  const settle = row.settleCurrency === null ? null : api.code(row.settleCurrency)
  const inverse = settle !== null && !isStable(settle)
  const isolated = row.marginMode === null ? row.crossMode === false : row.marginMode === 'ISOLATED'
  return position(await api.contract(row.symbol, { counts: 'contracts', settle, inverse }), {
    wallet: 'perp',
    contracts: row.currentQty,
    side: row.positionSide === 'LONG' ? 'long' : row.positionSide === 'SHORT' ? 'short' : 'net',
    markPrice: nonZero(row.markPrice),
    unrealizedProfit: row.unrealisedPnl,
    initialMargin: row.posInit,
    maintMargin: row.posMaint,
    marginBalance: isolated ? row.posMargin : null,
    leverage: nonZero(row.leverage) ?? nonZero(row.realLeverage),
    entryPrice: nonZero(row.avgEntryPrice),
    liquidationPrice: nonZero(row.liquidationPrice),
    marginMode: isolated ? 'isolated' : 'cross',
  })
}

function positionModeOf(sides: readonly (string | null)[]): PositionMode | null {
  if (sides.includes('LONG') || sides.includes('SHORT')) return 'hedge'
  return sides.includes('BOTH') ? 'one_way' : null
}

/** Futures: an account for each margin coin. https://www.kucoin.com/docs-new/rest/account-info/account-funding/get-account-futures */
export async function kucoinFutures(api: AccountApi): Promise<KucoinGroup | null> {
  const name = 'perp'
  if (!api.wants(name, 'coinm', 'future')) return null
  const overview = (currency: string) => api.ask(name, 'futuresPrivateGetAccountOverview', { currency }, Overview)
  const [rows, ...known] = await Promise.all([
    api.ask(name, 'futuresPrivateGetPositions', {}, Positions),
    ...MARGIN_COINS.map((currency) => overview(currency)),
  ])
  const asked: readonly string[] = MARGIN_COINS
  const further = new Set((rows ?? []).flatMap((row) => row.settleCurrency ?? []).filter((coin) => !asked.includes(coin)))
  const accounts = held([...known, ...(await Promise.all([...further].map(overview)))])
  if (rows === null && accounts.length === 0) return null
  const tokens: (TokenHolding | null)[] = accounts.map((row) =>
    marginToken({
      wallet: name,
      symbol: api.code(row.currency),
      size: row.marginBalance,
      unrealizedProfit: row.unrealisedPNL,
      initialMargin: add(row.positionMargin, row.orderMargin),
      marginBalance: row.accountEquity,
      available: row.availableBalance,
    }),
  )
  const open = held(await Promise.all((rows ?? []).map((row) => holding(row, api))))
  return {
    wallet: name,
    holdings: [...unique(held(tokens)), ...open],
    positionMode: positionModeOf((rows ?? []).map((row) => row.positionSide)),
  }
}

/** A recording may answer for several coins with one and the same account. */
function unique(tokens: readonly TokenHolding[]): TokenHolding[] {
  return [...new Map(tokens.map((token) => [token.symbol, token])).values()]
}

/** The most positions that one answer of a unified account holds. */
const PAGE = 200

/** The unified account: one wallet for spot, loans and futures. */
export async function kucoinUnified(api: AccountApi): Promise<KucoinGroup | null> {
  const name = 'unified'
  if (!api.wants(name, 'spot', 'margin', 'perp')) return null
  const accountMode = 'unified'
  const [account, rows] = await Promise.all([
    api.ask(name, 'utaPrivateGetAccountModeAccountBalance', { accountMode }, UnifiedBalance),
    api.ask(name, 'utaPrivateGetAccountModePositionOpenList', { accountMode, limit: PAGE }, UnifiedPositions),
  ])
  if (account === null) return null
  if (rows !== null && rows.length >= PAGE) api.leaveOut(name, `Only the first ${PAGE} positions are read.`)
  const open = held(
    await Promise.all(
      (rows ?? []).map(async (row) => {
        if (isZero(row.size)) return null
        const short = row.positionSide === 'SHORT' && !row.size.startsWith('-')
        return position(await api.contract(row.symbol, { counts: 'contracts' }), {
          wallet: name,
          contracts: short ? negated(row.size) : row.size,
          side: row.positionSide === 'LONG' ? 'long' : row.positionSide === 'SHORT' ? 'short' : 'net',
          markPrice: nonZero(row.markPrice),
          unrealizedProfit: row.unrealizedPnL,
          initialMargin: row.initialMargin,
          maintMargin: row.maintenanceMargin,
          leverage: nonZero(row.leverage),
          entryPrice: nonZero(row.entryPrice),
          liquidationPrice: nonZero(row.liquidationPrice),
          marginMode: row.marginMode === 'ISOLATED' ? 'isolated' : 'cross',
        })
      }),
    ),
  )
  const tokens = account.accounts
    .flatMap(({ currencies }) => currencies)
    .map((row) => {
      const code = api.code(row.currency)
      const mine = open.filter((item) => item.settle === code)
      if (mine.length === 0 && isZero(row.liability)) return plainToken(name, code, row.equity, row.available)
      return marginToken({
        wallet: name,
        symbol: code,
        size: row.balance,
        borrowed: row.liability ?? '0',
        unrealizedProfit: add(...mine.map((item) => item.unrealizedProfit)),
        initialMargin: add(...mine.map((item) => item.initialMargin)),
        maintMargin: add(...mine.map((item) => item.maintMargin)),
        marginBalance: row.equity,
        available: row.available,
      })
    })
  return {
    wallet: name,
    holdings: [...held(tokens), ...open],
    positionMode: positionModeOf((rows ?? []).map((row) => row.positionSide)),
  }
}
