import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { ACCOUNT_GROUPINGS, ACCOUNT_SORTS } from '@/server/domain/account-table'
import { MOST_TAGS } from '@/server/domain/tags/tag'
import { ACCOUNT_STATES } from '@/server/domain/views'

/** Rows that the page comes with, and how many more are asked for at once: what a screen has room for. */
export const FIRST_ROWS = 20
export const MORE_ROWS = 50

/** What the server takes of what an address says. */
const LONGEST_ID = 100

/** What the URL of the accounts says; what is as it is by default is not written. */
export const accountsSearch = {
  q: parseAsString.withDefault(''),
  state: parseAsArrayOf(parseAsStringLiteral(ACCOUNT_STATES)).withDefault([]),
  sort: parseAsStringLiteral(ACCOUNT_SORTS).withDefault('added'),
  desc: parseAsBoolean.withDefault(false),
  tag: parseAsArrayOf(parseAsString).withDefault([]),
  group: parseAsStringLiteral(ACCOUNT_GROUPINGS).withDefault('none'),
}

export interface AccountsQuery {
  q: string
  state: (typeof ACCOUNT_STATES)[number][]
  sort: (typeof ACCOUNT_SORTS)[number]
  desc: boolean
  /** Ids of tags. */
  tag: string[]
  group: (typeof ACCOUNT_GROUPINGS)[number]
}

/** What is chosen as the server is asked for it. */
export function choiceInput({ q, state, sort, desc, tag, group }: AccountsQuery) {
  const tags = tag.filter((id) => id.length <= LONGEST_ID).slice(0, MOST_TAGS)
  return { search: q.trim(), states: state, tags, sort, descending: desc, groupBy: group }
}

/** What the page asks the server for; the page fetches the same ahead. */
export function tableInput(view: AccountsQuery, count = FIRST_ROWS) {
  return { ...choiceInput(view), count }
}
