import { Decimal, sum } from '../decimal'
import type { Ledger, LedgerToken } from '../ledger'
import type { SimMarket } from '../markets/market'
import { type SignedCall, sideOf } from './call'
import { inBtc, plain } from './numbers'

/** A coin of a margin account. `owed` is with interest; `net` is what a ledger calls the balance. */
export interface MarginAmounts {
  free: Decimal
  locked: Decimal
  borrowed: Decimal
  interest: Decimal
  net: Decimal
}

/** A ledger's `borrowed` is all that is owed, its `interest` the part of that which Binance tells apart. */
export function marginAmounts(token: Pick<LedgerToken, 'balance' | 'locked' | 'borrowed' | 'interest'>): MarginAmounts {
  const net = new Decimal(token.balance)
  const owed = new Decimal(token.borrowed ?? '0')
  const interest = new Decimal(token.interest ?? '0')
  const locked = new Decimal(token.locked ?? '0')
  return { free: net.plus(owed).minus(locked), locked, borrowed: owed.minus(interest), interest, net }
}

/** GET /sapi/v1/margin/account: cross margin, every marginable coin. */
export function crossMarginAccount(call: SignedCall) {
  const held = call.ledger.tokens.filter((t) => t.wallet === 'margin')
  const known = new Set(held.map((t) => t.coin))
  const others = marginCoins(call)
    .filter((coin) => !known.has(coin))
    .map((coin) => ({ coin, balance: '0' }))
  const rows = [...held, ...others].map((token) => ({ coin: token.coin, a: marginAmounts(token) }))
  const value = (pick: (a: MarginAmounts) => Decimal) => sum(rows.map(({ coin, a }) => inBtc(coin, pick(a), call)))
  const assets = value((a) => a.free.plus(a.locked))
  const owed = value((a) => a.borrowed.plus(a.interest))
  return {
    created: true,
    borrowEnabled: true,
    marginLevel: owed.isZero() ? '999.00000000' : assets.div(owed).toFixed(8),
    collateralMarginLevel: owed.isZero() ? '999' : assets.div(owed).toFixed(2),
    totalAssetOfBtc: assets.toFixed(8),
    totalLiabilityOfBtc: owed.toFixed(8),
    totalNetAssetOfBtc: assets.minus(owed).toFixed(8),
    totalCollateralValueInUSDT: plain(assets.times(call.exchange.coinPrice('BTC') ?? '0')),
    totalOpenOrderLossInUSDT: '0',
    tradeEnabled: true,
    transferInEnabled: true,
    transferOutEnabled: true,
    accountType: 'MARGIN_1',
    userAssets: rows.map(({ coin, a }) => ({
      asset: coin,
      free: plain(a.free),
      locked: plain(a.locked),
      borrowed: plain(a.borrowed),
      interest: plain(a.interest),
      netAsset: plain(a.net),
    })),
  }
}

/** GET /sapi/v1/margin/isolated/account: a pair of coins for each `isolated:SYMBOL` wallet; `symbols` narrows it. */
export function isolatedMarginAccount(call: SignedCall) {
  const asked = call.params.get('symbols')?.split(',')
  const markets = isolatedMarkets(call.ledger, call).filter((m) => asked === undefined || asked.includes(m.id))
  const rows = markets.map((market) => isolatedRow(market, call))
  return {
    assets: rows,
    ...(asked === undefined
      ? {
          totalAssetOfBtc: total(markets, call, (a) => a.free.plus(a.locked)),
          totalLiabilityOfBtc: total(markets, call, (a) => a.borrowed.plus(a.interest)),
          totalNetAssetOfBtc: total(markets, call, (a) => a.net),
        }
      : {}),
  }
}

/** GET /sapi/v1/margin/allPairs (cross) and /sapi/v1/margin/isolated/allPairs. */
export function marginPairs({ exchange }: Pick<SignedCall, 'exchange'>, kind: 'cross' | 'isolated') {
  const pairs = exchange.markets().filter((m) => m.type === 'spot' && ['USDT', 'USDC', 'BTC'].includes(m.quote))
  return pairs.map((market, i) => ({
    ...(kind === 'cross' ? { id: 1_000_001 + i } : {}),
    symbol: market.id,
    base: market.base,
    quote: market.quote,
    isMarginTrade: true,
    isBuyAllowed: true,
    isSellAllowed: true,
  }))
}

function isolatedRow(market: SimMarket, call: SignedCall) {
  const base = isolatedAsset(market, market.base, call)
  const quote = isolatedAsset(market, market.quote, call)
  const owed = new Decimal(base.owedBtc).plus(quote.owedBtc)
  const level = owed.isZero() ? new Decimal(999) : new Decimal(base.totalBtc).plus(quote.totalBtc).div(owed)
  return {
    baseAsset: base.row,
    quoteAsset: quote.row,
    symbol: market.id,
    isolatedCreated: true,
    marginLevel: plain(level),
    marginLevelStatus: level.greaterThan(2) ? 'EXCESSIVE' : 'NORMAL',
    marginRatio: '5',
    indexPrice: call.exchange.indexPrice(market.key),
    liquidatePrice: '0',
    liquidateRate: '0',
    tradeEnabled: true,
    enabled: true,
  }
}

function isolatedAsset(market: SimMarket, coin: string, call: SignedCall) {
  const a = isolatedAmounts(market, coin, call.ledger)
  const total = a.free.plus(a.locked)
  return {
    totalBtc: inBtc(coin, total, call),
    owedBtc: inBtc(coin, a.borrowed.plus(a.interest), call),
    row: {
      asset: coin,
      borrowEnabled: true,
      borrowed: plain(a.borrowed),
      free: plain(a.free),
      interest: plain(a.interest),
      locked: plain(a.locked),
      netAsset: plain(a.net),
      netAssetOfBtc: inBtc(coin, a.net, call),
      repayEnabled: true,
      totalAsset: plain(total),
    },
  }
}

function isolatedAmounts(market: SimMarket, coin: string, ledger: Ledger): MarginAmounts {
  const token = ledger.tokens.find((t) => t.wallet === `isolated:${market.id}` && t.coin === coin)
  return marginAmounts(token ?? { balance: '0' })
}

function isolatedMarkets(ledger: Ledger, { exchange }: SignedCall): SimMarket[] {
  const names = new Set(ledger.tokens.map((t) => t.wallet).filter((w) => w.startsWith('isolated:')))
  return [...names].flatMap((name) => exchange.market(`spot:${name.slice('isolated:'.length)}`) ?? [])
}

function total(markets: SimMarket[], call: SignedCall, pick: (a: MarginAmounts) => Decimal): string {
  const values = markets.flatMap((m) =>
    [m.base, m.quote].map((coin) => inBtc(coin, pick(isolatedAmounts(m, coin, call.ledger)), call)),
  )
  return sum(values).toFixed(8)
}

function marginCoins({ exchange }: SignedCall): string[] {
  const spot = exchange.markets().filter((m) => sideOf(m) === 'spot' && m.quote === 'USDC')
  return [...new Set(['USDT', 'USDC', ...spot.map((m) => m.base)])]
}
