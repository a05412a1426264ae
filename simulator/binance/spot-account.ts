import { Decimal } from '../decimal'
import type { Ledger, LedgerToken } from '../ledger'
import { hash } from '../random'
import { type SignedCall, updated } from './call'
import { d8, inBtc, plain } from './numbers'
import { flexibleReceipts } from './simple-earn'

export interface Amounts {
  asset: string
  free: Decimal
  locked: Decimal
}

/** GET /api/v3/account: every coin of the exchange unless `omitZeroBalances`, receipts of flexible savings among them. */
export function spotAccount(call: SignedCall) {
  const { ledger, params, exchange } = call
  const held = spotAmounts(ledger)
  const known = new Set(held.map((a) => a.asset))
  const others = params.get('omitZeroBalances') === 'true' ? [] : coins(exchange.markets()).filter((coin) => !known.has(coin))
  const canTrade = ledger.key.permissions.includes('trade')
  return {
    makerCommission: 10,
    takerCommission: 10,
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: { maker: '0.00100000', taker: '0.00100000', buyer: '0.00000000', seller: '0.00000000' },
    canTrade,
    canWithdraw: true,
    canDeposit: true,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: updated(call),
    accountType: 'SPOT',
    balances: [
      ...held.map((a) => ({ asset: a.asset, free: d8(a.free), locked: d8(a.locked) })),
      ...others.map((asset) => ({ asset, free: '0.00000000', locked: '0.00000000' })),
    ],
    permissions: ['SPOT'],
    uid: Number(ledger.uid),
  }
}

/** Spot coins and the `LD…` receipts that stand for flexible savings. */
export function spotAmounts(ledger: Ledger): Amounts[] {
  return [...ledger.tokens.filter((t) => t.wallet === 'spot'), ...flexibleReceipts(ledger)].map(amounts)
}

export function amounts(token: LedgerToken): Amounts {
  const locked = new Decimal(token.locked ?? '0')
  return { asset: token.coin, free: new Decimal(token.balance).minus(locked), locked }
}

/** GET /sapi/v1/capital/config/getall: every coin with its networks and what of it lies in spot. */
export function capitalConfig({ ledger, exchange }: SignedCall) {
  const held = new Map(spotAmounts(ledger).map((a) => [a.asset, a]))
  const all = [...new Set([...coins(exchange.markets()), ...held.keys()])]
  return all.map((coin) => {
    const { free = new Decimal(0), locked = new Decimal(0) } = held.get(coin) ?? {}
    const isFiat = FIATS.has(coin)
    return {
      coin,
      depositAllEnable: true,
      withdrawAllEnable: true,
      name: coin,
      free: plain(free),
      locked: plain(locked),
      freeze: '0',
      withdrawing: '0',
      ipoing: '0',
      ipoable: '0',
      storage: '0',
      isLegalMoney: isFiat,
      trading: !isFiat,
      networkList: isFiat ? [] : networks(coin),
    }
  })
}

/** POST /sapi/v1/asset/get-funding-asset, `asset` narrows it. */
export function fundingAssets(call: SignedCall) {
  const asset = call.params.get('asset')
  return call.ledger.tokens
    .filter((t) => t.wallet === 'funding' && (asset === null || t.coin === asset))
    .map((token) => {
      const { free, locked } = amounts(token)
      const row = { asset: token.coin, free: plain(free), locked: plain(locked), freeze: '0', withdrawing: '0' }
      return {
        ...row,
        btcValuation: call.params.get('needBtcValuation') === 'true' ? inBtc(token.coin, free.plus(locked), call) : '0',
      }
    })
}

/** POST /sapi/v3/asset/getUserAsset: spot coins with a positive balance. */
export function userAssets(call: SignedCall) {
  const asset = call.params.get('asset')
  return spotAmounts(call.ledger)
    .filter((a) => (asset === null || a.asset === asset) && a.free.plus(a.locked).greaterThan(0))
    .map((a) => ({
      asset: a.asset,
      free: plain(a.free),
      locked: plain(a.locked),
      freeze: '0',
      withdrawing: '0',
      ipoable: '0',
      btcValuation: call.params.get('needBtcValuation') === 'true' ? inBtc(a.asset, a.free.plus(a.locked), call) : '0',
    }))
}

const FIATS = new Set(['EUR', 'TRY', 'BRL', 'GBP'])

function coins(markets: readonly { type: string; base: string; quote: string }[]): string[] {
  return [...new Set(markets.filter((m) => m.type === 'spot').flatMap((m) => [m.base, m.quote]))]
}

function networks(coin: string) {
  const own = coin.length <= 4 ? [coin] : []
  return [...own, 'ETH', 'BSC'].slice(0, 2).map((network, i) => ({
    network,
    coin,
    name: network === 'ETH' ? 'Ethereum (ERC20)' : network === 'BSC' ? 'BNB Smart Chain (BEP20)' : coin,
    isDefault: i === 0,
    depositEnable: true,
    withdrawEnable: true,
    depositDesc: '',
    withdrawDesc: '',
    specialTips: '',
    resetAddressStatus: false,
    addressRegex: '^(0x)[0-9A-Fa-f]{40}$',
    memoRegex: '',
    withdrawFee: (1 + (hash(coin) % 40)).toString(),
    withdrawMin: (2 + (hash(coin) % 80)).toString(),
    withdrawMax: '9999999',
    withdrawInternalMin: '0.00000001',
    withdrawIntegerMultiple: '0.00000001',
    depositDust: '0.00000001',
    minConfirm: 12,
    unLockConfirm: 64,
    sameAddress: false,
    estimatedArrivalTime: 5,
    busy: false,
    contractAddress: '',
  }))
}
