import { Decimal } from '../decimal'
import { chainHash, tellingId } from './ids'
import { twinsOf } from './twins'
import type { FlowEntry, FlowKind } from './types'

/** Which entries are the two legs of one transfer between a user's own accounts. */

/** An entry that may be a leg. */
export interface Leg extends FlowEntry {
  rowId: string
  accountId: string
  ledger: string
  /** ccxt id of the account's exchange. */
  exchange: string
  setKind: FlowKind | null
}

export type PairRule = 'tx_hash' | 'transfer_id' | 'time'
export interface FoundPair {
  outId: string
  inId: string
  rule: PairRule
}

const HOUR = 3_600_000
/** Longest between two legs that carry the same id: chains and exchanges have held transfers up for days. */
const LONGEST_BY_ID_MS = 7 * 24 * HOUR
/** Longest between two legs that nothing but coin and amount have in common: over a chain, and within one exchange. */
const USUAL_CHAIN_MS = 6 * HOUR
const USUAL_INSIDE_MS = 15 * 60_000
/** Clocks and roundings: an arrival may be noted so long before its departure. */
const EARLY_MS = 2 * 60_000
/** An arrival may be smaller by so much where the fee is in the amount that left, and the ids agree. */
const HIDDEN_FEE = new Decimal('0.1')

/** Codes that exchanges give the same coin on its way. No receipts and no wrapped coins: those have prices of their own. */
const SAME_COIN: ReadonlyMap<string, string> = new Map([
  ['XBT', 'BTC'],
  ['XXBT', 'BTC'],
  ['XDG', 'DOGE'],
  ['XXDG', 'DOGE'],
  ['XETH', 'ETH'],
  ['ZUSD', 'USD'],
  ['ZEUR', 'EUR'],
  ['BCC', 'BCH'],
  ['BCHABC', 'BCH'],
  ['IOTA', 'MIOTA'],
  ['USDC.E', 'USDC'],
  ['USDCE', 'USDC'],
  ['USDT0', 'USDT'],
  ['USDTE', 'USDT'],
])

/** A coin's code as it is compared between exchanges; case is kept where it says something (`kPEPE`). */
export function transferCoin(code: string): string {
  return SAME_COIN.get(code) ?? code
}

/** What both legs within one exchange carry: its id of the transfer, or what stands where a chain's hash would. */
function insideIds({ exchange, counterpart }: Leg): string[] {
  const hash = counterpart?.txHash
  const ids = [tellingId(counterpart?.transferId), chainHash(hash) === null ? tellingId(hash) : null]
  return ids.flatMap((id) => (id === null ? [] : [`${exchange} ${id}`]))
}

const kindOf = ({ kind, setKind }: Leg) => setKind ?? kind
const isLeg = (leg: Leg) => leg.state !== 'failed' && ['deposit', 'withdrawal', 'transfer'].includes(kindOf(leg))
/** Both of its ends are wallets of its account: a whole transfer in one entry, which waits for no other. */
export const isWithinAccount = ({ counterpart }: FlowEntry) => counterpart !== null && counterpart.wallet !== null

/**
 * Pairs among entries, the surest first: the same hash of a chain; the same id within one exchange; else coin, amount and
 * time alone, and only where no other entry could as well be the other leg. What is a pair already, or was said to be none,
 * is not looked at. The outcome does not depend on the order of entries.
 * @param apart pairs that a person said are none, as `out in`
 */
export function findPairs(entries: readonly Leg[], taken: ReadonlySet<string>, apart: ReadonlySet<string>): FoundPair[] {
  const twins = twinsOf(entries)
  const legs = entries
    .filter((leg) => isLeg(leg) && !taken.has(leg.rowId) && !twins.has(leg.rowId))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || compare(a.rowId, b.rowId))
  const outs = legs.filter(({ amount }) => new Decimal(amount).isNegative())
  const ins = legs.filter(({ amount }) => new Decimal(amount).isPositive() && !new Decimal(amount).isZero())
  const found: FoundPair[] = []
  const used = new Set<string>()
  for (const rule of ['tx_hash', 'transfer_id', 'time'] as const) {
    const free = (leg: Leg) => !used.has(leg.rowId)
    const candidates = candidatesBy(rule, outs.filter(free), ins.filter(free)).filter(
      ([out, into]) => !apart.has(`${out.rowId} ${into.rowId}`) && mayBePair(rule, out, into),
    )
    for (const [out, into] of unambiguous(candidates)) {
      used.add(out.rowId).add(into.rowId)
      found.push({ outId: out.rowId, inId: into.rowId, rule })
    }
  }
  return found
}

const compare = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

type Candidate = readonly [out: Leg, into: Leg]

/** Those that share a key of the rule, without comparing each with each. */
function candidatesBy(rule: PairRule, outs: readonly Leg[], ins: readonly Leg[]): Candidate[] {
  const keys = (leg: Leg): string[] => {
    const coin = transferCoin(leg.coin)
    if (rule === 'tx_hash')
      return [chainHash(leg.counterpart?.txHash)].flatMap((hash) => (hash === null ? [] : [`${coin} ${hash}`]))
    if (rule === 'transfer_id') return insideIds(leg).map((id) => `${coin} ${id}`)
    return arriving(leg).map((amount) => `${coin} ${amount}`)
  }
  const byKey = new Map<string, Leg[]>()
  for (const into of ins) for (const key of keys(into)) byKey.set(key, [...(byKey.get(key) ?? []), into])
  const pairs = new Map<string, Candidate>()
  for (const out of outs)
    for (const key of keys(out)) for (const into of byKey.get(key) ?? []) pairs.set(`${out.rowId} ${into.rowId}`, [out, into])
  return [...pairs.values()]
}

/** Amounts that may arrive of what left, written out: all of it, or less by a fee that was told. */
function arriving({ amount, coin, fee }: Leg): string[] {
  const whole = new Decimal(amount)
  if (whole.isPositive() || !fee || transferCoin(fee.coin) !== transferCoin(coin)) return [whole.abs().toFixed()]
  return [...new Set([whole.abs().toFixed(), whole.abs().minus(fee.amount).toFixed()])]
}

function mayBePair(rule: PairRule, out: Leg, into: Leg): boolean {
  const within = [out, into].filter(isWithinAccount).length
  if (out.accountId !== into.accountId) {
    if (within > 0) return false
  } else if (within === 2 || (out.wallet !== null && out.wallet === into.wallet)) {
    // Each names both of its ends, or both are of one wallet: they are not each other's.
    return false
  }
  const later = into.at.getTime() - out.at.getTime()
  const [hashes, chains] = [
    [out, into].map(({ counterpart }) => chainHash(counterpart?.txHash)),
    [out, into].map(({ counterpart }) => chainName(counterpart?.chain)),
  ]
  const [outHash, inHash] = hashes
  const differ = (one: string | null | undefined, other: string | null | undefined) => !!one && !!other && one !== other
  if (rule === 'time') {
    const inside = out.exchange === into.exchange
    const both = kindOf(out) === 'transfer' && kindOf(into) === 'transfer'
    // A withdrawal over a chain arrives as a deposit, a transfer as a transfer.
    if ((kindOf(out) === 'transfer') !== (kindOf(into) === 'transfer') || (both && !inside)) return false
    if (differ(outHash, inHash) || differ(...two(chains))) return false
    // Ids of one exchange that differ are of two transfers.
    const [a, b] = [insideIds(out), insideIds(into)]
    if (inside && a.length > 0 && b.length > 0) return false
    return later >= -EARLY_MS && later <= (both ? USUAL_INSIDE_MS : USUAL_CHAIN_MS)
  }
  if (later < -HOUR || later > LONGEST_BY_ID_MS) return false
  if (rule === 'transfer_id' && differ(outHash, inHash)) return false
  const [left, arrived] = [new Decimal(out.amount).abs(), new Decimal(into.amount)]
  if (arriving(out).includes(arrived.toFixed())) return true
  // Where the fee is told, it is known what arrives; else it may be in the amount.
  return out.fee === null && arrived.lt(left) && left.minus(arrived).lte(left.times(HIDDEN_FEE))
}

const two = (values: (string | null)[]): [string | null, string | null] => [values[0] ?? null, values[1] ?? null]

/** Names of one network that exchanges write differently; null where unknown, which contradicts nothing. */
function chainName(chain: string | null | undefined): string | null {
  const plain = chain?.toUpperCase().replace(/[^A-Z0-9]/g, '') ?? ''
  return CHAINS.find((names) => names.includes(plain))?.[0] ?? null
}
const CHAINS: readonly (readonly string[])[] = [
  ['ETH', 'ERC20', 'ETHEREUM', 'USDTERC20', 'USDCERC20'],
  ['TRX', 'TRC20', 'TRON', 'USDTTRC20'],
  ['BSC', 'BEP20', 'BNB', 'BNBSMARTCHAIN', 'BEP20BSC', 'BSCBEP20'],
  ['SOL', 'SOLANA', 'SPL', 'USDTSOLANA', 'USDCSOLANA'],
  ['ARBITRUM', 'ARB', 'ARBI', 'ARBONE', 'ARBITRUMONE', 'ARBEVM'],
  ['OPTIMISM', 'OP', 'OPETH', 'OPTIMISTICETHEREUM'],
  ['MATIC', 'POLYGON', 'POL', 'PLASMA'],
  ['AVAXC', 'AVALANCHEC', 'CAVAX', 'CCHAIN', 'AVALANCHECCHAIN', 'AVAXCCHAIN'],
  ['BTC', 'BITCOIN'],
  ['BASE', 'BASEEVM'],
  ['TON', 'TONCOIN'],
  ['APT', 'APTOS'],
]

/**
 * Candidates of which each leg has no other, and groups in which as many left one account as arrived in another: those are
 * paired in the order of time, which makes no difference to anyone. Everything else is left to a person.
 */
function unambiguous(candidates: readonly Candidate[]): Candidate[] {
  const groups = new Map<string, Set<Candidate>>()
  for (const candidate of candidates) {
    const joined = new Set<Candidate>([candidate])
    const ids = candidate.map(({ rowId }) => rowId)
    for (const id of ids) for (const other of groups.get(id) ?? []) joined.add(other)
    for (const member of joined) for (const { rowId } of member) groups.set(rowId, joined)
  }
  const pairs: Candidate[] = []
  for (const group of new Set(groups.values())) {
    const outs = [...new Map([...group].map(([out]) => [out.rowId, out])).values()].sort(byTime)
    const ins = [...new Map([...group].map(([, into]) => [into.rowId, into])).values()].sort(byTime)
    const accounts = (legs: Leg[]) => new Set(legs.map(({ accountId }) => accountId)).size
    if (outs.length !== ins.length || (outs.length > 1 && (accounts(outs) > 1 || accounts(ins) > 1))) {
      continue
    }
    const chosen = outs.flatMap((out, index) => [...group].filter((each) => each[0] === out && each[1] === ins[index]))
    if (chosen.length === outs.length) pairs.push(...chosen)
  }
  return pairs
}

const byTime = (a: Leg, b: Leg) => a.at.getTime() - b.at.getTime() || compare(a.rowId, b.rowId)
