import type { DecimalString } from '../../decimal'
import type { OpenOrder } from '../../orders'
import { isStale } from '../../staleness'
import type { Aside, Asset, FundingRate, WalletEquity } from '../../types'
import type { AccountView } from '../../views'
import { badSide, type Rule } from '../rule'
import type { Seen } from '../state'

/** What is told of a measurement: names and figures as they stood; never a key. */
export interface Facts {
  account?: string
  exchange?: string
  wallet?: string
  symbol?: string
  coin?: string
  value?: DecimalString | null
  limit?: DecimalString | null
  /** What a fact that is no figure says, e.g. `refused`; or which of a rule's figures it is. */
  what?: string
  detail?: string
  /** UTC. */
  day?: string
  /** Accounts that a sum is over, where it is not over all. */
  over?: string
  /** Names the key that it is of, the same for all accounts that are read with it. */
  key?: string
  /** What it was of is not there any more: nothing is known of it, and so it is not well again either. */
  gone?: boolean
}

/** One figure that a rule watches. */
export interface Measurement {
  /** Names it among all that the rule watches; the same whenever it is looked at. */
  subject: string
  accountId: string | null
  seen: Seen
  facts: Facts
}

/** One account as it was last read; null: never. */
export interface Standing {
  account: Pick<
    AccountView,
    | 'id'
    | 'name'
    | 'exchangeName'
    | 'exchange'
    | 'valid'
    | 'lastError'
    | 'lastRefreshedAt'
    | 'createdAt'
    | 'refreshIntervalSeconds'
    | 'permissions'
    | 'keyExpiresAt'
    | 'keyChange'
    | 'parentId'
    | 'subAccount'
  >
  balance: {
    equity: DecimalString | null
    aside?: Aside | null
    grossExposure: DecimalString | null
    netExposure: DecimalString | null
    assets: readonly Asset[]
    equities: readonly WalletEquity[]
    unpriced: readonly string[]
    notIncluded: readonly { wallet: string; unopened?: boolean | undefined }[]
  } | null
}

/** Several accounts as one. */
export interface Together {
  /** How many there are. */
  accounts: number
  /** Their names where they are not all; null: all. */
  names: string | null
  equity: DecimalString | null
  gross: DecimalString | null
  net: DecimalString | null
  assets: readonly Asset[]
  /** True where an account's figures are missing or old: sums are no sums then, nor is what they gained. */
  incomplete: boolean
}

/** Orders as they were told last, and the positions that were open then. */
export interface OrdersThen {
  asOf: Date
  orders: readonly OpenOrder[]
  /** By `positionKey`, how large each was; null: not kept. */
  positions: ReadonlyMap<string, DecimalString | null>
}

/** What only some rules need, asked for where one of them is on. */
export interface Beyond {
  now: Date
  /** Funding of the pairs of the account's exchange; absent: not known. */
  funding?: ReadonlyMap<string, FundingRate>
  /** Orders of the account; null or absent: not known. */
  orders?: OrdersThen | null
  /** What equity gained without flows, as a share of that at the beginning and in USD; null: not known. */
  gain?: { share: DecimalString | null; usd: DecimalString | null } | null
  /** Share below the high of the index; null: not known. */
  drawdown?: DecimalString | null
  /** A day (UTC) of which too much is unexplained: USD, and as a share of equity; null: not known. */
  unexplained?: { day: string; usd: DecimalString; share: DecimalString } | 'none' | null
  /** Coins that were held long and short of late, whatever is left of them. */
  hedged?: ReadonlySet<string>
  /** Since when accounts are due and none is read; null: all goes on; absent: not looked at. */
  idleSince?: Date | null
}

/** A rule with limits. */
export type Limited = Extract<Rule, { warn: string | null }>

export const named = ({ account }: Standing): Facts => ({ account: account.name, exchange: account.exchangeName })

/**
 * Numbers of an account that was not read when it should have been are those of another moment: nothing is known by them,
 * whether it failed or nobody reads at all.
 */
export function isBlind({ account }: Pick<Standing, 'account'>, now: Date): boolean {
  const { lastError, valid, lastRefreshedAt, refreshIntervalSeconds: intervalSeconds } = account
  if (lastError !== null || !valid || lastRefreshedAt === null) return true
  return isStale({ asOf: lastRefreshedAt, intervalSeconds, failed: false }, now)
}

/** What is seen in an account whose figures are of another moment. */
export function blinded(measurement: Measurement): Measurement {
  const { seen, facts } = measurement
  if ('level' in seen) return { ...measurement, seen: { level: null } }
  return { ...measurement, seen: { ...seen, value: null }, facts: { ...facts, value: null } }
}

/** A figure of an account against the rule's limits. */
export function figure(
  rule: Limited,
  standing: Standing,
  value: DecimalString | null,
  more: Partial<Measurement> = {},
): Measurement {
  const { warn, urgent } = rule
  return {
    subject: `account:${standing.account.id}`,
    accountId: standing.account.id,
    seen: { value, warn, urgent, bad: badSide(rule) },
    ...more,
    facts: { ...named(standing), value, limit: urgent ?? warn, ...more.facts },
  }
}

/** A figure of accounts together against the rule's limits. */
export function togetherFigure(
  rule: Limited,
  { names }: Together,
  value: DecimalString | null,
  { subject = 'total', facts = {}, partial: lacks = false }: { subject?: string; facts?: Facts; partial?: boolean } = {},
): Measurement {
  const { warn, urgent } = rule
  const over = names === null ? {} : { over: names }
  return {
    subject,
    accountId: null,
    seen: { value, warn, urgent, bad: badSide(rule), partial: lacks },
    facts: { ...over, ...facts, value, limit: urgent ?? warn },
  }
}

/** True where no wallet is missing from the account's figures. */
export function whole({ balance }: Standing): boolean {
  return balance?.notIncluded.every(({ unopened }) => unopened === true) ?? false
}

/** The same, of which something is missing that may be worse. */
export const partial = (measurement: Measurement): Measurement =>
  'value' in measurement.seen ? { ...measurement, seen: { ...measurement.seen, partial: true } } : measurement
