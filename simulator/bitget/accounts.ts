import { Decimal, padded, sum, text } from '../decimal'
import { contractNamed, type Product, productAsked, type SignedCall, WALLET } from './call'
import { badParameter } from './errors'
import { type Coin, coinsIn, freeOf } from './figures'
import { leverageOf, marginModeOf } from './settings'

const spot8 = (value: Decimal) => padded(value, 8)
const t = (value: Decimal) => text(value, 8)

/** GET /api/v2/spot/account/assets: coins that are held, `assetType=all` with empty ones too. */
export function spotAssets({ ledger, query, exchange }: SignedCall) {
  const held = ledger.tokens.filter((token) => token.wallet === 'spot')
  const known = new Set(held.map((token) => token.coin))
  const all =
    query.get('assetType') === 'all' ? exchange.markets().flatMap((m) => (m.type === 'spot' ? [m.base, m.quote] : [])) : []
  const empty = [...new Set(all)].filter((coin) => !known.has(coin)).map((coin) => ({ coin, balance: '0', locked: '0' }))
  const asked = query.get('coin')
  return [...held, ...empty]
    .filter((token) => asked === null || token.coin === asked)
    .map((token) => ({
      coin: token.coin,
      available: spot8(new Decimal(token.balance).minus(token.locked ?? '0')),
      limitAvailable: '0',
      frozen: spot8(new Decimal(token.locked ?? '0')),
      locked: '0.00000000',
      uTime: String(exchange.now() - 3_600_000),
    }))
}

/** GET /api/v2/account/funding-assets and /api/v3/account/funding-assets. */
export function fundingAssets({ ledger }: SignedCall) {
  return ledger.tokens
    .filter((token) => token.wallet === 'funding')
    .map((token) => ({
      coin: token.coin,
      available: t(new Decimal(token.balance).minus(token.locked ?? '0')),
      frozen: t(new Decimal(token.locked ?? '0')),
      balance: t(new Decimal(token.balance)),
    }))
}

/** GET /api/v2/earn/account/assets. */
export function earnAssets({ ledger }: SignedCall) {
  return ledger.tokens
    .filter((token) => token.wallet === 'earn')
    .map((token) => ({ coin: token.coin, amount: t(new Decimal(token.balance)) }))
}

/** GET /api/v2/margin/crossed/account/assets; a ledger's `borrowed` is all that is owed, `interest` a part of it. */
export function crossMarginAssets({ ledger, exchange }: SignedCall) {
  return coinsIn(ledger, 'margin', exchange).map((coin) => marginRow(coin, exchange.now()))
}

/** GET /api/v2/margin/isolated/account/assets: two coins for each `isolated:SYMBOL` wallet. */
export function isolatedMarginAssets({ ledger, exchange }: SignedCall) {
  const wallets = [...new Set(ledger.tokens.map((token) => token.wallet).filter((w) => w.startsWith('isolated:')))]
  return wallets.flatMap((wallet) =>
    coinsIn(ledger, wallet, exchange).map((coin) => ({
      symbol: wallet.slice('isolated:'.length),
      ...marginRow(coin, exchange.now()),
    })),
  )
}

function marginRow(coin: Coin, now: number) {
  const held = coin.balance.plus(coin.borrowed)
  return {
    coin: coin.coin,
    totalAmount: t(held),
    available: t(held.minus(coin.locked)),
    frozen: t(coin.locked),
    borrow: t(coin.borrowed.minus(coin.interest)),
    interest: t(coin.interest),
    net: t(coin.balance),
    coupon: '0',
    cTime: String(now - 86_400_000),
    uTime: String(now - 3_600_000),
  }
}

/** GET /api/v2/mix/account/accounts: a row for each margin coin of the product. */
export function futuresAccounts(call: SignedCall) {
  const product = productAsked(call.query.get('productType'))
  return product === null ? [] : futuresCoins(product, call).map((coin) => futuresRow(coin, call))
}

/** GET /api/v2/mix/account/account: one margin coin with the settings of one symbol. */
export function futuresAccount(call: SignedCall) {
  const product = productAsked(call.query.get('productType'))
  const market = contractNamed(call.exchange, product, call.query.get('symbol'))
  const name = call.query.get('marginCoin')?.toUpperCase() ?? ''
  if (product === null || market.settle !== name) throw badParameter('marginCoin')
  const row = futuresCoins(product, call).find((coin) => coin.coin === name)
  const leverage = (side: 'long' | 'short') => Number(leverageOf(market, side, call))
  return {
    ...(row ? futuresRow(row, call) : {}),
    crossedMarginLeverage: leverage('long'),
    isolatedLongLever: leverage('long'),
    isolatedShortLever: leverage('short'),
    marginMode: marginModeOf(market, call) === 'isolated' ? 'isolated' : 'crossed',
    posMode: call.ledger.positionMode === 'hedge' ? 'hedge_mode' : 'one_way_mode',
  }
}

/** The account's own coins first; stable margin coins are listed also when empty. */
function futuresCoins(product: Product, { ledger, exchange }: SignedCall): Coin[] {
  const coins = coinsIn(ledger, WALLET[product], exchange)
  const usual = { 'USDT-FUTURES': 'USDT', 'USDC-FUTURES': 'USDC', 'COIN-FUTURES': 'BTC' }[product]
  if (coins.some((coin) => coin.coin === usual)) return coins
  const nothing = { ...ledger, tokens: [{ wallet: 'none', coin: usual, balance: '0' }], positions: [] }
  return [...coins, ...coinsIn(nothing, 'none', exchange)]
}

function futuresRow(coin: Coin, { exchange }: SignedCall) {
  const equity = coin.balance.plus(coin.profit)
  const usd = equity.times(coin.price)
  const free = t(freeOf(coin))
  return {
    marginCoin: coin.coin,
    locked: t(coin.locked),
    available: t(coin.balance.minus(coin.isolatedMargin)),
    crossedMaxAvailable: free,
    isolatedMaxAvailable: free,
    maxTransferOut: t(Decimal.min(freeOf(coin), coin.balance)),
    accountEquity: t(equity),
    usdtEquity: text(usd.div(exchange.coinPrice('USDT') ?? '1'), 12),
    btcEquity: text(usd.div(exchange.coinPrice('BTC') ?? '1'), 12),
    crossedRiskRate: equity.isZero() ? '0' : text(coin.maintMargin.div(equity), 12),
    unrealizedPL: t(coin.profit),
    coupon: '0',
    unionTotalMargin: t(equity),
    unionAvailable: free,
    unionMm: t(coin.maintMargin),
    assetList: [],
    isolatedMargin: t(coin.isolatedMargin),
    crossedMargin: t(coin.crossMargin),
    crossedUnrealizedPL: t(coin.profit.minus(coin.isolatedProfit)),
    isolatedUnrealizedPL: t(coin.isolatedProfit),
    assetMode: 'single',
  }
}

/** GET /api/v3/account/assets: the unified account. `balance` is what is there, `debt` what is owed. */
export function unifiedAssets({ ledger, exchange }: SignedCall) {
  const coins = coinsIn(ledger, 'unified', exchange)
  const equityOf = (coin: Coin) => coin.balance.plus(coin.profit)
  const usd = (pick: (coin: Coin) => Decimal) => sum(coins.map((coin) => pick(coin).times(coin.price)))
  const equity = usd(equityOf)
  const inCoin = (value: Decimal, coin: string) => text(value.div(exchange.coinPrice(coin) ?? '1'), 8)
  const profit = usd((coin) => coin.profit)
  const maintenance = usd((coin) => coin.maintMargin)
  const initial = usd((coin) => coin.crossMargin.plus(coin.isolatedMargin))
  return {
    accountEquity: t(equity),
    usdtEquity: inCoin(equity, 'USDT'),
    btcEquity: inCoin(equity, 'BTC'),
    unrealisedPnl: t(profit),
    usdtUnrealisedPnl: inCoin(profit, 'USDT'),
    btcUnrealizedPnl: inCoin(profit, 'BTC'),
    effEquity: t(equity),
    mmr: t(maintenance),
    imr: t(initial),
    mgnRatio: equity.isZero() ? '0' : text(maintenance.div(equity), 8),
    positionMgnRatio: equity.isZero() ? '0' : text(initial.div(equity), 8),
    assets: coins.map((coin) => ({
      coin: coin.coin,
      equity: t(equityOf(coin)),
      usdValue: t(equityOf(coin).times(coin.price)),
      balance: t(coin.balance.plus(coin.borrowed)),
      available: t(freeOf(coin)),
      debt: t(coin.borrowed),
      locked: t(coin.locked),
      bonus: '0',
    })),
  }
}

/** GET /api/v2/spot/account/info: whose key it is and what it may. */
export function accountInfo({ ledger, exchange }: SignedCall) {
  const may = (right: 'read' | 'trade' | 'withdraw') => ledger.key.permissions.includes(right)
  return {
    userId: ledger.uid,
    inviterId: '0',
    channelCode: '',
    channel: '',
    ips: (ledger.key.ipList ?? []).join(','),
    authorities: [
      ...(may('read') ? ['coor', 'cpor', 'stor', 'smor', 'wtor'] : []),
      ...(may('trade') ? ['coow', 'cpow', 'stow', 'smow'] : []),
      ...(may('withdraw') ? ['wwow'] : []),
    ],
    parentId: 0,
    traderType: 'not_trader',
    regisTime: String(exchange.now() - 31_536_000_000),
  }
}

/** GET /api/v3/account/info: the same of a key for unified accounts. */
export function unifiedInfo({ ledger, exchange }: SignedCall) {
  const may = (right: 'trade' | 'withdraw' | 'transfer') => ledger.key.permissions.includes(right)
  const writes = may('trade') || may('withdraw') || may('transfer')
  return {
    userId: ledger.uid,
    inviterId: '0',
    parentId: '0',
    channelCode: '',
    channel: '',
    ips: (ledger.key.ipList ?? []).join(','),
    permType: writes ? 'read-and-write' : 'readonly',
    permissions: ['uta_mgt', ...(may('trade') ? ['uta_trade'] : []), ...(['withdraw', 'transfer'] as const).filter(may)],
    regisTime: String(exchange.now() - 31_536_000_000),
  }
}
