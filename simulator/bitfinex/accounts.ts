import { type PositionFigures, walletFigures } from '../accounting'
import { Decimal, sum } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'

const TYPES: Readonly<Record<string, string>> = { spot: 'exchange', perp: 'margin' }

/** POST auth/r/wallets: what margins derivatives is in the margin wallet, under coins of its own; orders, loans and collateral are in the balance. */
export function wallets(ledger: Ledger, exchange: Exchange) {
  const { positions } = walletFigures(ledger, 'perp', exchange)
  const putUp = sum(positions.map(({ isolatedMargin }) => isolatedMargin ?? '0'))
  return ledger.tokens.map(({ wallet, coin, balance, locked }) => {
    const free = new Decimal(balance).minus(locked ?? 0).minus(wallet === 'perp' ? putUp : 0)
    // Of margin wallets it is computed only where somebody asks for it.
    const available = wallet === 'margin' ? null : free.toNumber()
    return [TYPES[wallet] ?? wallet, coin, Number(balance), 0, available, null, null]
  })
}

/** POST auth/r/positions: on margin (0) and derivatives (1), the profit in what the pair is quoted in. */
export function positions(ledger: Ledger, exchange: Exchange) {
  const rows = ['margin', 'perp'].flatMap((wallet) => walletFigures(ledger, wallet, exchange).positions)
  return rows.map((row, index) => rowOf(row, index, ledger, exchange))
}

function rowOf(row: PositionFigures, index: number, { uid }: Ledger, exchange: Exchange) {
  const { market, position, contracts, entryPrice, unrealizedProfit, isolatedMargin, liquidationPrice, maintMargin } = row
  const derivative = market.type === 'swap'
  const opened = exchange.now() - 86_400_000
  return [
    market.id,
    'ACTIVE',
    contracts.toNumber(),
    entryPrice.toNumber(),
    0,
    0,
    unrealizedProfit.toNumber(),
    unrealizedProfit.div(entryPrice.times(contracts.abs())).times(100).toNumber(),
    liquidationPrice?.toNumber() ?? null,
    Number(position.leverage),
    null,
    Number(`${uid}${index}`),
    opened,
    opened,
    null,
    derivative ? 1 : 0,
    null,
    isolatedMargin?.toNumber() ?? 0,
    derivative ? maintMargin.toDecimalPlaces(8).toNumber() : 0,
    { reason: 'TRADE', order_id: 1, liq_stage: null, trade_price: entryPrice.toFixed(), trade_amount: contracts.toFixed() },
  ]
}

/** POST auth/r/permissions: scope, may read, may write. */
export function permissions({ key }: Ledger) {
  const may = (right: 'read' | 'trade' | 'withdraw' | 'transfer') => (key.permissions.includes(right) ? 1 : 0)
  return [
    ['account', may('read'), 0],
    ['history', may('read'), 0],
    ['orders', may('read'), may('trade')],
    ['positions', may('read'), may('trade')],
    ['funding', may('read'), may('trade')],
    ['settings', may('read'), 0],
    ['wallets', may('read'), may('transfer')],
    ['withdraw', 0, may('withdraw')],
  ]
}
