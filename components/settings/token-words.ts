import type { I18n } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'

const MOST_NAMED = 5

/** Names in a row, as a sentence has them: “a”, “b” and “c”. */
function listed(names: readonly string[], i18n: I18n): string {
  const shown = names.slice(0, MOST_NAMED).map((value) => i18n._(msg`“${value}”`))
  const rest = names.length - shown.length
  if (rest > 0) shown.push(i18n._(msg`${rest} more`))
  const last = shown.pop() ?? ''
  const before = shown.join(', ')
  return shown.length > 0 ? i18n._(msg`${before} and ${last}`) : last
}

/** Which API tokens work on, in a sentence; null where none does. */
export function tokensThatGoOn(names: readonly string[], i18n: I18n): string | null {
  if (names.length === 0) return null
  const tokens = listed(names, i18n)
  return i18n._(
    msg`${plural(names.length, { one: `The API token ${tokens} still works.`, other: `The API tokens ${tokens} still work.` })}`,
  )
}

/** What becomes of them, before it is done. */
export function whatBecomesOfTokens(names: readonly string[], revoked: boolean, i18n: I18n): string {
  const tokens = listed(names, i18n)
  if (revoked)
    return i18n._(
      msg`${plural(names.length, { one: `${tokens} stops working at once, for good.`, other: `${tokens} stop working at once, for good.` })}`,
    )
  return i18n._(msg`${plural(names.length, { one: `Otherwise ${tokens} goes on.`, other: `Otherwise ${tokens} go on.` })}`)
}
