import { Decimal, type DecimalString } from '../decimal'
import { compareLevels, type Level, type Steadiness } from './rule'

/** Where one thing that a rule watches stands. */
export interface AlertState {
  level: Level
  /** False: the figure was not known when it was last looked at. The level is that of when it was. */
  known: boolean
  /** Since when the level stands. */
  since: Date
  /** Since when the figure lies inside the limits by enough to clear; null: it does not. */
  insideSince: Date | null
  /** When somebody was last told of the level; null while it is `ok`. */
  toldAt: Date | null
}

/**
 * What is looked at. A figure is compared with limits; a `level` is one that a fact has by itself. Of a `partial` figure
 * something is missing that may be worse: it may raise a level, and never lowers one.
 */
export type Seen =
  | {
      value: DecimalString | null
      warn: DecimalString | null
      urgent: DecimalString | null
      bad: 'above' | 'below'
      partial?: boolean
    }
  | { level: Level | null }

/** `raised`: worse than before; `cleared`: all is well again; `reminder`: it still is urgent. An easing to `warn` tells nobody. */
export type Told = 'raised' | 'cleared' | 'reminder'

/** What was never looked at is taken for well until it is. */
export function firstState(now: Date): AlertState {
  return { level: 'ok', known: false, since: now, insideSince: null, toldAt: null }
}

/** The worst level whose limit the figure passes, widened by a share of the limit. */
function reached({ value, warn, urgent, bad }: Exclude<Seen, { level: Level | null }>, widen: Decimal): Level | null {
  if (value === null) return null
  const figure = new Decimal(value)
  const passes = (limit: DecimalString | null) => {
    if (limit === null) return false
    return bad === 'above'
      ? figure.gte(new Decimal(limit).times(new Decimal(1).minus(widen)))
      : figure.lte(new Decimal(limit).times(new Decimal(1).plus(widen)))
  }
  if (passes(urgent)) return 'urgent'
  return passes(warn) ? 'warn' : 'ok'
}

/**
 * The next state, and what is to be told. Rising is at once; falling takes a figure that lies inside the limit by the
 * hysteresis for the least time without a break, so that a price that jumps to and fro tells of itself at most once in that time.
 * What is not known clears nothing, and reminders of it go on.
 */
export function nextState(
  before: AlertState,
  seen: Seen,
  now: Date,
  { hysteresis, leastSeconds, reminderSeconds }: Steadiness,
): { state: AlertState; told: Told | null } {
  const level = 'level' in seen ? seen.level : reached(seen, new Decimal(0))
  if (level === null) return remind({ ...before, known: false, insideSince: null }, now, reminderSeconds)
  if (compareLevels(level, before.level) > 0) {
    return { state: { level, known: true, since: now, insideSince: null, toldAt: now }, told: 'raised' }
  }
  if ('value' in seen && seen.partial) return remind({ ...before, known: false, insideSince: null }, now, reminderSeconds)
  const held = 'level' in seen ? level : (reached(seen, new Decimal(hysteresis)) ?? level)
  if (compareLevels(held, before.level) >= 0) {
    return remind({ ...before, known: true, insideSince: null }, now, reminderSeconds)
  }
  const insideSince = before.insideSince ?? now
  // A clock that was set back must not hold it for ever.
  const inside = insideSince > now ? now : insideSince
  if (now.getTime() - inside.getTime() < leastSeconds * 1000) {
    return remind({ ...before, known: true, insideSince: inside }, now, reminderSeconds)
  }
  const state = { level: held, known: true, since: now, insideSince: null, toldAt: held === 'ok' ? null : before.toldAt }
  return { state, told: held === 'ok' ? 'cleared' : null }
}

function remind(state: AlertState, now: Date, reminderSeconds: number | null): { state: AlertState; told: Told | null } {
  const { level, toldAt } = state
  if (level !== 'urgent' || reminderSeconds === null || toldAt === null) return { state, told: null }
  if (toldAt > now) return { state: { ...state, toldAt: now }, told: null }
  if (now.getTime() - toldAt.getTime() < reminderSeconds * 1000) return { state, told: null }
  return { state: { ...state, toldAt: now }, told: 'reminder' }
}

/** Whether two states are the same to whoever stores them. */
export function sameState(a: AlertState, b: AlertState): boolean {
  const at = (date: Date | null) => date?.getTime() ?? null
  return (
    a.level === b.level &&
    a.known === b.known &&
    at(a.since) === at(b.since) &&
    at(a.insideSince) === at(b.insideSince) &&
    at(a.toldAt) === at(b.toldAt)
  )
}
