import { type PositionFigures, walletFigures, withFixed } from '../accounting'
import { Decimal, sum, text, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'

/**
 * Accounts of an address as `GET account` tells them. A ledger's wallets are `perp` and `spot`; `perp:2` and `spot:2` are those
 * of its second account, `pool:9` what it has of a pool in USDC, `staked` LIT in the staking pool.
 */

/** Empty for the first account, `2` for the second. */
const suffixesOf = (ledger: Ledger) => [
  ...new Set(
    [...ledger.tokens, ...ledger.positions].flatMap(({ wallet }) => {
      const [kind, number] = wallet.split(':')
      return kind === 'perp' || kind === 'spot' ? [number ?? ''] : []
    }),
  ),
]

/** The first account has the ledger's number; those of sub-accounts are large. */
const numberOf = ({ uid }: Ledger, suffix: string) =>
  suffix === '' ? uid : String(281_474_976_700_000 + Number(uid.slice(-3)) * 10 + Number(suffix))

/** Pools are the exchange's own: one that trades, with shares at 1.25 USDC, and one that holds staked LIT at one a share. */
const TRADING = { total: '4000000', value: '5000000.0' }
const SHARE = new Decimal(TRADING.value).div(TRADING.total)
const STAKING = { index: '281474976710651', total: '1000000' }

/** `GET accountsByL1Address` */
export function owned(ledger: Ledger) {
  return suffixesOf(ledger).map((number) => ({
    code: 0,
    account_type: number === '' ? 0 : 1,
    index: Number(numberOf(ledger, number)),
    l1_address: ledger.key.apiKey,
    status: 1,
    collateral: '0.000000',
  }))
}

/** `GET account` by address: all accounts of it, each whole. */
export const accounts = (ledger: Ledger, exchange: Exchange) =>
  suffixesOf(ledger).map((number) => accountOf(ledger, number, exchange))

/** `GET account` by number: somebody's account, or a pool. */
export function byIndex(index: string, exchange: Exchange) {
  for (const ledger of exchange.ledgers()) {
    const number = suffixesOf(ledger).find((each) => numberOf(ledger, each) === index)
    if (number !== undefined) return [accountOf(ledger, number, exchange)]
    if (ledger.tokens.some(({ wallet }) => wallet === `pool:${index}`)) return [pool(index, TRADING.total, TRADING.value, [])]
  }
  const lit = [{ symbol: 'LIT', asset_id: 2, balance: `${STAKING.total}.00000000`, locked_balance: '0.00000000' }]
  return index === STAKING.index ? [pool(index, STAKING.total, '0.000000', lit)] : []
}

function accountOf(ledger: Ledger, number: string, exchange: Exchange) {
  const suffix = number === '' ? '' : `:${number}`
  const perp = walletFigures(ledger, `perp${suffix}`, exchange)
  const spot = walletFigures(ledger, `spot${suffix}`, exchange)
  const collateral = sum(perp.tokens.filter(({ token }) => token.coin === 'USDC').map(({ balance }) => balance))
  const profit = sum(perp.positions.map((p) => amount(p.unrealizedProfit)))
  const cross = perp.positions.filter((p) => p.position.marginMode === 'cross')
  const initial = sum(cross.map((p) => p.initialMargin))
  const total = collateral.plus(profit)
  const isolated = sum(perp.positions.map((p) => p.marginBalance ?? ZERO))
  const free = total.minus(isolated).minus(initial)
  return {
    ...head(numberOf(ledger, number), number === '' ? 0 : 1, ledger.key.apiKey),
    name: number === '' ? (ledger.label ?? '') : `Sub ${number}`,
    available_balance: amount(free.greaterThan(0) ? free : ZERO),
    collateral: amount(collateral),
    cross_initial_margin_requirement: amount(initial),
    cross_maintenance_margin_requirement: amount(sum(cross.map((p) => p.maintMargin))),
    total_asset_value: amount(total),
    cross_asset_value: amount(total.minus(isolated)),
    positions: perp.positions.map(position),
    assets: spot.tokens.map(({ token, balance, locked }, index) => ({
      symbol: token.coin,
      asset_id: index + 1,
      balance: text(balance, 8),
      locked_balance: text(locked, 8),
      margin_balance: '0.00000000',
      margin_mode: 'disabled',
      multiplier: '1',
    })),
    shares: number === '' ? shares(ledger) : [],
    pending_unlocks: [],
  }
}

function head(index: string, type: number, address: string) {
  return {
    code: 0,
    account_type: type,
    index: Number(index),
    account_index: Number(index),
    l1_address: address,
    cancel_all_time: 0,
    total_order_count: 0,
    total_isolated_order_count: 0,
    pending_order_count: 0,
    status: 1,
    account_trading_mode: 0,
    description: '',
    can_invite: true,
    referral_points_percentage: '',
  }
}

function position(figures: PositionFigures) {
  const {
    position: { fixed, leverage },
    market,
  } = figures
  return withFixed(
    {
      market_id: Number(market.id),
      symbol: market.base,
      initial_margin_fraction: new Decimal(100).div(leverage).toFixed(2),
      open_order_count: 0,
      pending_order_count: 0,
      position_tied_order_count: 0,
      sign: figures.isLong ? 1 : -1,
      position: text(figures.contracts.abs(), 8),
      avg_entry_price: text(figures.entryPrice, 8),
      position_value: amount(figures.value),
      unrealized_pnl: amount(figures.unrealizedProfit),
      realized_pnl: '0.000000',
      liquidation_price: figures.liquidationPrice ? text(figures.liquidationPrice) : '0',
      margin_mode: figures.isolatedMargin ? 1 : 0,
      allocated_margin: amount(figures.isolatedMargin ?? ZERO),
    },
    fixed,
  )
}

const shares = (ledger: Ledger) =>
  ledger.tokens.flatMap(({ wallet, balance }) => {
    const [kind, index] = wallet.split(':')
    const row = (pool: string, part: Decimal, principal: string) => ({
      public_pool_index: Number(pool),
      shares_amount: text(part, 8),
      entry_usdc: '0.0000',
      principal_amount: principal,
      entry_timestamp: 0,
    })
    if (kind === 'pool' && index !== undefined) return [row(index, new Decimal(balance).div(SHARE), balance)]
    return kind === 'staked' ? [row(STAKING.index, new Decimal(balance), balance)] : []
  })

function pool(index: string, total_shares: string, value: string, assets: object[]) {
  return {
    ...head(index, 2, `0x${'0'.repeat(40)}`),
    name: 'Pool',
    available_balance: value,
    collateral: value,
    cross_initial_margin_requirement: '0.000000',
    cross_maintenance_margin_requirement: '0.000000',
    total_asset_value: value,
    cross_asset_value: value,
    positions: [],
    assets,
    shares: [],
    pool_info: { status: 0, operator_fee: '0.0000', min_operator_share_rate: '0.00', total_shares, operator_shares: '0' },
  }
}

/** Six decimals, as Lighter writes amounts of its collateral. */
function amount(value: Decimal): string {
  return value.toFixed(6)
}
