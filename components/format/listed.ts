import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** Names that are told before the rest is counted. */
const MOST = 3

/**
 * `A, B, C and 2 more`, in the language of the page.
 * @param of how many there are, where only the first are in the list
 * @param most of which so many are told
 */
export function listedWords(names: readonly string[], i18n: I18n, of = names.length, most = MOST): string {
  const told = names.slice(0, most)
  const [first, more] = [told.join(', '), of - told.length]
  return more > 0 ? i18n._(msg`${first} and ${more} more`) : first
}
