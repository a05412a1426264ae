/** What a button says that asks for the rest of a list, while it comes, when it did not come, and when it is there. */
export function moreOrFewer(
  all: boolean,
  rest: { isPending: boolean; isFetching: boolean; isError: boolean },
  more: number,
): string {
  if (!all) return `Show ${more} more`
  if (rest.isError && !rest.isFetching) return 'Not loaded: try again'
  return rest.isPending ? 'Loading…' : 'Show fewer'
}
