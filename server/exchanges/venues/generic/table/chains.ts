import { z } from 'zod'
import { Decimal } from '../../../../domain/decimal'
import { add, isZero, negated, plainDecimal } from '../../../ccxt/amounts'
import { at, type Envelope } from '../envelope'
import type { CodeOf, Coin, OwnPosition, PositionCall } from '../exchange'
import { figure, id, modeOf, type Row, rowsAt, rowsIfAny, whole, word } from './fields'

/** Coins and positions in the answers of exchanges on chains and of those for institutions, as documented where ccxt 4.5.84 names the call. */

const records = z.record(z.string(), z.record(z.string(), z.unknown()))
const quotient = (a: string | null, b: string | null) =>
  a === null || b === null || isZero(b) ? null : new Decimal(a).div(b).abs().toDecimalPlaces(12).toFixed()

/** dYdX tells equity and free collateral; its USDC position is what perpetuals were bought and sold for. */
export const dydxCoins = (answer: unknown): Coin[] => [
  {
    code: 'USDC',
    total: plainDecimal(at(answer, 'subaccount.equity')),
    free: plainDecimal(at(answer, 'subaccount.freeCollateral')),
  },
]
/** Of an address: all its sub-accounts; a recording may answer with one of them. */
export const dydxAccounts: Envelope = (answer) =>
  Array.isArray(at(answer, 'subaccounts')) || typeof at(answer, 'subaccount') === 'object'
const further = (answer: unknown): Row[] =>
  rowsIfAny(answer, 'subaccounts').filter((account) => figure(account, 'subaccountNumber') !== '0')
/** Isolated positions lie in sub-accounts from 128 on. */
export function dydxFurther(answer: unknown): Coin[] {
  const accounts = further(answer)
  const equities = accounts.map((account) => figure(account, 'equity'))
  return accounts.length === 0 ? [] : [{ code: 'USDC', total: equities.includes(null) ? null : add(...equities), free: null }]
}
const dydx = (row: Row): OwnPosition => ({
  market: id(row, 'market'),
  amount: figure(row, 'size'),
  short: word(row, 'side') === 'short',
  entry: figure(row, 'entryPrice'),
  profit: figure(row, 'unrealizedPnl'),
  settle: 'USDC',
})
/** An isolated position has a sub-account to itself, from 128 on: what was put up for it is that one's equity without the profit. */
function dydxMargin(account: Row, { profit }: OwnPosition, beside: number): Pick<OwnPosition, 'mode' | 'margin'> {
  if (Number(figure(account, 'subaccountNumber') ?? 0) < 128) return { mode: 'cross' }
  const equity = figure(account, 'equity')
  return { mode: 'isolated', margin: equity === null || beside !== 1 ? null : add(equity, negated(profit ?? '0')) }
}

/** GRVT's free margin is the account's, not a coin's; its open profit is told in the settlement currency. */
export const grvtCoins = (answer: unknown, codeOf: CodeOf): Coin[] => {
  const account = at(answer, 'result')
  const settle = at(account, 'settle_currency')
  return rowsAt(account, 'spot_balances').map((coin) => ({
    code: codeOf(id(coin, 'currency')),
    total: figure(coin, 'balance'),
    free: null,
    ...(coin.currency === settle && { profit: plainDecimal(at(account, 'unrealized_pnl')) }),
  }))
}
export const grvtFunding = (answer: unknown, codeOf: CodeOf): Coin[] =>
  rowsAt(answer, 'result.spot_balances').map((coin) => ({
    code: codeOf(id(coin, 'currency')),
    total: figure(coin, 'balance'),
    free: null,
  }))
const grvt = (row: Row): OwnPosition => ({
  market: id(row, 'instrument'),
  amount: figure(row, 'size'),
  entry: figure(row, 'entry_price'),
  mark: figure(row, 'mark_price'),
  profit: figure(row, 'unrealized_pnl'),
  liquidation: figure(row, 'est_liquidation_price'),
  leverage: figure(row, 'leverage'),
  mode: modeOf(word(row, 'margin_type')),
})

/** `account_equity` is the USDC balance, the value of spot coins, and what open positions have won or lost. */
export function pacificaCoins(answer: unknown, codeOf: CodeOf): Coin[] {
  const of = (name: string) => plainDecimal(at(answer, `data.${name}`))
  const [equity, cash, spot] = [of('account_equity'), of('balance'), of('spot_market_value')]
  const coins = rowsIfAny(answer, 'data.spot_balances').flatMap((coin) =>
    coin.symbol === 'USDC'
      ? []
      : [{ code: codeOf(id(coin, 'symbol')), total: figure(coin, 'amount'), free: figure(coin, 'available_to_withdraw') }],
  )
  // Without the value of its spot coins, what is more than cash is not all profit.
  const profit =
    equity === null || cash === null || (spot === null && coins.length > 0)
      ? null
      : add(equity, negated(cash), spot === null ? null : negated(spot))
  return [{ code: 'USDC', total: cash, free: of('available_to_withdraw'), profit }, ...coins]
}

/** Orderly's holdings; what is not settled yet of positions is on top. */
export const orderlyCoins = (answer: unknown, codeOf: CodeOf): Coin[] =>
  rowsAt(answer, 'data.holding').map((coin) => ({
    code: codeOf(id(coin, 'token')),
    total: figure(coin, 'holding'),
    free: null,
  }))
const orderly = (row: Row): OwnPosition => ({
  market: id(row, 'symbol'),
  amount: figure(row, 'position_qty'),
  entry: figure(row, 'average_open_price'),
  mark: figure(row, 'mark_price'),
  // What was settled lies in the holdings already.
  profit: figure(row, 'unsettled_pnl'),
  liquidation: figure(row, 'est_liq_price'),
  mode: 'cross',
  settle: 'USDC',
})

/** Derive: collaterals of all sub-accounts, and what their positions are worth (perpetuals: not settled yet). */
export function deriveCoins(answer: unknown, codeOf: CodeOf): Coin[] {
  const found = new Map<string, Coin>()
  for (const coin of rowsAt(answer, 'result').flatMap((account) => rowsIfAny(account, 'collaterals'))) {
    const code = codeOf(id(coin, 'currency', 'asset_name'))
    const known = found.get(code)
    const amount = figure(coin, 'amount')
    const total = known === undefined ? amount : known.total === null || amount === null ? null : add(known.total, amount)
    found.set(code, { code, total, free: null })
  }
  return [...found.values()]
}
const derive = (row: Row): OwnPosition => ({
  market: id(row, 'instrument_name'),
  amount: figure(row, 'amount'),
  entry: figure(row, 'average_price'),
  mark: figure(row, 'mark_price'),
  // What it adds to the account: of an option what it is worth, of a perpetual what is not in the collateral yet.
  profit: figure(row, 'mark_value', 'unrealized_pnl'),
  liquidation: figure(row, 'liquidation_price'),
  // Both are told below zero.
  initialMargin: figure(row, 'initial_margin'),
  maintMargin: figure(row, 'maintenance_margin'),
  mode: 'cross',
  settle: 'USDC',
})

/** Bullish: what is locked and lent is the owner's, what is borrowed is owed. */
export const bullishCoins = (answer: unknown, codeOf: CodeOf): Coin[] =>
  rowsAt(answer, '').map((coin) => ({
    code: codeOf(id(coin, 'assetSymbol')),
    total: whole(coin, 'availableQuantity', 'lockedQuantity', 'loanedQuantity'),
    free: figure(coin, 'availableQuantity'),
    debt: figure(coin, 'borrowedQuantity'),
  }))
const bullish = (row: Row, codeOf: CodeOf): OwnPosition => ({
  market: id(row, 'symbol'),
  amount: figure(row, 'quantity'),
  short: word(row, 'side') === 'sell',
  entry: quotient(figure(row, 'entryNotional'), figure(row, 'quantity')),
  value: figure(row, 'notional'),
  profit: figure(row, 'mtmPnl'),
  mode: 'cross',
  settle: row.settlementAssetSymbol === undefined ? null : codeOf(id(row, 'settlementAssetSymbol')),
})

/** Coinbase International: `loan` is owed. */
export const internationalCoins = (answer: unknown, codeOf: CodeOf): Coin[] =>
  rowsAt(answer, '').map((coin) => ({
    code: codeOf(id(coin, 'asset_name')),
    total: figure(coin, 'quantity'),
    free: null,
    debt: figure(coin, 'loan'),
  }))
const international = (row: Row): OwnPosition => ({
  market: id(row, 'symbol'),
  amount: figure(row, 'net_size'),
  entry: figure(row, 'entry_vwap', 'vwap'),
  mark: figure(row, 'mark_price'),
  profit: figure(row, 'unrealized_pnl'),
  mode: 'cross',
  settle: 'USDC',
})

/** Extended: the collateral of perpetuals with their profit, and the coins besides. */
export const extendedCollateral = (answer: unknown, codeOf: CodeOf): Coin[] => {
  const account = z.record(z.string(), z.unknown()).parse(at(answer, 'data'))
  return [
    {
      code: codeOf(id(account, 'collateralName')),
      total: figure(account, 'balance'),
      free: figure(account, 'availableForWithdrawal'),
      profit: figure(account, 'unrealisedPnl'),
    },
  ]
}
export const extendedCoins = (answer: unknown, codeOf: CodeOf): Coin[] =>
  rowsAt(answer, 'data').map((coin) => ({
    code: codeOf(id(coin, 'asset')),
    total: figure(coin, 'balance'),
    free: figure(coin, 'availableToWithdraw'),
  }))
const extended = (row: Row): OwnPosition => ({
  market: id(row, 'market'),
  amount: figure(row, 'size'),
  short: word(row, 'side') === 'short',
  entry: figure(row, 'openPrice'),
  mark: figure(row, 'markPrice'),
  profit: figure(row, 'unrealisedPnl'),
  liquidation: figure(row, 'liquidationPrice'),
  initialMargin: figure(row, 'margin'),
  leverage: figure(row, 'leverage'),
})

const paradex = (row: Row): OwnPosition => ({
  market: id(row, 'market'),
  amount: word(row, 'status') === 'closed' ? '0' : figure(row, 'size'),
  short: word(row, 'side') === 'short',
  entry: figure(row, 'average_entry_price'),
  profit: figure(row, 'unrealized_pnl'),
  liquidation: figure(row, 'liquidation_price'),
  leverage: figure(row, 'leverage'),
  settle: 'USDC',
})

const X18 = new Decimal(10).pow(18)
const ofX18 = (value: string | null) => (value === null ? null : new Decimal(value).div(X18).toFixed())
/** Nado counts everything in units of 10⁻¹⁸; `v_quote_balance` is what was paid or got for the position. */
function nado(answer: unknown): OwnPosition[] {
  const prices = new Map(
    rowsIfAny(answer, 'data.perp_products').map((row) => [
      id(row, 'product_id'),
      ofX18(figure(row, 'risk.price_x18', 'oracle_price_x18')),
    ]),
  )
  return rowsAt(answer, 'data.perp_balances').map((row) => {
    const amount = ofX18(figure(row, 'balance.amount'))
    return {
      market: id(row, 'product_id'),
      amount,
      entry: quotient(ofX18(figure(row, 'balance.v_quote_balance')), amount),
      mark: prices.get(id(row, 'product_id')) ?? null,
      mode: 'cross' as const,
    }
  })
}

/** Backpack: lent is above zero, borrowed below. */
export const backpackLending = (answer: unknown, codeOf: CodeOf): Coin[] =>
  rowsAt(answer, '').map((coin) => ({ code: codeOf(id(coin, 'symbol')), total: figure(coin, 'netQuantity'), free: null }))

/** Hibachi tells funding and trading profit apart. */
const hibachi = (row: Row): OwnPosition => ({
  market: id(row, 'symbol'),
  amount: figure(row, 'quantity'),
  short: word(row, 'direction') === 'short',
  entry: quotient(figure(row, 'entryNotional'), figure(row, 'quantity')),
  value: figure(row, 'notionalValue'),
  profit: whole(row, 'unrealizedFundingPnl', 'unrealizedTradingPnl'),
  mode: 'cross',
})

const each =
  (path: string, read: (row: Row, codeOf: CodeOf) => OwnPosition): PositionCall['positions'] =>
  (answer, codeOf) =>
    rowsAt(answer, path).map((row) => read(row, codeOf))

export const CHAIN_POSITIONS = {
  bullish: [{ method: 'privateGetV1DerivativesPositions', holds: '[]', positions: each('', bullish) }],
  coinbaseinternational: [
    { method: 'v1PrivateGetPortfoliosPortfolioPositions', holds: '[]', positions: each('', international) },
  ],
  derive: [
    {
      method: 'privatePostGetAllPortfolios',
      byWallet: 'wallet',
      holds: 'result[]',
      positions: (answer) => rowsAt(answer, 'result').flatMap((account) => rowsIfAny(account, 'positions').map(derive)),
    },
  ],
  dydxFurther: [
    {
      method: 'fetchAccounts',
      holds: dydxAccounts,
      positions: (answer) =>
        further(answer).flatMap((account) => {
          const rows = Object.values(records.parse(account.openPerpetualPositions ?? {})).map(dydx)
          return rows.map((row) => ({ ...row, ...dydxMargin(account, row, rows.length), wallet: 'sub-accounts' }))
        }),
    },
  ],
  extended: [{ method: 'v1PrivateGetUserPositions', holds: 'data[]', positions: each('data', extended) }],
  grvt: [{ method: 'privateTradingPostFullV1Positions', holds: 'result[]', positions: each('result', grvt) }],
  hibachi: [{ method: 'fetchBalance', holds: 'positions[]', positions: each('positions', hibachi) }],
  nado: [{ method: 'fetchBalance', holds: 'data.spot_balances[]', positions: nado }],
  orderly: [{ method: 'v1PrivateGetPositions', holds: 'data.rows[]', positions: each('data.rows', orderly) }],
  paradex: [{ method: 'privateGetPositions', holds: 'results[]', positions: each('results', paradex) }],
} satisfies Record<string, readonly PositionCall[]>
