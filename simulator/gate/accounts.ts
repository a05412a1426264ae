import { type PositionFigures, walletFigures } from '../accounting'
import { Decimal, sum, text, ZERO } from '../decimal'
import type { Ledger, LedgerToken } from '../ledger'
import { isUnified, type Kind, type SignedCall, walletOf } from './call'
import { userNotFound } from './errors'

const DIGITS = 12
const t = (value: Decimal) => text(value, DIGITS)

/** GET /account/detail: key mode 1 is a classic account, 2 a unified one. */
export function accountDetail({ ledger }: SignedCall) {
  return {
    user_id: Number(ledger.uid),
    ip_whitelist: ledger.key.ipList ?? [],
    currency_pairs: [],
    key: { mode: isUnified(ledger) ? 2 : 1 },
    tier: 0,
    tier_expire_time: '0001-01-01T00:00:00Z',
    copy_trading_role: 0,
  }
}

/** GET /spot/accounts: of a unified account the same coins that `unified/accounts` has. */
export function spotAccounts({ ledger, query }: SignedCall) {
  const wallet = isUnified(ledger) ? 'unified' : 'spot'
  const currency = query.get('currency')
  return ledger.tokens
    .filter((token) => token.wallet === wallet && (currency === null || token.coin === currency))
    .map((token) => ({ currency: token.coin, ...splitOf(token), update_id: 1 }))
}

/** GET /margin/accounts: isolated margin, two coins for each `isolated:PAIR` wallet. */
export function marginAccounts({ ledger, exchange, query }: SignedCall) {
  const wallets = [...new Set(ledger.tokens.map((token) => token.wallet).filter((w) => w.startsWith('isolated:')))]
  const pair = query.get('currency_pair')
  return wallets
    .map((wallet) => ({ wallet, market: exchange.market(`spot:${wallet.slice('isolated:'.length)}`) }))
    .flatMap(({ wallet, market }) => (market && (pair === null || market.id === pair) ? [{ wallet, market }] : []))
    .map(({ wallet, market }) => ({
      currency_pair: market.id,
      account_type: 'mmr',
      leverage: '10',
      locked: false,
      risk: '9999.99',
      mmr: '9999.99',
      base: marginCoin(ledger, wallet, market.base),
      quote: marginCoin(ledger, wallet, market.quote),
    }))
}

/** GET /margin/funding_accounts: coins lent on the margin loan market. */
export function lendingAccounts({ ledger }: SignedCall) {
  return ledger.tokens
    .filter((token) => token.wallet === 'lending')
    .map((token) => ({ currency: token.coin, ...splitOf(token), lent: '0', total_lent: '0' }))
}

/** GET /earn/uni/lends: simple earn. */
export function earnLends({ ledger, exchange }: SignedCall) {
  return ledger.tokens
    .filter((token) => token.wallet === 'earn')
    .map((token) => ({
      currency: token.coin,
      current_amount: t(new Decimal(token.balance)),
      amount: t(new Decimal(token.balance)),
      lent_amount: '0',
      frozen_amount: '0',
      min_rate: '0.00001',
      interest_status: 'interest_reinvest',
      create_time: exchange.now() - 86_400_000,
      update_time: exchange.now() - 3_600_000,
    }))
}

/** GET /options/accounts: none was ever opened here. */
export function optionsAccount(): never {
  throw userNotFound('options')
}

/** GET /futures/{settle}/accounts, /delivery/{settle}/accounts. `total` is without unrealised profit. */
export function futuresAccount({ ledger, exchange, named }: SignedCall, kind: Kind) {
  const settle = (named.settle ?? '').toUpperCase()
  const wallet = walletOf(kind, settle, ledger)
  const token = ledger.tokens.find((candidate) => candidate.wallet === wallet && candidate.coin === settle)
  const positions = walletFigures(ledger, wallet, exchange).positions.filter(
    (p) => p.market.settle === settle && (p.market.type === 'swap') === (kind === 'futures'),
  )
  if (!token && positions.length === 0 && !isUnified(ledger)) throw userNotFound(kind)
  const cross = positions.filter((p) => p.isolatedMargin === null)
  const isolated = sum(positions.map((p) => p.isolatedMargin ?? ZERO))
  const crossMargin = sum(cross.map((p) => p.initialMargin))
  const crossProfit = sum(cross.map((p) => p.unrealizedProfit))
  // A unified account's coins are told by `unified/accounts` alone.
  const total = isUnified(ledger) ? ZERO : new Decimal(token?.balance ?? '0')
  const orders = new Decimal(token?.locked ?? '0')
  const available = Decimal.max(0, total.minus(isolated).minus(crossMargin).minus(orders))
  return {
    user: Number(ledger.uid),
    currency: settle,
    total: t(total),
    unrealised_pnl: t(sum(positions.map((p) => p.unrealizedProfit))),
    position_margin: t(isolated.plus(crossMargin)),
    order_margin: t(orders),
    available: t(available),
    point: '0',
    bonus: '0',
    in_dual_mode: ledger.positionMode === 'hedge',
    enable_credit: isUnified(ledger),
    margin_mode: isUnified(ledger) ? 2 : 0,
    margin_mode_name: isUnified(ledger) ? 'multi_currency' : 'classic',
    position_initial_margin: t(sum(positions.map((p) => p.initialMargin))),
    maintenance_margin: t(sum(positions.map((p) => p.maintMargin))),
    cross_initial_margin: t(crossMargin),
    cross_maintenance_margin: t(sum(cross.map((p) => p.maintMargin))),
    cross_order_margin: t(orders),
    cross_unrealised_pnl: t(crossProfit),
    cross_available: t(available),
    cross_margin_balance: t(total.minus(isolated).plus(crossProfit)),
    isolated_position_margin: t(isolated),
    update_id: 1,
    update_time: Math.floor(exchange.now() / 1_000) - 3_600,
    history: {
      dnw: t(total),
      pnl: '0',
      fee: '0',
      refr: '0',
      fund: '0',
      point_dnw: '0',
      point_fee: '0',
      point_refr: '0',
      bonus_dnw: '0',
      bonus_offset: '0',
    },
  }
}

/** GET /unified/accounts: USD totals, a row for each coin. */
export function unifiedAccounts({ ledger, exchange }: SignedCall) {
  if (!isUnified(ledger)) throw userNotFound('unified')
  const { tokens, positions, ...wallet } = walletFigures(ledger, 'unified', exchange)
  const owed = sum(tokens.map((f) => f.borrowed.times(f.usdPrice ?? ZERO)))
  const marginBalance = wallet.equityUsd
  const rate = (margin: Decimal) => (margin.isZero() ? '0' : t(marginBalance.div(margin)))
  const balances = tokens.map((f) => {
    const mine = positions.filter((p) => p.market.settle === f.token.coin)
    const held = f.balance.plus(f.borrowed)
    return [
      f.token.coin,
      {
        available: t(held.minus(f.locked).minus(isolatedIn(mine))),
        freeze: t(f.locked),
        borrowed: t(f.borrowed),
        negative_liab: '0',
        futures_pos_liab: '0',
        equity: t(f.equity),
        total_freeze: t(f.locked),
        total_liab: t(f.borrowed),
        spot_in_use: '0',
        funding: '0',
        funding_version: '0',
        cross_balance: t(held.minus(isolatedIn(mine))),
        iso_balance: t(isolatedIn(mine)),
        im: t(f.initialMargin),
        mm: t(f.maintMargin),
        mmr: '0',
        imr: '0',
        margin_balance: t(f.equity),
        available_margin: t(f.available),
        enabled_collateral: f.token.collateral !== false,
      },
    ] as const
  })
  return {
    user_id: Number(ledger.uid),
    refresh_time: Math.floor(exchange.now() / 1_000),
    locked: false,
    balances: Object.fromEntries(balances),
    total: t(wallet.balanceUsd),
    borrowed: t(owed),
    total_initial_margin: t(wallet.initialMarginUsd),
    total_margin_balance: t(marginBalance),
    total_maintenance_margin: t(wallet.maintMarginUsd),
    total_initial_margin_rate: rate(wallet.initialMarginUsd),
    total_maintenance_margin_rate: rate(wallet.maintMarginUsd),
    total_available_margin: t(Decimal.max(0, marginBalance.minus(wallet.initialMarginUsd))),
    unified_account_total: t(marginBalance.plus(owed)),
    unified_account_total_liab: t(owed),
    unified_account_total_equity: t(marginBalance),
    leverage: '3',
    spot_order_loss: '0',
    spot_hedge: false,
    use_funding: false,
    is_all_collateral: true,
  }
}

/** GET /unified/unified_mode. */
export function unifiedMode({ ledger }: SignedCall) {
  return {
    mode: isUnified(ledger) ? 'multi_currency' : 'classic',
    settings: { usdt_futures: isUnified(ledger), spot_hedge: false },
  }
}

function isolatedIn(positions: PositionFigures[]): Decimal {
  return sum(positions.map((p) => p.isolatedMargin ?? ZERO))
}

/** What is owed has been taken off a ledger's balance, not off the coins that are there. */
function splitOf(token: LedgerToken) {
  const held = new Decimal(token.balance).plus(token.borrowed ?? '0')
  return { available: t(held.minus(token.locked ?? '0')), locked: t(new Decimal(token.locked ?? '0')) }
}

/** A ledger's `borrowed` is all that is owed, its `interest` a part of it. */
function marginCoin(ledger: Ledger, wallet: string, coin: string) {
  const token = ledger.tokens.find((candidate) => candidate.wallet === wallet && candidate.coin === coin)
  const interest = new Decimal(token?.interest ?? '0')
  const split = token ? splitOf(token) : { available: '0', locked: '0' }
  return { currency: coin, ...split, borrowed: t(new Decimal(token?.borrowed ?? '0').minus(interest)), interest: t(interest) }
}
