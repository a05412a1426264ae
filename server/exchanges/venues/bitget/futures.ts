import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { isStable } from '../../../domain/stablecoins'
import type { Holding, MarginMode, PositionHolding, PositionMode, TokenHolding, WalletType } from '../../../domain/types'
import { add, amount, inside, isZero, maybeAmount, maybeText, negated, nonZero, subtract } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi, Params } from '../../reading/api'
import { held, marginToken, plainToken, position } from '../../reading/rows'

/** One wallet of the account, with all it holds. */
export interface BitgetGroup {
  wallet: WalletType
  holdings: Holding[]
  equityUsd?: DecimalString | null
  positionMode?: PositionMode | null
}

export type ProductType = 'USDT-FUTURES' | 'USDC-FUTURES' | 'COIN-FUTURES'

const Accounts = inside(
  'data',
  z.array(
    z.object({
      marginCoin: z.string(),
      /** With the profit of all positions. */
      accountEquity: amount,
      unrealizedPL: maybeAmount,
      available: maybeAmount,
      crossedMargin: maybeAmount,
      isolatedMargin: maybeAmount,
    }),
  ),
)

/** Classic and unified spell half of the fields differently. */
const PositionRow = z.object({
  symbol: z.string(),
  marginCoin: z.string(),
  holdSide: maybeText,
  posSide: maybeText,
  posMode: maybeText,
  holdMode: maybeText,
  marginMode: maybeText,
  /** Base coins, of inverse contracts too. */
  total: amount,
  leverage: maybeAmount,
  openPriceAvg: maybeAmount,
  avgPrice: maybeAmount,
  markPrice: maybeAmount,
  liquidationPrice: maybeAmount,
  unrealizedPL: maybeAmount,
  unrealisedPnl: maybeAmount,
  /** The margin of the position without profit. */
  marginSize: maybeAmount,
  positionBalance: maybeAmount,
})
type PositionRow = z.output<typeof PositionRow>
const Positions = inside('data', z.array(PositionRow))
const UnifiedPositions = inside('data', z.object({ list: z.array(PositionRow).nullable() }))

const UnifiedAssets = inside(
  'data',
  z.object({
    accountEquity: maybeAmount,
    assets: z.array(
      z.object({
        coin: z.string(),
        equity: amount,
        balance: amount,
        available: maybeAmount,
        debt: maybeAmount,
        locked: maybeAmount,
      }),
    ),
  }),
)

const fitsProduct = (product: ProductType) => (market: Market) =>
  product === 'COIN-FUTURES' ? market.inverse : market.linear && market.settle === product.slice(0, 4)

const coinOf = (product: ProductType): Params => (product === 'COIN-FUTURES' ? {} : { marginCoin: product.slice(0, 4) })

/** One kind of futures account: linear ones of both stablecoins are one wallet, coin-margined ones another. */
export async function bitgetFutures(
  api: AccountApi,
  name: WalletType,
  products: readonly ProductType[],
): Promise<BitgetGroup | null> {
  if (!api.wants(name, 'perp', 'future')) return null
  const parts = await Promise.all(
    products.map(async (productType) => {
      const [accounts, rows] = await Promise.all([
        api.ask(name, 'privateMixGetV2MixAccountAccounts', { productType }, Accounts),
        api.ask(name, 'privateMixGetV2MixPositionAllPosition', { productType, ...coinOf(productType) }, Positions),
      ])
      const mine = (rows ?? []).filter((row) => productType === 'COIN-FUTURES' || row.marginCoin === productType.slice(0, 4))
      return {
        answered: accounts !== null || rows !== null,
        rows: mine,
        tokens: held((accounts ?? []).map((row) => token(row, name, api))),
        positions: held(await Promise.all(mine.map((row) => holding(row, name, fitsProduct(productType), api)))),
      }
    }),
  )
  if (!parts.some((part) => part.answered)) return null
  return {
    wallet: name,
    holdings: [...parts.flatMap((part) => part.tokens), ...parts.flatMap((part) => part.positions)],
    positionMode: positionModeOf(parts.flatMap((part) => part.rows)),
  }
}

/** The unified account: one wallet for spot, margin and futures. */
export async function bitgetUnified(api: AccountApi): Promise<BitgetGroup | null> {
  const name = 'unified'
  if (!api.wants(name, 'spot', 'margin', 'perp', 'future')) return null
  const products = ['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES'] as const
  const [account, ...lists] = await Promise.all([
    api.ask(name, 'privateUtaGetV3AccountAssets', {}, UnifiedAssets),
    ...products.map(async (category) => {
      const page = await api.ask(name, 'privateUtaGetV3PositionCurrentPosition', { category }, UnifiedPositions)
      const rows = (page?.list ?? []).filter((row) => category === 'COIN-FUTURES' || row.marginCoin === category.slice(0, 4))
      return { rows, positions: held(await Promise.all(rows.map((row) => holding(row, name, fitsProduct(category), api)))) }
    }),
  ])
  if (account === null) return null
  const open = lists.flatMap((list) => list.positions)
  return {
    wallet: name,
    holdings: [...held(account.assets.map((row) => unifiedToken(row, open, api))), ...open],
    equityUsd: account.accountEquity,
    positionMode: positionModeOf(lists.flatMap((list) => list.rows)),
  }
}

function token(row: z.output<typeof Accounts>[number], name: WalletType, api: AccountApi): TokenHolding | null {
  return marginToken({
    wallet: name,
    symbol: api.code(row.marginCoin),
    size: subtract(row.accountEquity, row.unrealizedPL),
    unrealizedProfit: row.unrealizedPL,
    initialMargin: add(row.crossedMargin, row.isolatedMargin),
    marginBalance: row.accountEquity,
    available: row.available,
  })
}

/**
 * What is in the wallet is its equity without the profit. `balance` says the same with all its digits where nothing is
 * locked, since it leaves out what orders lock; it may or may not be net of `debt`. https://www.bitget.com/api-doc/uta/account/Get-Account-Assets, ccxt/ccxt#30083
 */
function unifiedToken(
  row: z.output<typeof UnifiedAssets>['assets'][number],
  open: readonly PositionHolding[],
  api: AccountApi,
): TokenHolding | null {
  const code = api.code(row.coin)
  const mine = open.filter((item) => item.settle === code)
  if (mine.length === 0 && isZero(row.debt)) return plainToken('unified', code, row.equity, row.available)
  const unrealizedProfit = add(...mine.map((item) => item.unrealizedProfit)) ?? '0'
  const net = new Decimal(row.equity).minus(unrealizedProfit)
  const owed = row.debt ?? '0'
  const told = [row.balance, subtract(row.balance, owed)].sort((a, b) => net.minus(a).abs().comparedTo(net.minus(b).abs()))[0]
  return marginToken({
    wallet: 'unified',
    symbol: code,
    size: isZero(row.locked) && told !== undefined ? told : net.toFixed(),
    borrowed: owed,
    unrealizedProfit,
    initialMargin: add(...mine.map((item) => item.initialMargin)),
    marginBalance: row.equity,
    available: row.available,
  })
}

async function holding(
  row: PositionRow,
  name: WalletType,
  fits: (market: Market) => boolean,
  api: AccountApi,
): Promise<PositionHolding | null> {
  if (isZero(row.total)) return null
  const held = row.holdSide ?? row.posSide
  const margin = row.marginSize ?? row.positionBalance
  const marginMode: MarginMode = row.marginMode === 'isolated' ? 'isolated' : 'cross'
  const hedged = (row.posMode ?? row.holdMode) === 'hedge_mode'
  return position(
    await api.contract(
      row.symbol,
      { counts: 'coins', settle: api.code(row.marginCoin), inverse: !isStable(row.marginCoin) },
      fits,
    ),
    {
      wallet: name,
      contracts: held === 'short' ? negated(row.total) : row.total,
      inCoins: true,
      side: hedged ? (held === 'short' ? 'short' : 'long') : 'net',
      markPrice: nonZero(row.markPrice),
      unrealizedProfit: row.unrealizedPL ?? row.unrealisedPnl,
      initialMargin: margin,
      marginBalance: marginMode === 'isolated' ? margin : null,
      leverage: nonZero(row.leverage),
      entryPrice: row.openPriceAvg ?? row.avgPrice,
      liquidationPrice: positive(row.liquidationPrice),
      marginMode,
    },
  )
}

/** A position that cannot be liquidated carries zero or a negative price. */
function positive(price: DecimalString | null): DecimalString | null {
  return price?.startsWith('-') ? null : nonZero(price)
}

function positionModeOf(rows: readonly PositionRow[]): PositionMode | null {
  const modes = rows.map((row) => row.posMode ?? row.holdMode)
  if (modes.includes('hedge_mode')) return 'hedge'
  return modes.includes('one_way_mode') ? 'one_way' : null
}
