import { Decimal } from '../../../domain/decimal'
import type { Holding, PositionHolding, ReportedWallet, TokenHolding, WalletType } from '../../../domain/types'
import { add, isZero, negated, nonZero, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { wallet } from '../../reading/reading'
import { held, marginToken, plainToken, position } from '../../reading/rows'
import { type Unlisted, unlistedMarket } from '../../reading/unlisted'
import type { Account, Asset, Position } from './accounts'

/** Rows of one account: its perpetuals and what margins them, and its spot coins. */

const COLLATERAL = 'USDC'
const UNIFIED = '1'
const UNLISTED: Unlisted = { counts: 'coins', settle: COLLATERAL, type: 'swap' }

async function holding(row: Position, name: WalletType, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.position)) return null
  const short = row.sign.startsWith('-')
  const isolated = row.margin_mode === '1'
  const fraction = nonZero(row.initial_margin_fraction)
  const listed = await api.contract(row.market_id, UNLISTED)
  // A contract that is not listed any more goes by its coin: its number says nothing.
  const market = listed.unlisted && row.symbol ? unlistedMarket(row.symbol, UNLISTED) : listed
  return position(market, {
    wallet: name,
    contracts: short ? negated(row.position) : row.position,
    inCoins: true,
    side: 'net',
    // Not sent: it is the value over the size.
    markPrice: new Decimal(row.position_value).div(row.position).abs().toDecimalPlaces(10).toFixed(),
    notional: short ? negated(row.position_value.replace(/^-/, '')) : row.position_value,
    unrealizedProfit: row.unrealized_pnl,
    initialMargin: isolated ? row.allocated_margin : ofValue(row.position_value, fraction),
    marginBalance: isolated ? row.allocated_margin : null,
    leverage: fraction === null ? null : new Decimal(100).div(fraction).toDecimalPlaces(2).toFixed(),
    entryPrice: row.avg_entry_price,
    liquidationPrice: row.liquidation_price,
    marginMode: isolated ? 'isolated' : 'cross',
  })
}

function ofValue(value: string, percent: string | null): string | null {
  return percent === null ? null : new Decimal(value).abs().times(percent).div(100).toDecimalPlaces(6).toFixed()
}

/** Of the collateral coin `margin_balance` is `collateral` once more; of others it is what they add to it. */
function pledged({ symbol, margin_balance: size }: Asset, name: WalletType, api: AccountApi): TokenHolding | null {
  const code = api.code(symbol)
  if (code === COLLATERAL || size === null || isZero(size)) return null
  return marginToken({ wallet: name, symbol: code, size, marginBalance: size })
}

export interface Rows {
  holdings: Holding[]
  wallets: ReportedWallet[]
}

/** @param suffix of the wallets' names: each account margins its own positions */
export async function rowsOf(account: Account, suffix: string, api: AccountApi): Promise<Rows> {
  const [perp, spot] = [`perp${suffix}`, `spot${suffix}`]
  const assets = account.assets ?? []
  const positions = held(await Promise.all(account.positions.map((row) => holding(row, perp, api))))
  const unrealizedProfit = add(...positions.map((row) => row.unrealizedProfit)) ?? '0'
  // Isolated margins are in the collateral: the exchange's own total is collateral and profit.
  const collateral = marginToken({
    wallet: perp,
    symbol: COLLATERAL,
    size: account.collateral,
    unrealizedProfit,
    initialMargin: account.cross_initial_margin_requirement,
    maintMargin: account.cross_maintenance_margin_requirement,
    marginBalance: add(account.collateral, unrealizedProfit),
    available: account.available_balance,
  })
  const coins = assets.map(({ symbol, balance, locked_balance }) =>
    plainToken(spot, api.code(symbol), balance, subtract(balance, locked_balance)),
  )
  const plain = account.account_trading_mode !== UNIFIED
  return {
    holdings: [...held([collateral, ...assets.map((asset) => pledged(asset, perp, api)), ...coins]), ...positions],
    // A unified account's total has only a share of what coins in it are worth, and so is no equity.
    wallets: [wallet(perp, plain ? account.total_asset_value : null), wallet(spot)],
  }
}
