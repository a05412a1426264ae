import type { DecimalString } from '../decimal'
import type { Facts, Measurement } from './measure'
import type { Level, Rule, Steadiness } from './rule'
import { type AlertState, firstState, nextState, sameState } from './state'
import type { AlertEvent } from './wording'

/** Facts of what stands are written anew so often at most: nobody is told by it. */
const FACTS_EVERY_MS = 60_000

/** Where a subject stands, as it is kept; what is not kept is well. */
export interface StoredState extends AlertState {
  ruleId: string
  subject: string
  accountId: string | null
  facts: Facts
  /** When the facts were seen. */
  seenAt: Date
  snoozedUntil: Date | null
}

/** All that one rule sees in one look. */
export interface Look {
  ruleId: string
  rule: Rule
  measurements: readonly Measurement[]
}

export interface Judged {
  changed: StoredState[]
  well: { ruleId: string; subject: string }[]
  told: { ruleId: string; subject: string; accountId: string | null; snoozed: boolean; event: AlertEvent }[]
}

/** By account, wallets that were not read. */
export type Unreadable = ReadonlyMap<string, ReadonlySet<string>>

export const stateKey = (ruleId: string, subject: string) => `${ruleId} ${subject}`

/**
 * Compares what rules see with where their subjects stood.
 * @param stored all that these rules keep of what they looked at: a subject that is not seen any more (a closed position)
 *   ends as one that is well does, and not before its time, but is told to be gone: it may have ended badly
 * @param unreadable by account, wallets that were not read this time: what was seen in them is not known
 */
export function judge(
  looks: readonly Look[],
  stored: readonly StoredState[],
  { now, steadiness, unreadable = new Map() }: { now: Date; steadiness: Steadiness; unreadable?: Unreadable },
): Judged {
  const before = new Map(stored.map((state) => [stateKey(state.ruleId, state.subject), state]))
  const result: Judged = { changed: [], well: [], told: [] }
  for (const { ruleId, rule, measurements } of looks) {
    const seen = new Set<string>()
    for (const measurement of measurements) {
      seen.add(measurement.subject)
      step(ruleId, rule, measurement, before.get(stateKey(ruleId, measurement.subject)), now, steadiness, result)
    }
    for (const state of stored) {
      if (state.ruleId !== ruleId || seen.has(state.subject)) continue
      const { subject, accountId, facts } = state
      const unread = facts.wallet !== undefined && accountId !== null && unreadable.get(accountId)?.has(facts.wallet)
      const missing = unread ? facts : { ...facts, gone: true }
      const level = unread ? null : 'ok'
      step(ruleId, rule, { subject, accountId, seen: { level }, facts: missing }, state, now, steadiness, result)
    }
  }
  return result
}

function step(
  ruleId: string,
  rule: Rule,
  { subject, accountId, seen, facts }: Measurement,
  before: StoredState | undefined,
  now: Date,
  steadiness: Steadiness,
  result: Judged,
): void {
  const { state, told } = nextState(before ?? firstState(now), seen, now, steadiness)
  const limited = 'value' in seen ? { ...facts, limit: limitOf(seen, told === 'cleared' ? before?.level : state.level) } : facts
  // What gets worse is told all the same.
  const snoozed = told !== 'raised' && before?.snoozedUntil != null && before.snoozedUntil > now
  if (told !== null) {
    const level = told === 'cleared' ? (before?.level ?? 'ok') : state.level
    result.told.push({
      ruleId,
      subject,
      accountId,
      snoozed,
      event: { told, level, kind: rule.kind, facts: limited, since: told === 'cleared' && before ? before.since : state.since },
    })
  }
  if (state.level === 'ok') {
    if (before) result.well.push({ ruleId, subject })
    return
  }
  const shown = state.known ? limited : before ? there(before.facts) : limited
  const old = before !== undefined && now.getTime() - before.seenAt.getTime() >= FACTS_EVERY_MS
  const factsMoved = old && JSON.stringify(before.facts) !== JSON.stringify(shown)
  if (before && sameState(before, state) && !factsMoved) return
  result.changed.push({
    ...state,
    ruleId,
    subject,
    accountId,
    facts: shown,
    seenAt: state.known ? now : (before?.seenAt ?? now),
    snoozedUntil: before?.snoozedUntil ?? null,
  })
}

/** What is there again, though its figure is not known yet. */
function there({ gone: _, ...facts }: Facts): Facts {
  return facts
}

/** The limit of a level, as the sentence names it. */
function limitOf(
  { warn, urgent }: Extract<Measurement['seen'], { value: unknown }>,
  level: Level | undefined,
): DecimalString | null {
  return level === 'urgent' ? (urgent ?? warn) : (warn ?? urgent)
}
