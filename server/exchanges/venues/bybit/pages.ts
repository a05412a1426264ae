import { spanMs } from '../../reading/flow-rows'
import type { LedgerQuery } from '../../reading/ledgers'

export interface Paged {
  nextPageCursor: string | null
}

/** Cursors come percent-encoded, and are encoded again on their way out. */
export function following(page: Paged, rows: number): string | null {
  return page.nextPageCursor && rows > 0 ? decodeURIComponent(page.nextPageCursor) : null
}

export const asked = (query: LedgerQuery, limit: number) => {
  const { start, end } = spanMs(query)
  return { startTime: start, endTime: end, limit, cursor: query.cursor ?? undefined }
}
