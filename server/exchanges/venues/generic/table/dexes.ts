import { z } from 'zod'
import { add, negated, plainDecimal } from '../../../ccxt/amounts'
import { at } from '../envelope'
import type { CodeOf, Coin, GenericExchange } from '../exchange'

const textAt = (answer: unknown, path: string) => plainDecimal(at(answer, path))
const rows = z.array(z.record(z.string(), z.unknown()))
const listAt = (answer: unknown, path: string) => rows.catch([]).parse(at(answer, path))

/** dYdX tells equity and free collateral; its USDC position is what perpetuals were bought and sold for. */
const dydxCoins = (answer: unknown): Coin[] => [
  { code: 'USDC', total: textAt(answer, 'subaccount.equity'), free: textAt(answer, 'subaccount.freeCollateral') },
]

const lighterCollateral = (answer: unknown): Coin[] => [
  { code: 'USDC', total: textAt(answer, 'accounts.0.collateral'), free: textAt(answer, 'accounts.0.available_balance') },
]
const lighterSpot = (answer: unknown, codeOf: CodeOf): Coin[] =>
  listAt(answer, 'accounts.0.assets').map((asset) => ({
    code: codeOf(String(asset.symbol)),
    total: plainDecimal(asset.balance),
    free: null,
  }))

/** GRVT's free margin is the account's, not a coin's. */
const grvtCoins = (answer: unknown, codeOf: CodeOf): Coin[] =>
  listAt(answer, 'result.spot_balances').map((coin) => ({
    code: codeOf(String(coin.currency)),
    total: plainDecimal(coin.balance),
    free: null,
  }))

/** `account_equity` is the USDC balance, the value of spot coins, and what open positions have won or lost. */
function pacificaCoins(answer: unknown, codeOf: CodeOf): Coin[] {
  const [equity, cash, spot] = ['account_equity', 'balance', 'spot_market_value'].map((name) => textAt(answer, `data.${name}`))
  const profit = equity == null || cash == null ? null : add(equity, negated(cash), spot == null ? null : negated(spot))
  const usdc: Coin = { code: 'USDC', total: cash ?? null, free: textAt(answer, 'data.available_to_withdraw'), profit }
  const coins = listAt(answer, 'data.spot_balances').flatMap(({ symbol, amount, available_to_withdraw: free }) =>
    symbol === 'USDC' ? [] : [{ code: codeOf(String(symbol)), total: plainDecimal(amount), free: plainDecimal(free) }],
  )
  return [usdc, ...coins]
}

/** Exchanges that settle on chains and those built on Orderly; forms of answers as ccxt 4.5.84 documents them. */
export const DEXES: Readonly<Record<string, GenericExchange>> = {
  apex: {
    calls: [{ holds: 'data{}', wallets: [{ wallet: 'perp', total: 'equity', margins: true }] }],
    // ccxt's contract size is the smallest order; its leverage is 20 where nobody set one.
    positions: { wallet: 'perp', counts: 'coins', without: ['leverage'] },
    proven: 'answers',
  },
  aster: {
    calls: [
      { params: { type: 'spot' }, holds: 'balances[]', wallets: [{ wallet: 'spot', total: 'cash' }] },
      { params: { type: 'swap' }, holds: '[]', wallets: [{ wallet: 'perp', total: 'cash', margins: true }] },
    ],
    positions: { wallet: 'perp', counts: 'coins' },
    proven: 'code',
  },
  backpack: {
    calls: [{ holds: '{…}', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    // `netExposureQuantity` is the worst case with open orders.
    positions: { wallet: 'unified', counts: 'coins', amount: 'netQuantity', without: ['collateral'] },
    missing: { lending: 'What is lent or borrowed is not read.' },
    proven: 'answers',
  },
  bullish: {
    calls: [{ holds: '[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    positions: { wallet: 'unified', counts: 'coins' },
    proven: 'code',
  },
  coinbaseinternational: {
    calls: [{ holds: '[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    positions: { wallet: 'unified', counts: 'coins' },
    proven: 'code',
  },
  derive: {
    calls: [{ holds: 'result[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    positions: { wallet: 'unified', counts: 'coins' },
    proven: 'code',
  },
  dydx: {
    calls: [{ holds: 'subaccount{}', wallets: [{ wallet: 'perp', total: 'equity', margins: true, coins: dydxCoins }] }],
    positions: { wallet: 'perp', counts: 'coins' },
    missing: { 'further sub-accounts': 'Only sub-account 0 is read: isolated positions lie in others.' },
    proven: 'answers',
  },
  extended: {
    calls: [{ holds: 'data[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    positions: { wallet: 'unified', counts: 'coins' },
    proven: 'code',
  },
  grvt: {
    calls: [
      { holds: 'result.spot_balances[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true, coins: grvtCoins }] },
    ],
    positions: { wallet: 'unified', counts: 'coins' },
    proven: 'code',
  },
  hibachi: {
    calls: [{ holds: { keys: /^balance$/ }, wallets: [{ wallet: 'perp', total: 'equity', margins: true }] }],
    positions: { wallet: 'perp', counts: 'coins', value: 'notionalValue' },
    proven: 'answers',
  },
  lighter: {
    calls: [
      {
        params: { type: 'swap' },
        holds: 'accounts[]',
        wallets: [
          { wallet: 'perp', total: 'cash', margins: true, coins: lighterCollateral },
          { wallet: 'spot', total: 'cash', coins: lighterSpot },
        ],
      },
    ],
    positions: { wallet: 'perp', counts: 'coins', value: 'position_value' },
    missing: { 'further sub-accounts': 'Only the first account of the address is read; shares in public pools are not.' },
    proven: 'answers',
  },
  modetrade: {
    calls: [{ holds: 'data.holding[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    positions: { wallet: 'unified', counts: 'coins' },
    proven: 'code',
  },
  nado: {
    calls: [{ holds: 'data.spot_balances[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    positions: { wallet: 'unified', counts: 'coins' },
    proven: 'code',
  },
  pacifica: {
    calls: [{ holds: 'data{}', wallets: [{ wallet: 'unified', total: 'cash', margins: true, coins: pacificaCoins }] }],
    positions: { wallet: 'unified', counts: 'coins' },
    proven: 'answers',
  },
  paradex: {
    calls: [{ holds: 'results[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    // ccxt's collateral is what the position cost.
    positions: { wallet: 'unified', counts: 'coins', without: ['collateral'] },
    proven: 'code',
  },
  woo: {
    calls: [{ holds: 'data.holding[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    positions: { wallet: 'unified', counts: 'coins' },
    proven: 'answers',
  },
  woofipro: {
    calls: [{ holds: 'data.holding[]', wallets: [{ wallet: 'unified', total: 'cash', margins: true }] }],
    positions: { wallet: 'unified', counts: 'coins' },
    proven: 'code',
  },
}
