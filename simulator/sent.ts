import { Decimal, text } from './decimal'
import type { Ledger, VenueId } from './ledger'
import { CHAIN, chainHash, DAY, type Draft, HOUR, homeOf, MINUTE, moved, tradingWallet } from './movement'

/** Coins on their way over a chain: an account's end of it, and what it does before and after with them. */

/** What leaves an account at a moment, `fee` besides; the wallet that sends gets them first where it holds none of the coin. */
export function leaving(
  ledger: Ledger,
  {
    coin,
    amount,
    fee,
    at,
    txHash,
    name,
  }: { coin: string; amount: string; fee: string; at: number; txHash: string; name: string },
): Draft[] {
  const wallet = homeOf(ledger, coin)
  const holds = ledger.tokens.some((token) => token.wallet === wallet && token.coin === coin)
  const from = tradingWallet(ledger, coin)
  const before =
    holds || from === wallet
      ? []
      : moved(ledger, coin, text(new Decimal(amount).plus(fee), 18), from, wallet, at - 10 * MINUTE, `back ${name}`)
  return [...before, { at, kind: 'withdrawal', wallet, coin, amount: `-${amount}`, fee, txHash, ...CHAIN }]
}

/** What arrives at a moment, and is sent on to `onTo` minutes later. */
export function arriving(
  ledger: Ledger,
  {
    coin,
    amount,
    at,
    txHash,
    name,
    onTo,
  }: { coin: string; amount: string; at: number; txHash: string; name: string; onTo: string | null },
): Draft[] {
  const wallet = homeOf(ledger, coin)
  const after = onTo === null || onTo === wallet ? [] : moved(ledger, coin, amount, wallet, onTo, at + 5 * MINUTE, `on ${name}`)
  return [{ at, kind: 'deposit', wallet, coin, amount, txHash, ...CHAIN }, ...after]
}

/** Coins that went from one simulated account to another, and arrived later. */
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
  {
    from: { venue: 'hyperliquid', scenario: 'hedged-desk' },
    to: { venue: 'gate', scenario: 'hedged-desk', onTo: 'spot' },
    coin: 'USDC',
    amount: '400',
    fee: '1',
    day: 11,
    minutes: 6,
  },
  {
    from: { venue: 'bitget', scenario: 'hedged-desk' },
    to: { venue: 'gate', scenario: 'hedged-desk', onTo: 'spot' },
    coin: 'USDT',
    amount: '650.5',
    fee: '1.2',
    day: 13,
    minutes: 18,
  },
]

/** An account's ends of what was sent between simulated accounts in the days behind `start`. */
export function sentOf(ledger: Ledger, start: number): Draft[] {
  const is = ({ venue, scenario }: { venue: VenueId; scenario: string }) => venue === ledger.venue && scenario === ledger.scenario
  return SENT.flatMap(({ from, to, coin, amount, fee, day, minutes }, index) => {
    const at = start + day * DAY + 7 * HOUR
    const both = { coin, amount, txHash: chainHash(`sent ${index}`), name: String(index) }
    return [
      ...(is(from) ? leaving(ledger, { ...both, fee, at }) : []),
      ...(is(to) ? arriving(ledger, { ...both, at: at + minutes * MINUTE, onTo: to.onTo }) : []),
    ]
  })
}
