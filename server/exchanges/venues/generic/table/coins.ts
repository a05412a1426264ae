import { z } from 'zod'
import { Decimal } from '../../../../domain/decimal'
import { add, subtract } from '../../../ccxt/amounts'
import { at } from '../envelope'
import type { CodeOf, Coin } from '../exchange'
import { figure, id, type Row, rowsAt, whole } from './fields'

/**
 * Coins of wallets in exchanges' own answers, where ccxt's balance leaves something out or takes it for something else. A
 * figure that should be there and is not makes the coin's total unknown, and the reading says so.
 */

type Coins = (answer: unknown, codeOf: CodeOf) => Coin[]

const each =
  (path: string, read: (row: Row, codeOf: CodeOf) => Coin): Coins =>
  (answer, codeOf) =>
    rowsAt(answer, path).map((row) => read(row, codeOf))

export const deltaCoins = each('result', (coin, codeOf) => ({
  code: codeOf(id(coin, 'asset_symbol')),
  total: figure(coin, 'balance'),
  free: figure(coin, 'available_balance'),
}))

/** HitBTC and its sites: what positions bind is `reserved_margin`, in spot as in futures. */
export const hitbtcCoins = each('', (coin, codeOf) => ({
  code: codeOf(id(coin, 'currency')),
  total:
    coin.reserved_margin === undefined
      ? whole(coin, 'available', 'reserved')
      : whole(coin, 'available', 'reserved', 'reserved_margin'),
  free: figure(coin, 'available'),
}))

/** Wallets that tell the profit of cross positions in a coin beside its balance. */
export const withProfit = (name: string): Coins =>
  each('', (coin, codeOf) => ({
    code: codeOf(id(coin, 'asset')),
    total: figure(coin, 'balance'),
    free: figure(coin, 'availableBalance'),
    profit: figure(coin, name),
  }))

/** Bonus, coupons and the like stand beside the balance of BYDFi and others. */
export const withTrialFunds = (
  path: string,
  names: { coin: string; total: string; free: string; bonus: readonly string[] },
): Coins =>
  each(path, (coin, codeOf) => ({
    code: codeOf(id(coin, names.coin)),
    total: figure(coin, names.total),
    free: figure(coin, names.free),
    bonus: add(...names.bonus.map((name) => figure(coin, name))),
  }))

/** BTSE: several rows a coin, one for each wallet. */
export const btseFutures: Coins = (answer, codeOf) => {
  const found = new Map<string, Coin>()
  for (const row of rowsAt(answer, '')) {
    for (const coin of rowsAt(row, 'assets')) {
      const code = codeOf(id(coin, 'currency'))
      const known = found.get(code)
      const balance = figure(coin, 'balance')
      const total = known === undefined ? balance : known.total === null || balance === null ? null : add(known.total, balance)
      found.set(code, { code, total, free: null })
    }
  }
  return [...found.values()]
}

/** bitFlyer's margin deposits, by coin. https://lightning.bitflyer.com/docs?lang=en#get-margin-assets */
export const bitflyerCollateral = each('', (coin, codeOf) => ({
  code: codeOf(id(coin, 'currency_code')),
  total: figure(coin, 'amount'),
  free: null,
}))

/** Answers with a name for each coin's figure (`btc_balance`, `locked_btc`): every coin that is in them. */
export const byName =
  (names: RegExp, { total, free }: { total: (id: string) => readonly string[]; free: (id: string) => string }): Coins =>
  (answer, codeOf) => {
    const flat = z.record(z.string(), z.unknown()).parse(answer)
    return Object.keys(flat).flatMap((key) => {
      const coin = names.exec(key)?.[1]
      return coin === undefined
        ? []
        : [{ code: codeOf(coin), total: whole(flat, ...total(coin)), free: figure(flat, free(coin)) }]
    })
  }

/**
 * Coincheck's flat answer: what is lent is the owner's, what is borrowed is owed (coincheck.com/documents/exchange/api). Lending
 * is not told of coins that cannot be lent.
 */
export const coincheckCoins: Coins = (answer, codeOf) => {
  const flat = z.record(z.string(), z.unknown()).parse(answer)
  return Object.keys(flat).flatMap((key) => {
    const coin = /^(\w+)_reserved$/.exec(key)?.[1]
    if (coin === undefined) return []
    const held = whole(flat, coin, `${coin}_reserved`)
    const lent = [figure(flat, `${coin}_lend_in_use`), figure(flat, `${coin}_lent`)]
    const total = held === null ? null : add(held, ...lent)
    return [{ code: codeOf(coin), total, free: figure(flat, coin), debt: figure(flat, `${coin}_debt`) }]
  })
}

/** The coins of one of LATOKEN's kinds of account. */
export const latokenCoins =
  (isOf: (type: string) => boolean): Coins =>
  (answer, codeOf) =>
    rowsAt(answer, '')
      .filter((row) => isOf(id(row, 'type')))
      .map((row) => ({
        code: codeOf(id(row, 'currency')),
        total: whole(row, 'available', 'blocked'),
        free: figure(row, 'available'),
      }))

/** Alpaca's cash is its equity without what its positions are worth; `cash` alone leaves out what orders hold. */
export const alpacaCash: Coins = (answer, codeOf) => {
  const account = z.record(z.string(), z.unknown()).parse(answer)
  const [equity, worth] = [figure(account, 'equity'), figure(account, 'position_market_value')]
  const total = equity === null || worth === null ? null : subtract(equity, worth)
  return [{ code: codeOf(id(account, 'currency')), total, free: figure(account, 'cash') }]
}
/** Coins come as `BTCUSD` or `BTC/USD`; shares have a wallet of their own. */
export const alpacaCoins: Coins = (answer, codeOf) =>
  rowsAt(answer, '').flatMap((row) =>
    row.asset_class === 'crypto'
      ? [
          {
            code: codeOf(id(row, 'symbol').replace(/\/?USD$/, '')),
            total: figure(row, 'qty'),
            free: figure(row, 'qty_available'),
          },
        ]
      : [],
  )
/** An account's open positions, each of them with its class. */
export const isAlpacaPositions = (answer: unknown) =>
  Array.isArray(answer) && answer.every((row) => typeof at(row, 'asset_class') === 'string')

/** Revolut X: what is staked is in no other figure (its own sample: `total` is what is available and reserved). */
export const revolutCoins = each('', (row, codeOf) => {
  const [told, parts] = [figure(row, 'total'), whole(row, 'available', 'reserved')]
  // Its own digits where they say the same.
  const total = told !== null && parts !== null && new Decimal(told).eq(parts) ? told : parts
  return { code: codeOf(id(row, 'currency')), total, free: figure(row, 'available') }
})
/** Told of coins that are staked alone. */
export const revolutStaked: Coins = (answer, codeOf) =>
  rowsAt(answer, '').flatMap((row) =>
    row.staked === undefined ? [] : [{ code: codeOf(id(row, 'currency')), total: figure(row, 'staked'), free: null }],
  )
