import { Decimal, type DecimalString } from '../../domain/decimal'
import type { FlowEntry } from '../../domain/flows/types'
import type { Asset, ValuedAccount } from '../../domain/types'
import type { RecordedFlows } from '../port'
import { parseRecording } from '../replay/file'
import { flowsOfRecording, valueRecording } from '../replay/replay'

const AMOUNTS = [
  'size',
  'notional',
  'unrealizedProfit',
  'initialMargin',
  'maintMargin',
  'marginBalance',
  'amount',
  'borrowed',
  'availableBalance',
] as const
const FIXED = [
  'symbol',
  'assetType',
  'marketType',
  'walletType',
  'leverage',
  'price',
  'entryPrice',
  'markPrice',
  'liquidationPrice',
  'marginMode',
  'positionSide',
] as const

/** Values in USD are rounded to six decimals, sizes of inverse contracts to twelve: before the factor and after it. */
const ROUNDING = new Decimal('0.000002')
const SHARE = new Decimal('0.000000001')

/**
 * Replays a recording and says in what it differs from the reading that it was made of, times the factor: nothing, or
 * the first row and field.
 * @throws DomainError when the replay fails
 */
export async function differenceOf(recording: string, truth: ValuedAccount, factor: Decimal | null): Promise<string | null> {
  const replayed = await valueRecording(parseRecording(recording))
  const wanted = byName(truth.assets)
  const found = byName(replayed.assets)
  if (found.length !== wanted.length) return `${found.length} rows instead of ${wanted.length}`
  for (const [index, asset] of wanted.entries()) {
    const other = found[index]
    if (!other) return `${asset.symbol} is missing`
    const field =
      FIXED.find((name) => asset[name] !== other[name]) ?? AMOUNTS.find((name) => !times(asset[name], factor, other[name]))
    if (field) return `${asset.symbol} in ${asset.walletType}: ${field}`
  }
  if (!times(truth.equity, factor, replayed.equity)) return 'equity'
  const left = (account: ValuedAccount) => account.notIncluded.map(({ wallet }) => wallet).sort()
  return left(truth).join() === left(replayed).join() ? null : 'wallets that are not included'
}

/** What an entry says beside amounts, and beside what a recording replaces (ids, addresses, hashes). */
const sayings = (ledger: string, { at, coin, kind, state, wallet, pair, fee }: FlowEntry) =>
  [ledger, at.toISOString(), coin, kind, state, wallet, pair, fee?.coin].join(' ')

/**
 * The same of its ledgers: nothing, or the first ledger and moment.
 * @throws DomainError when the replay fails
 */
export async function flowsDifferenceOf(
  recording: string,
  truth: Pick<RecordedFlows, 'entries' | 'notRead'>,
  factor: Decimal | null,
): Promise<string | null> {
  const replayed = await flowsOfRecording(parseRecording(recording))
  const left = (told: { notRead: readonly { ledger: string }[] }) => told.notRead.map(({ ledger }) => ledger).join()
  if (left(truth) !== left(replayed)) return `ledgers that are not read: ${left(replayed) || 'none'}`
  const [wanted, found] = [inOrder(truth.entries), inOrder(replayed.entries)]
  if (found.length !== wanted.length) return `${found.length} entries instead of ${wanted.length}`
  for (const [index, { ledger, entry, says }] of wanted.entries()) {
    const other = found[index]
    const where = `${ledger} of ${entry.at.toISOString()}`
    if (!other || other.says !== says) return where
    if (!times(entry.amount, factor, other.entry.amount)) return `${where}: amount`
    if (!times(entry.fee?.amount ?? null, factor, other.entry.fee?.amount ?? null)) return `${where}: fee`
  }
  return null
}

/** By what they say, and of those that say the same by amount. */
function inOrder(entries: RecordedFlows['entries']) {
  return entries
    .map(({ ledger, entry }) => ({ ledger, entry, says: sayings(ledger, entry) }))
    .sort((a, b) => a.says.localeCompare(b.says, 'en') || new Decimal(a.entry.amount).cmp(b.entry.amount))
}

function byName(assets: readonly Asset[]): Asset[] {
  const name = ({ walletType, symbol, positionSide, entryPrice }: Asset) =>
    [walletType, symbol, positionSide, entryPrice].join(' ')
  return [...assets].sort((a, b) => name(a).localeCompare(name(b), 'en'))
}

function times(amount: DecimalString | null, factor: Decimal | null, found: DecimalString | null): boolean {
  if (amount === null || found === null) return amount === found
  if (factor === null) return new Decimal(amount).eq(found)
  const wanted = new Decimal(amount).times(factor)
  return wanted
    .minus(found)
    .abs()
    .lte(
      wanted
        .abs()
        .times(SHARE)
        .plus(ROUNDING.times(Decimal.max(factor, 1))),
    )
}
