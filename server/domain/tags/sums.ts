import type { AccountFigures } from '../account-figures'
import { fixed, known, NOTIONAL_DECIMALS } from '../amounts'
import { boundBits, boundOfBits, exposureBounds, unreadMargins } from '../bound'
import { baseCoin } from '../coins'
import { Decimal, type DecimalString, ZERO } from '../decimal'
import { type CoinSums, exposureRows } from '../exposure'
import type { EquityBound } from '../types'
import type { TagDoubt, TagFigures, Untagged } from '../views'
import type { AccountParts, Part } from './parts'
import { covers, isWhole, type Tag, type TagKind } from './tag'

/** An active account and its newest reading. */
export interface TagAccount {
  id: string
  name: string
  /** Null: never read. */
  figures: AccountFigures | null
  stale: boolean
  /** Null where no rule may take a part of it alone: it need not be taken apart then. */
  parts: AccountParts | null
}

export interface TagSums {
  tags: Map<string, TagFigures>
  untagged: Map<TagKind, Untagged>
}

const FIRST_DOUBTS = 8

/** What one set of tags has: an asset, what no asset of an account holds, or an account as a whole. */
interface Atom {
  account: TagAccount
  part: Part | null
  /** USD; null: not known. */
  value: Decimal | null
  bits: number
  /** Why `bits` are other than none. */
  reason: string | null
}

/**
 * What belongs to each tag and what that contributes, to the last digit: a tag's sum is that of its assets and whole
 * accounts, each once, whichever of its rules take it. What falls to two tags of a kind counts in both, and is told.
 */
export function tagSums(tags: readonly Tag[], accounts: readonly TagAccount[]): TagSums {
  const sums = new Map(tags.map((tag) => [tag.id, new Sum()]))
  const untagged = new Map(tags.map(({ kind }) => [kind, new Sum()]))
  for (const account of accounts) enterAccount(tags, account, { sums, untagged })
  return {
    tags: new Map([...sums].map(([id, sum]) => [id, sum.figures()])),
    untagged: new Map([...untagged].map(([kind, sum]) => [kind, sum.total()])),
  }
}

/** Whether tags may have parts of an account that they do not take as a whole: then it has to be taken apart. */
export function mayPart(tags: readonly Tag[], accountId: string): boolean {
  return tags.some((tag) => !takesWhole(tag, accountId) && partingRules(tag, accountId).length > 0)
}

const takesWhole = ({ rules }: Tag, accountId: string) => rules.some((rule) => isWhole(rule) && rule.accountId === accountId)
const partingRules = ({ rules }: Tag, accountId: string) =>
  rules.filter((rule) => !isWhole(rule) && (rule.accountId === null || rule.accountId === accountId))

function enterAccount(
  tags: readonly Tag[],
  account: TagAccount,
  { sums, untagged }: { sums: ReadonlyMap<string, Sum>; untagged: ReadonlyMap<TagKind, Sum> },
): void {
  const whole = tags.filter((tag) => takesWhole(tag, account.id))
  const parting = tags.flatMap((tag) => {
    const rules = whole.includes(tag) ? [] : partingRules(tag, account.id)
    return rules.length === 0 ? [] : [{ tag, rules }]
  })
  // Taken as a whole it is one sum: its equity, however that is made of parts.
  const all = wholeAtom(account)
  for (const tag of whole) sums.get(tag.id)?.addWhole(all)
  for (const tag of whole) for (const other of whole) share(tag, other, all, sums)
  const atoms = (parting.length === 0 || account.parts === null ? [] : atomsOf(account, account.parts)).map((atom) => {
    const { part } = atom
    const own = part === null ? [] : parting.flatMap(({ tag, rules }) => (rules.some((rule) => covers(rule, part)) ? [tag] : []))
    return { atom, own }
  })
  for (const { atom, own } of atoms) {
    for (const tag of own) sums.get(tag.id)?.add(atom)
    const both = [...whole, ...own]
    for (const tag of both) for (const other of both) if (own.includes(tag) || own.includes(other)) share(tag, other, atom, sums)
  }
  const doubt = doubtOf(account)
  if (doubt) for (const { tag } of parting) sums.get(tag.id)?.doubt(account, doubt)
  for (const [kind, sum] of untagged) {
    if (whole.some((tag) => tag.kind === kind)) continue
    if (account.parts === null || !parting.some(({ tag }) => tag.kind === kind)) sum.addWhole(all)
    else for (const { atom, own } of atoms) if (!own.some((tag) => tag.kind === kind)) sum.add(atom)
  }
}

/** Counts what falls to two tags of a kind. */
function share(tag: Tag, other: Tag, atom: Atom, sums: ReadonlyMap<string, Sum>): void {
  if (tag !== other && tag.kind === other.kind) sums.get(tag.id)?.share(other.id, atom)
}

function wholeAtom(account: TagAccount): Atom {
  const { figures } = account
  const value = known(figures?.equity)
  const bound = figures === null || value === null ? 'at_least' : figures.bound
  const reason =
    figures === null ? NEVER_READ : bound === 'exact' ? null : figures.leftOut.join('; ') || 'Its equity is not known.'
  return { account, part: null, value, bits: boundBits(bound), reason }
}

const NEVER_READ = 'It was not read yet.'

/**
 * Why nobody knows whether a rule finds all that it takes in an account: what was not read may be its, and where that margins
 * it may be a loss.
 */
function doubtOf({ figures }: TagAccount): { bound: EquityBound; reason: string } | null {
  if (figures === null) return { bound: 'uncertain', reason: NEVER_READ }
  const reason = figures.leftOut.join('; ')
  if (figures.bound === 'uncertain' || unreadMargins(figures.notIncluded).length > 0) return { bound: 'uncertain', reason }
  const unread = figures.notIncluded.some(({ unopened }) => !unopened)
  return unread ? { bound: figures.bound, reason } : null
}

function atomsOf(account: TagAccount, { parts, rest }: AccountParts): Atom[] {
  const unknownRest = rest === null
  return [
    ...parts.map(
      (part): Atom => ({
        account,
        part,
        value: part.value,
        ...(part.value !== null ? CERTAIN : unknownRest ? UNKNOWN : whyUnknown(part)),
      }),
    ),
    {
      ...{ account, part: null, value: rest, bits: unknownRest ? boundBits('at_least') : 0 },
      reason: unknownRest ? 'Its equity is not known.' : null,
    },
  ]
}

const CERTAIN = { bits: 0, reason: null }
const UNKNOWN = { bits: boundBits('uncertain'), reason: 'Its equity is not known.' }

function whyUnknown({ symbol, position, negative, notional }: Part): Pick<Atom, 'bits' | 'reason'> {
  if (position) return { bits: boundBits('uncertain'), reason: `${symbol}: its profit or its margin is not told.` }
  if (notional === null) return { bits: boundBits(negative ? 'at_most' : 'at_least'), reason: `${symbol} has no price.` }
  return { bits: boundBits('uncertain'), reason: `${symbol}: how much of it is margin of positions is not told.` }
}

/** A sum that grows. */
class Sum {
  #equity: Decimal | null = null
  #bits = 0
  #unknown = 0
  #whole = 0
  #positions = 0
  #profit: Decimal | null = null
  #gross: Decimal | null = null
  #net: Decimal | null = null
  #blind = false
  #exposureBits = 0
  readonly #accounts = new Map<string, TagAccount>()
  readonly #coins = new Map<string, CoinSums>()
  readonly #partial = new Set<string>()
  readonly #doubts = new Map<string, TagDoubt>()
  readonly #shared = new Map<string, { value: Decimal | null; assets: number }>()

  /** An account with all that it has. */
  addWhole(atom: Atom): void {
    this.#enter(atom)
    this.#whole += 1
    this.#exposureBits |= atom.bits
    const { figures } = atom.account
    if (figures === null) return
    this.#blind ||= figures.unpriced.length > 0
    this.#profit = plus(this.#profit, known(figures.unrealizedProfit))
    this.#gross = plus(this.#gross, known(figures.grossExposure))
    this.#net = plus(this.#net, known(figures.netExposure))
    for (const { base, position, notional } of figures.exposed) {
      if (position) this.#positions += 1
      this.#expose(baseCoin(base), position, notional)
    }
  }

  /** An asset of an account, or what no asset of it holds. */
  add(atom: Atom): void {
    this.#enter(atom)
    const { part } = atom
    if (part === null) return
    if (part.position) {
      this.#positions += 1
      this.#profit = plus(this.#profit, part.profit)
    }
    if (!part.exposed) return
    this.#expose(part.coin, part.position, part.notional)
    if (part.notional === null) {
      this.#blind = true
      return
    }
    const value = new Decimal(part.notional)
    this.#gross = plus(this.#gross, value.abs())
    this.#net = plus(this.#net, value)
  }

  /** Notes that more may belong to it, or less, than is known. */
  doubt(account: TagAccount, { bound, reason }: { bound: EquityBound; reason: string }): void {
    this.#bits |= boundBits(bound)
    this.#exposureBits |= boundBits(bound)
    this.#note(account, reason)
  }

  /** Counts what falls to another tag of the kind too. */
  share(other: string, { part, value }: Atom): void {
    const before = this.#shared.get(other) ?? { value: null, assets: 0 }
    this.#shared.set(other, { value: plus(before.value, value), assets: before.assets + (part === null ? 0 : 1) })
  }

  total(): Untagged {
    return { equity: this.#equity?.toFixed() ?? null, bound: boundOfBits(this.#bits) }
  }

  figures(): TagFigures {
    const all = [...this.#accounts.values()]
    const times = all.flatMap(({ figures }) => figures?.asOf.getTime() ?? [])
    const notional = (value: Decimal | null) => (value === null ? null : fixed(value, NOTIONAL_DECIMALS))
    return {
      ...this.total(),
      unknown: this.#unknown,
      wholeAccounts: this.#whole,
      accounts: all.length,
      positions: this.#positions,
      gross: notional(this.#gross),
      net: notional(this.#net),
      exposureBounds: exposureBounds(boundOfBits(this.#exposureBits), this.#blind),
      profit: this.#profit?.toFixed() ?? null,
      coins: exposureRows(this.#coins, this.#partial),
      oldestAsOf: times.length === 0 ? null : new Date(Math.min(...times)),
      stale: all.some(({ stale }) => stale),
      doubts: { first: [...this.#doubts.values()].slice(0, FIRST_DOUBTS), of: this.#doubts.size },
      shared: [...this.#shared].map(([tagId, { value, assets }]) => ({ tagId, value: value?.toFixed() ?? null, assets })),
    }
  }

  #enter({ account, value, bits, reason }: Atom): void {
    this.#accounts.set(account.id, account)
    this.#equity = plus(this.#equity, value)
    this.#bits |= bits
    if (value === null) this.#unknown += 1
    if (reason !== null) this.#note(account, reason)
  }

  #note({ id, name }: TagAccount, reason: string): void {
    this.#doubts.set(`${id} ${reason}`, { accountId: id, accountName: name, reason })
  }

  #expose(coin: string, position: boolean, notional: DecimalString | null): void {
    if (notional === null) {
      this.#partial.add(coin)
      return
    }
    const value = new Decimal(notional)
    const row = this.#coins.get(coin) ?? { spot: ZERO, positions: ZERO, long: ZERO, short: ZERO }
    this.#coins.set(coin, {
      spot: position ? row.spot : row.spot.plus(value),
      positions: position ? row.positions.plus(value) : row.positions,
      long: value.isNegative() ? row.long : row.long.plus(value),
      short: value.isNegative() ? row.short.plus(value) : row.short,
    })
  }
}

function plus(sum: Decimal | null, value: Decimal | null): Decimal | null {
  return value === null ? sum : (sum ?? ZERO).plus(value)
}
