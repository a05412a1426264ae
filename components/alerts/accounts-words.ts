import type { I18n } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'

/** Names of accounts that are told in full. */
const MOST_NAMED = 3

/** Some accounts by their names. @param names those that are gone have none */
export function accountsWords(ids: readonly string[], names: ReadonlyMap<string, string>, i18n: I18n): string {
  const known = ids.flatMap((id) => names.get(id) ?? [])
  const told = known.slice(0, MOST_NAMED)
  const more = ids.length - told.length
  if (told.length === 0) return i18n._(msg`${plural(more, { one: '# that are gone', other: '# that are gone' })}`)
  const last = more > 0 ? i18n._(msg`${plural(more, { one: '# more', other: '# more' })}`) : (told.pop() ?? '')
  const others = told.join(', ')
  return others === '' ? last : i18n._(msg`${others} and ${last}`)
}
