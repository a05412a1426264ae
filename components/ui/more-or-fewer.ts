import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** What a button says that asks for the rest of a list, while it comes, when it did not come, and when it is there. */
export function moreOrFewer(
  all: boolean,
  rest: { isPending: boolean; isFetching: boolean; isError: boolean },
  more: number,
): MessageDescriptor {
  if (!all) return msg`Show ${more} more`
  if (rest.isError && !rest.isFetching) return msg`Not loaded: try again`
  return rest.isPending ? msg`Loading…` : msg`Show fewer`
}
