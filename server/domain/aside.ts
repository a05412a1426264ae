import { fixed, known, sumKnown, times, USD_DECIMALS, usd } from './amounts'
import { Decimal, type DecimalString, ZERO } from './decimal'
import type { Aside, AsideItem, Asset, NotIncluded, ValuedAccount } from './types'

/** Worth of `items`, less what came in unvalued: what is added to an equity to compare it with that of another reading. */
export function asideTotal(aside: Aside | null): DecimalString | null {
  if (aside === null) return null
  const held = aside.items.reduce((sum, { usd: worth }) => sum.plus(worth), ZERO)
  return usd(held.minus(aside.came))
}

/** Equity at the last known value of what has none now, USD; null where nothing of it is known. */
export function atLastKnown(equity: DecimalString | null, asides: readonly (Aside | null | undefined)[]): DecimalString | null {
  const items = asides.flatMap((aside) => aside?.items ?? [])
  if (items.length === 0) return equity
  return usd(sumKnown([known(equity), ...items.map((item) => known(item.usd))]))
}

type Coin = Pick<Asset, 'symbol' | 'assetType' | 'walletType' | 'size' | 'marginBalance' | 'price'>
export interface Comparable extends Pick<ValuedAccount, 'asOf' | 'notIncluded' | 'aside'> {
  assets: readonly Coin[]
  equities: readonly Pick<ValuedAccount['equities'][number], 'walletType' | 'totalEquity'>[]
}

const coinsOf = (account: Comparable) =>
  account.assets.flatMap(({ assetType, marginBalance, size, ...coin }) => {
    const amount = new Decimal(marginBalance ?? size)
    return assetType === 'token' && !amount.isZero() ? [{ ...coin, amount }] : []
  })

/** Wallets that may hold something and were not read at all. */
function unread({ notIncluded, equities }: Pick<Comparable, 'equities'> & { notIncluded: readonly NotIncluded[] }): Set<string> {
  const read = new Set(equities.map(({ walletType }) => walletType))
  return new Set(notIncluded.flatMap(({ wallet, unopened }) => (unopened || read.has(wallet) ? [] : [wallet])))
}

/**
 * What is set aside at a reading, from that and the one before; null where nothing is and nothing came in. Prices are by
 * coin, so that what is bought or sold of a coin without a price changes nothing but the coins paid for it.
 */
export function asideOf(before: Comparable | null, now: Comparable): Aside | null {
  if (before === null) return null
  const coinsBefore = coinsOf(before)
  const kept = before.aside?.items ?? []
  const lastPrice = (symbol: string) => {
    const priced = coinsBefore.find((coin) => coin.symbol === symbol && coin.price !== null)
    return priced?.price != null ? { price: priced.price, asOf: before.asOf } : kept.find((item) => item.symbol === symbol)
  }
  const lastWorth = (wallet: string) => {
    const worth = before.equities.find(({ walletType }) => walletType === wallet)?.totalEquity
    if (worth == null) return kept.find((item) => item.wallet === wallet && item.symbol === null)
    const open = before.assets.filter(({ assetType, walletType }) => assetType === 'position' && walletType === wallet)
    return { usd: worth, asOf: before.asOf, ...(open.length > 0 && { positions: open.length }) }
  }

  const coins = coinsOf(now)
  const items: AsideItem[] = coins.flatMap(({ symbol, walletType: wallet, amount, price }) => {
    const last = price === null ? lastPrice(symbol) : undefined
    if (last?.price == null) return []
    return [{ wallet, symbol, price: last.price, usd: fixed(amount.times(last.price), USD_DECIMALS), asOf: last.asOf }]
  })
  for (const wallet of unread(now)) {
    const last = lastWorth(wallet)
    if (!last || (new Decimal(last.usd).isZero() && !last.positions)) continue
    const { usd: worth, asOf, positions } = last
    items.push({ wallet, symbol: null, price: null, usd: worth, asOf, ...(positions !== undefined && { positions }) })
  }

  const valuedBefore = (symbol: string) => lastPrice(symbol)?.price != null
  const heldBefore = new Set(coinsBefore.map(({ symbol }) => symbol))
  const newlyRead = new Set([...unread(before)].filter((wallet) => lastWorth(wallet) === undefined))
  const came = sumKnown([
    known(before.aside?.came),
    // Held all the time, and valued for the first time.
    ...coins
      .filter(({ symbol, walletType }) => heldBefore.has(symbol) && !valuedBefore(symbol) && !newlyRead.has(walletType))
      .map(({ amount, price }) => times(amount, known(price))),
    ...now.equities.filter(({ walletType }) => newlyRead.has(walletType)).map(({ totalEquity }) => known(totalEquity)),
  ])
  if (items.length === 0 && (came === null || came.isZero())) return null
  return { items, came: usd(came) ?? '0' }
}
