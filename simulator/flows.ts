import { Decimal, text } from './decimal'
import type { Ledger, VenueId } from './ledger'
import type { SimMarket } from './markets/market'
import { hash, randomFrom } from './random'

/**
 * What moved on an account in the thirty days before the simulator began, and since. All of it comes to what the ledger
 * holds, to the last decimal: the account was opened with what is left when everything else is taken off.
 */

export type MovementKind =
  | 'deposit'
  | 'withdrawal'
  | 'transfer'
  | 'trade'
  | 'funding'
  | 'fee'
  | 'realized'
  | 'interest'
  | 'reward'

/** One change of one wallet's coin. */
export interface Movement {
  /** Unique and growing within the account. */
  id: number
  /** Milliseconds. */
  at: number
  kind: MovementKind
  /** As in the ledger. */
  wallet: string
  coin: string
  /** Signed; of a withdrawal what arrives elsewhere, its `fee` besides. */
  amount: string
  fee?: string
  market?: string
  /** Both ends of a transfer within the account carry it. */
  transfer?: { id: string; from: string; to: string }
  chain?: string
  address?: string
  txHash?: string
}
type Draft = Omit<Movement, 'id'>
type FindMarket = (name: string) => SimMarket | undefined

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A day more than the demo's history goes back, so that openings lie before it. */
const DAYS = 31
/** The last hours are quiet: what was read in them was read of what is held now. */
const QUIET = 3 * HOUR
/** Where an exchange's deposits arrive; the first is used if the account has it, else it is opened for them. */
const HOME: Readonly<Record<string, string>> = {
  binance: 'spot',
  bybit: 'funding',
  okx: 'funding',
  hyperliquid: 'perp',
  bitget: 'spot',
  gate: 'spot',
}
/** Wallets whose coins earn more of themselves. */
const EARN: Readonly<Record<string, RegExp>> = { hyperliquid: /^staking/ }
const CHAIN = { chain: 'ETH', address: '0x94df8b352de7f46f64b01d3666bf6e936e44ce60' }

/** Coins that went from one simulated account to another over a chain, and arrived later. */
interface Sent {
  from: { venue: VenueId; scenario: string }
  to: { venue: VenueId; scenario: string; onTo: string }
  coin: string
  amount: string
  fee: string
  day: number
  minutes: number
}
const SENT: readonly Sent[] = [
  {
    from: { venue: 'binance', scenario: 'hedged-desk' },
    to: { venue: 'bybit', scenario: 'leveraged-long', onTo: 'unified' },
    coin: 'USDT',
    amount: '2500',
    fee: '1.5',
    day: 9,
    minutes: 14,
  },
  {
    from: { venue: 'okx', scenario: 'hedged-desk' },
    to: { venue: 'okx', scenario: 'isolated-and-cross', onTo: 'trading' },
    coin: 'USDT',
    amount: '1200.25',
    fee: '2',
    day: 16,
    minutes: 9,
  },
  {
    from: { venue: 'bybit', scenario: 'leveraged-long' },
    to: { venue: 'okx', scenario: 'isolated-and-cross', onTo: 'trading' },
    coin: 'USDT',
    amount: '800',
    fee: '0.8',
    day: 22,
    minutes: 31,
  },
]

/** @param began when the simulator began, milliseconds */
export function pastMovements(ledger: Ledger, findMarket: FindMarket, began: number): Movement[] {
  const until = began - QUIET
  const start = Math.floor(until / DAY) * DAY - DAYS * DAY
  const drafts: Draft[] = [
    ...fundingOf(ledger, findMarket, start, until),
    ...tradesOf(ledger, findMarket, start),
    ...dailyOf(ledger, start, until),
    ...sentOf(ledger, start),
  ].filter(({ at }) => at < until)
  const all = [...opening(ledger, drafts, start), ...drafts]
  return all.toSorted((a, b) => a.at - b.at).map((draft, index) => ({ ...draft, id: index + 1 }))
}

const homeOf = (ledger: Ledger) => HOME[ledger.venue] ?? 'spot'

/** Value at entry in the settlement coin. */
function entryValue(market: SimMarket, contracts: string, entry: string): Decimal {
  const units = new Decimal(contracts).times(market.contractSize)
  return market.inverse ? units.div(entry) : units.times(entry)
}

function rounded(value: Decimal): string {
  return text(value, 8)
}

/** Every eight hours, from some hours after the position was opened; who is long pays where the rate is above zero. */
function fundingOf(ledger: Ledger, findMarket: FindMarket, start: number, until: number): Draft[] {
  return ledger.positions.flatMap((position) => {
    const market = findMarket(position.market)
    if (market?.type !== 'swap' || !market.settle) return []
    const { settle } = market
    const random = randomFrom(hash(`${ledger.venue} funding ${market.id}`))
    const value = entryValue(market, position.contracts, position.entryPrice)
    const drafts: Draft[] = []
    for (let at = start + 8 * HOUR; at < until; at += 8 * HOUR) {
      const rate = new Decimal((random() * 0.0002 - 0.00006).toFixed(8))
      const amount = rounded(value.times(rate).negated())
      if (amount !== '0') drafts.push({ at, kind: 'funding', wallet: position.wallet, coin: settle, amount, market: market.id })
    }
    return drafts
  })
}

/** What opening the positions cost, and some trades that were closed with profit or loss. */
function tradesOf(ledger: Ledger, findMarket: FindMarket, start: number): Draft[] {
  const random = randomFrom(hash(`${ledger.venue} ${ledger.uid} trades`))
  return ledger.positions.flatMap((position) => {
    const market = findMarket(position.market)
    if (!market?.settle) return []
    const base = { wallet: position.wallet, coin: market.settle, market: market.id }
    const value = entryValue(market, position.contracts, position.entryPrice).abs()
    const fee = (share: number) => rounded(value.times(share.toFixed(6)).times('-0.00055'))
    const closes = [0, 1].flatMap((): Draft[] => {
      const at = start + Math.floor((4 + random() * 24) * DAY)
      const profit = rounded(value.times((random() * 0.01 - 0.0045).toFixed(8)))
      return [
        { ...base, at, kind: 'realized', amount: profit },
        { ...base, at, kind: 'fee', amount: fee(0.25) },
      ]
    })
    return [
      { ...base, at: start + 3 * HOUR + Math.floor(random() * DAY), kind: 'fee' as const, amount: fee(1) },
      ...closes,
    ].filter(({ amount }) => amount !== '0')
  })
}

/** Interest on what is owed and rewards of what is saved, once a day. */
function dailyOf(ledger: Ledger, start: number, until: number): Draft[] {
  return ledger.tokens.flatMap((token) => {
    const owed = Decimal.max(new Decimal(token.borrowed ?? 0), new Decimal(token.balance).negated())
    const saved = (EARN[ledger.venue] ?? /^earn/).test(token.wallet) ? new Decimal(token.balance) : new Decimal(0)
    const amount = owed.greaterThan(0) ? rounded(owed.times('-0.00011')) : rounded(saved.times('0.00007'))
    if (amount === '0') return []
    const kind: MovementKind = owed.greaterThan(0) ? 'interest' : 'reward'
    const drafts: Draft[] = []
    for (let at = start + DAY + HOUR; at < until; at += DAY)
      drafts.push({ at, kind, wallet: token.wallet, coin: token.coin, amount })
    return drafts
  })
}

/** The account's ends of what was sent between accounts, and on to the wallet that trades. */
function sentOf(ledger: Ledger, start: number): Draft[] {
  const is = ({ venue, scenario }: { venue: VenueId; scenario: string }) => venue === ledger.venue && scenario === ledger.scenario
  const wallet = homeOf(ledger)
  return SENT.flatMap(({ from, to, coin, amount, fee, day, minutes }, index) => {
    const at = start + day * DAY + 7 * HOUR
    const arrived = at + minutes * 60_000
    const txHash = `0x${hash(`sent ${index}`).toString(16).padStart(8, '0').repeat(8)}`
    const left: Draft[] = is(from)
      ? [
          ...(ledger.tokens.some((token) => token.wallet === wallet && token.coin === coin)
            ? []
            : moved(
                ledger,
                coin,
                text(new Decimal(amount).plus(fee), 8),
                tradingWallet(ledger, coin),
                wallet,
                at - 600_000,
                `back${index}`,
              )),
          { at, kind: 'withdrawal', wallet, coin, amount: `-${amount}`, fee, txHash, ...CHAIN },
        ]
      : []
    const came: Draft[] = is(to)
      ? [
          { at: arrived, kind: 'deposit', wallet, coin, amount, txHash, ...CHAIN },
          ...moved(ledger, coin, amount, wallet, to.onTo, arrived + 300_000, `on${index}`),
        ]
      : []
    return [...left, ...came]
  })
}

function tradingWallet(ledger: Ledger, coin: string): string {
  return ledger.tokens.find((token) => token.coin === coin)?.wallet ?? homeOf(ledger)
}

function moved(ledger: Ledger, coin: string, amount: string, from: string, to: string, at: number, name: string): Draft[] {
  const transfer = { id: String(10_000_000 + (hash(`${ledger.venue} ${ledger.uid} ${name}`) % 80_000_000)), from, to }
  return [
    { at, kind: 'transfer', wallet: from, coin, amount: `-${amount}`, transfer },
    { at, kind: 'transfer', wallet: to, coin, amount, transfer },
  ]
}

/**
 * What the account was opened with: deposits, sent on to the wallets that hold them. What is owed came from trades with
 * borrowed coins.
 */
function opening(ledger: Ledger, drafts: readonly Draft[], start: number): Draft[] {
  const home = homeOf(ledger)
  const left = new Map<string, { wallet: string; coin: string; amount: Decimal }>()
  const put = (wallet: string, coin: string, amount: Decimal) => {
    const key = `${wallet} ${coin}`
    const known = left.get(key)
    left.set(key, { wallet, coin, amount: (known?.amount ?? new Decimal(0)).plus(amount) })
  }
  for (const { wallet, coin, balance } of ledger.tokens) put(wallet, coin, new Decimal(balance))
  for (const { wallet, coin, amount, fee } of drafts) put(wallet, coin, new Decimal(amount).minus(fee ?? 0).negated())
  const opened: Draft[] = []
  for (const { wallet, coin, amount } of [...left.values()]) {
    if (wallet === home || amount.isZero()) continue
    if (amount.isNegative()) {
      opened.push({ at: start + 2 * HOUR, kind: 'trade', wallet, coin, amount: amount.toFixed() })
      continue
    }
    opened.push(...moved(ledger, coin, amount.toFixed(), home, wallet, start + HOUR, `open ${wallet} ${coin}`))
    put(home, coin, amount)
  }
  for (const { wallet, coin, amount } of left.values()) {
    if (wallet !== home || amount.isZero()) continue
    const txHash = `0x${hash(`${ledger.uid} ${coin}`).toString(16).padStart(8, '0').repeat(8)}`
    const kind: MovementKind = amount.isNegative() ? 'withdrawal' : 'deposit'
    opened.push({ at: start, kind, wallet, coin, amount: amount.toFixed(), txHash, ...CHAIN })
  }
  return opened
}

/** A stretch of a list, both ends inclusive. */
export function within(movements: readonly Movement[], from: number, to: number): Movement[] {
  return movements.filter(({ at }) => at >= from && at <= to)
}
