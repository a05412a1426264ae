import { Decimal } from './decimal'
import type { Ledger } from './ledger'
import {
  CHAIN,
  chainHash,
  DAY,
  type Draft,
  type FindMarket,
  HOUR,
  homeOf,
  type Movement,
  type MovementKind,
  moved,
  SECOND,
} from './movement'
import { hash, randomFrom } from './random'
import { entryValue, recurring, rounded } from './recurring'
import { sentOf } from './sent'

/**
 * What moved on an account in the month before the simulator began. All of it comes to what the ledger holds, to the
 * last decimal: the account was opened with what is left when everything else is taken off.
 */

/** More than the demo's history goes back, so that openings lie before it. */
const DAYS = 33
/** The last hours are quiet: what was read in them was read of what is held now. */
const QUIET = 3 * HOUR
/** Openings are done by then. */
const OPENED = 2 * HOUR

/** @param began when the account's ledger was as it is handed in, milliseconds */
export function pastMovements(ledger: Ledger, findMarket: FindMarket, began: number): Movement[] {
  const until = began - QUIET
  const start = Math.floor(until / DAY) * DAY - DAYS * DAY
  const drafts = [
    ...recurring(ledger, findMarket, start + OPENED, until),
    ...tradesOf(ledger, findMarket, start),
    ...sentOf(ledger, start),
  ].filter(({ at }) => at < until)
  const all = [...opening(ledger, findMarket, drafts, start), ...drafts]
  return all.toSorted((a, b) => a.at - b.at).map((draft, index) => ({ ...draft, id: index + 1 }))
}

/** What opening the positions cost, and some trades that were closed with profit or loss. */
function tradesOf(ledger: Ledger, findMarket: FindMarket, start: number): Draft[] {
  const random = randomFrom(hash(`${ledger.venue} ${ledger.uid} trades`))
  const moment = (after: number, share: number) => start + Math.floor((after + share) / SECOND) * SECOND
  return ledger.positions.flatMap((position) => {
    const market = findMarket(position.market)
    if (!market?.settle) return []
    const base = { wallet: position.wallet, coin: market.settle, market: market.id }
    const value = entryValue(market, position.contracts, position.entryPrice).abs()
    const fee = (share: number) => rounded(value.times(share.toFixed(6)).times('-0.00055'))
    const closes = [0, 1].flatMap((): Draft[] => {
      const at = moment(4 * DAY, random() * 24 * DAY)
      const profit = rounded(value.times((random() * 0.01 - 0.0045).toFixed(8)))
      return [
        { ...base, at, kind: 'realized', amount: profit },
        { ...base, at, kind: 'fee', amount: fee(0.25) },
      ]
    })
    return [{ ...base, at: moment(3 * HOUR, random() * DAY), kind: 'fee' as const, amount: fee(1) }, ...closes].filter(
      ({ amount }) => amount !== '0',
    )
  })
}

/**
 * What the account was opened with: deposits, sent on to the wallets that hold them. What is owed came from trades with
 * borrowed coins.
 */
function opening(ledger: Ledger, findMarket: FindMarket, drafts: readonly Draft[], start: number): Draft[] {
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
    const home = homeOf(ledger, coin)
    if (wallet === home || amount.isZero()) continue
    if (amount.isNegative()) {
      const at = start + OPENED
      const closed = ledger.positions.find((each) => each.wallet === wallet && findMarket(each.market)?.settle === coin)
      // More was won since than is held: it began with a loss.
      if (closed) opened.push({ at, kind: 'realized', wallet, coin, amount: amount.toFixed(), market: closed.market })
      else opened.push({ at, kind: 'trade', wallet, coin, amount: amount.toFixed() })
      continue
    }
    opened.push(...moved(ledger, coin, amount.toFixed(), home, wallet, start + HOUR, `open ${wallet} ${coin}`))
    put(home, coin, amount)
  }
  for (const { wallet, coin, amount } of left.values()) {
    if (wallet !== homeOf(ledger, coin) || amount.isZero()) continue
    const kind: MovementKind = amount.isNegative() ? 'withdrawal' : 'deposit'
    const txHash = chainHash(`${ledger.uid} ${coin}`)
    opened.push({ at: start, kind, wallet, coin, amount: amount.toFixed(), txHash, ...CHAIN })
  }
  return opened
}
