import { type Decimal, ZERO } from '../decimal'
import { addParts, noParts, type Parts } from '../performance/attribution'
import { weightedSum } from '../performance/dietz'
import { wantsAttention } from '../performance/unexplained'
import type { TagDoubt } from '../views'
import type { AccountGain } from './account-gain'
import type { GainAtom } from './position-gains'
import { covers, isWhole, type Tag } from './tag'

/** What a tag earned over a stretch. */

/** Less of an account's change that nothing tells is noise beside any gain, USD. */
const NOISE = 10

/** An active account and its gain over the stretch. */
export interface GainAccount {
  id: string
  name: string
  /** Null: it was not read twice in that time, or what it held is not known. */
  made: AccountGain | null
  /** Why not all that came and went, or was earned, is known of that time, in a sentence; null: it is. */
  gap: string | null
}

/** Amounts in USD. */
export interface TagGain {
  /** Null: of something that belongs to it, it is not known; `reasons` say of what. */
  gain: Decimal | null
  /** What it is made of, to the last digit; `unexplained` is of whole accounts alone. Null with `gain`. */
  parts: Parts | null
  /**
   * Contribution to the return of the accounts that it lies in: `gain` ÷ what was at work in them. Null with `gain`, and where
   * nothing was at work or something that came or went has no value.
   */
  contribution: Decimal | null
  /** Equity of those accounts at the beginning, and what came and went since by the share of the stretch behind it. */
  atWork: Decimal | null
  /** What of those accounts' change nothing tells, without sign: so much more or less may be the tag's. Null with `gain`. */
  untold: Decimal | null
  /** Accounts of which it had anything. */
  accounts: number
  /** The readings between which it is: the first beginning, the first end. */
  from: Date | null
  to: Date | null
  /** Why `gain` is null, or `contribution`. */
  reasons: TagDoubt[]
}

/** What of one account is a tag's. */
interface Share {
  parts: Parts
  /** Why it is not known. */
  reasons: string[]
  untold: Decimal
}

/**
 * What a tag earned between two moments: of whole accounts their gain, of parts what these coins and positions brought, each
 * once whichever rules take it. An account counts where something of the tag's was held at any point of
 * that time, or an entry names it.
 */
export function tagGain(tag: Tag, accounts: readonly GainAccount[], stretch: { from: Date; to: Date }): TagGain {
  let [parts, atWork, untold] = [noParts(), ZERO, ZERO]
  const own: AccountGain[] = []
  const reasons: TagDoubt[] = []
  let count = 0
  for (const account of accounts) {
    const share = shareOf(tag, account)
    if (share === null) continue
    count += 1
    const { made, id: accountId, name: accountName } = account
    reasons.push(...share.reasons.map((reason) => ({ accountId, accountName, reason })))
    parts = addParts(parts, share.parts)
    untold = untold.plus(share.untold)
    if (made === null) continue
    own.push(made)
    atWork = atWork.plus(made.begins ? ZERO : made.opened).plus(weightedSum(made.put, stretch.from, stretch.to))
  }
  const spans = { from: earliest(own.map(({ from }) => from)), to: earliest(own.map(({ to }) => to)), accounts: count }
  const unknown = { gain: null, parts: null, contribution: null, atWork: null, untold: null }
  if (count === 0 || reasons.length > 0) return { ...spans, ...unknown, reasons }
  const gain = sumOf(parts)
  const unvalued = accounts.flatMap(({ id, name, made }) =>
    made !== null && own.includes(made) && made.leftOut.length > 0
      ? [{ accountId: id, accountName: name, reason: `${made.leftOut.join(', ')} came or went without a price.` }]
      : [],
  )
  const known = unvalued.length === 0 ? atWork : null
  const contribution = known?.gt(0) ? gain.div(known) : null
  return { ...spans, gain, parts, contribution, atWork: known, untold, reasons: unvalued }
}

const sumOf = (parts: Parts) => Object.values(parts).reduce((sum, value) => sum.plus(value), ZERO)
const earliest = (times: readonly Date[]) =>
  times.length === 0 ? null : new Date(Math.min(...times.map((time) => time.getTime())))

/** Null: nothing of the account is the tag's. */
function shareOf({ rules }: Tag, { id, made, gap }: GainAccount): Share | null {
  const fitting = rules.filter(({ accountId }) => accountId === null || accountId === id)
  if (fitting.length === 0) return null
  const nothing = { parts: noParts(), untold: ZERO }
  if (made === null) return { ...nothing, reasons: [gap ?? 'It was not read at both ends of that time.'] }
  if (fitting.some(isWhole)) return { parts: made.parts, untold: ZERO, reasons: gap === null ? [] : [gap] }
  const atoms = made.atoms.filter((atom) => fitting.some((rule) => covers(rule, atom)))
  if (atoms.length === 0) return null
  const parts = atoms.reduce((sum, atom) => addParts(sum, atom.parts), noParts())
  const reasons = [...(gap === null ? [] : [gap]), ...atoms.flatMap(({ unknown }) => unknown ?? [])]
  const positions = atoms.some(({ position }) => position)
  if (positions) reasons.push(...namelessWords(made))
  const untold = untoldOf(made, atoms)
  if (untold === null) reasons.push(...(atoms.some(({ unknown }) => unknown !== null) ? [] : [NO_CHECK]))
  else if (isTooMuch(untold, made, sumOf(parts))) {
    reasons.push(
      `${untold.abs().toFixed(2)} USD of its change is in no entry and no profit of a position, and may be of any part of it.`,
    )
  }
  return { parts, reasons: [...new Set(reasons)], untold: untold?.abs() ?? ZERO }
}

const NO_CHECK = 'Of another of its positions no profit is kept, so whether entries tell all cannot be known.'

/** Of coins what moved of them untold; of positions, whose profit exchanges keep in coins or beside them, what did of the account. */
function untoldOf({ untold, unexplained }: AccountGain, atoms: readonly GainAtom[]): Decimal | null {
  if (atoms.some(({ position }) => position)) return untold
  return atoms.reduce((sum, { symbol }) => sum.plus(unexplained.get(symbol) ?? 0), ZERO)
}

/** So much that what is told is no figure: more than is noise of the account (`wantsAttention`), or than the gain itself. */
function isTooMuch(amount: Decimal, { opened, closed }: AccountGain, gain: Decimal): boolean {
  const ends = { opened: opened.toFixed(), closed: closed.toFixed() }
  return wantsAttention({ ...ends, unexplained: amount.toFixed() }) || (amount.abs().gt(NOISE) && amount.abs().gt(gain.abs()))
}

/** In a sentence what entries leave open whose they are. */
function namelessWords({ nameless }: AccountGain): string[] {
  if (nameless.size === 0) return []
  const kinds = [...nameless].map(([kind, count]) => `${kind} (${count})`).join(', ')
  return [`Entries name no position, so nobody can tell whose they are: ${kinds}.`]
}
