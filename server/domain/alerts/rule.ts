import { z } from 'zod'

/** How much something matters. */
export const LEVELS = ['ok', 'warn', 'urgent'] as const
export type Level = (typeof LEVELS)[number]
const RANK: Readonly<Record<Level, number>> = { ok: 0, warn: 1, urgent: 2 }

/** Negative where `a` matters less than `b`. */
export const compareLevels = (a: Level, b: Level): number => RANK[a] - RANK[b]

const POSITIVE = /^(?=.*[1-9])\d{1,15}(\.\d{1,12})?$/
const positive = z.string().trim().regex(POSITIVE, /*i18n*/ 'Enter a number above 0.')

/** Two limits, of which one may be off. A share is a fraction: `0.05` is 5 %. */
const limits = { warn: positive.nullable(), urgent: positive.nullable() }
/** Accounts that it watches, each or all together; null: all, also those to come. */
const scope = {
  accounts: z.array(z.uuid()).min(1, /*i18n*/ 'Choose at least one account.').max(1000).nullable(),
  /** The accounts that a tag takes as a whole, as they are when the rule is looked at; `accounts` is null beside it. */
  tag: z.uuid().optional(),
}
const minutes = z.number().int().min(1).max(10_080)

/**
 * What a rule watches, and from where on. Every kind is evaluated on figures that are stored already; nothing is asked of
 * an exchange for it.
 */
export const ruleSchema = z.discriminatedUnion('kind', [
  /** Σ maintenance margin ÷ margin balance of an account's worst wallet; 1 is liquidation. */
  z.object({ kind: z.literal('margin'), ...limits, ...scope }),
  /** Share of the mark price that the price may move against a position; below the limits it fires. */
  z.object({ kind: z.literal('liquidation'), ...limits, ...scope, symbol: z.string().trim().min(1).max(64).nullable() }),
  /** Gain over a stretch without flows, as a share of the equity at its begin or in USD; `falls` fires on losses. */
  z.object({
    kind: z.literal('equity_change'),
    ...limits,
    as: z.enum(['share', 'usd']).default('share'),
    of: z.enum(['account', 'total']),
    ...scope,
    direction: z.enum(['falls', 'rises']),
    withinMinutes: z.number().int().min(5).max(43_200),
  }),
  /** Equity in USD that passes a level. */
  z.object({
    kind: z.literal('equity_level'),
    ...limits,
    of: z.enum(['account', 'total']),
    ...scope,
    passes: z.enum(['above', 'below']),
  }),
  /** Share that the time-weighted index lies below its high of the last `withinDays`. */
  z.object({
    kind: z.literal('drawdown'),
    ...limits,
    of: z.enum(['account', 'total']),
    ...scope,
    withinDays: z.number().int().min(1).max(3650),
  }),
  /** Exposure in USD (without its sign), or times equity for `leverage`; of one coin or all. */
  z.object({
    kind: z.literal('exposure'),
    ...limits,
    of: z.enum(['account', 'total']),
    ...scope,
    figure: z.enum(['gross', 'net', 'leverage']),
    coin: z.string().trim().min(1).max(40).nullable(),
  }),
  /** |net| ÷ gross of a coin that is held long and short over all accounts, or was within a week and is held still. */
  z.object({ kind: z.literal('hedge'), ...limits, coin: z.string().trim().min(1).max(40).nullable() }),
  /** What an open perpetual pays, as a share of its notional a year. */
  z.object({
    kind: z.literal('funding'),
    ...limits,
    ...scope,
    symbol: z.string().trim().min(1).max(64).nullable().default(null),
  }),
  /** Contracts that are open without a stop, or with one on a part of them; of exchanges whose orders are read. */
  z.object({ kind: z.literal('no_stop'), ...scope }),
  /** Minutes that an account's numbers are older than they should be; wallets that stopped being readable, coins without a price. */
  z.object({ kind: z.literal('unknown'), minutes, wallets: z.boolean(), unpriced: z.boolean(), ...scope }),
  /** A key that expires, was refused, may withdraw, or lost a permission. */
  z.object({ kind: z.literal('key'), days: z.number().int().min(1).max(90), ...scope }),
  /** Equity that moved by what no price, trade or transfer explains. */
  z.object({ kind: z.literal('unexplained'), ...scope }),
  /** Minutes in which nothing was read at all. */
  z.object({ kind: z.literal('worker'), minutes }),
])
export type Rule = z.output<typeof ruleSchema>
export type RuleKind = Rule['kind']
export const RULE_KINDS = ruleSchema.options.map((option) => option.shape.kind.value)

/** How a rule's state moves; the same for all of one person's rules. */
export interface Steadiness {
  /** Share of a limit that a figure must lie inside of it before it clears. */
  hysteresis: string
  /** Time that it must stay there, seconds. */
  leastSeconds: number
  /** Time between two reminders of what stays urgent, seconds; null: none. */
  reminderSeconds: number | null
}
export const STEADINESS: Steadiness = { hysteresis: '0.1', leastSeconds: 300, reminderSeconds: 4 * 3600 }

/** Whether a rule that has these limits can ever fire; one without both is refused where it is written. */
export function hasLimit(rule: Rule): boolean {
  return !('warn' in rule) || rule.warn !== null || rule.urgent !== null
}

/** Where a rule's figure is bad: above its limits or below them. */
export function badSide(rule: Rule): 'above' | 'below' {
  if (rule.kind === 'liquidation') return 'below'
  return rule.kind === 'equity_level' ? rule.passes : 'above'
}

/** The stricter limit must come first: a warning that comes after what it warns of is a slip. */
export function limitsInOrder(rule: Rule): boolean {
  if (!('warn' in rule) || rule.warn === null || rule.urgent === null) return true
  return badSide(rule) === 'above' ? Number(rule.warn) < Number(rule.urgent) : Number(rule.warn) > Number(rule.urgent)
}
