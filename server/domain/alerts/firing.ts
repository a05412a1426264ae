import { ENGLISH, type Reader } from '../../language/reader'
import type { FiringView } from '../views'
import type { Facts } from './measure'
import type { Rule } from './rule'
import { eventText, factText } from './wording'

/** A state that is kept, with the rule that it is of and how its account stands. */
export interface Standing {
  ruleId: string
  subject: string
  accountId: string | null
  accountName: string | null
  rule: Rule
  level: 'warn' | 'urgent'
  known: boolean
  since: Date
  insideSince: Date | null
  facts: Facts
  seenAt: Date
  snoozedUntil: Date | null
  muted: boolean
  maySnooze: boolean
}

/** What fires, as every page shows it: in the words that are sent. @param reader default: English, for programs */
export function firingView(
  { rule: { kind }, facts: stored, ...state }: Standing,
  now: Date,
  reader: Reader = ENGLISH,
): FiringView {
  const { accountName, snoozedUntil } = state
  // An account is called as it is called now.
  const facts = accountName === null ? stored : { ...stored, account: accountName }
  return {
    ...state,
    kind,
    what: facts.what ?? null,
    gone: facts.gone === true,
    text: begun(eventText({ told: 'raised', level: 'warn', kind, facts, since: state.since }, reader)),
    title: begun(factText(kind, facts, reader)),
    snoozedUntil: snoozedUntil !== null && snoozedUntil > now ? snoozedUntil : null,
  }
}

const begun = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
