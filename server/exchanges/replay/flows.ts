import { newsOf } from '../../domain/flows/entries'
import type { FlowEntry } from '../../domain/flows/types'
import { DomainError } from '../../errors'
import type { ExchangePort } from '../port'
import type { LedgerPage, LedgerQuery } from '../reading/ledgers'
import { reason, unansweredPath } from '../reading/refusals'

/** What a recording tells of ledgers. */
export interface ReplayedFlows {
  /** One by its ledger and id, as it was last told. */
  entries: { ledger: string; entry: FlowEntry }[]
  /** Ledgers whose answers could not be read, and why. */
  notRead: { ledger: string; reason: string }[]
}

export interface Stretch {
  from?: Date | undefined
  to: Date
}

/** A recording's last answer is given again and again; far above what a file holds. */
const MOST_PAGES = 500
/** Of ledgers that any stretch may be asked of, and that are kept for good. */
const FIRST = new Date(Date.UTC(2009, 0, 3))

const NEVER = new AbortController().signal

/** The next of the lists that a ledger is kept in; null where it is kept in one. */
function followingPart(cursor: string): string | null {
  const [, part] = /^(\d+) /.exec(cursor) ?? []
  return part === undefined ? null : `${Number(part) + 1} `
}

/**
 * Every ledger that the recording answers, page by page as the job reads them. The stretch is one question wide; what
 * lies outside of it is told all the same if the answers hold it.
 * @param connection of the recording's replay
 */
export async function replayFlows(
  port: ExchangePort,
  connection: Parameters<NonNullable<ExchangePort['fetchFlows']>>[0],
  { from, to }: Stretch,
): Promise<ReplayedFlows> {
  const found: ReplayedFlows = { entries: [], notRead: [] }
  for (const { id: ledger, windowMs, reachMs } of port.ledgers?.(connection.exchange).ledgers ?? []) {
    const width = windowMs ?? reachMs
    const start = from ?? (width === null ? FIRST : new Date(to.getTime() - width))
    const entries = new Map<string, FlowEntry>()
    const seen = new Set<string>()
    let cursor: string | null = null
    try {
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query: LedgerQuery = { from: start, to, cursor }
        const read: LedgerPage | undefined = await port.fetchFlows?.(connection, { ledger, ...query }, NEVER)
        if (!read) break
        // As they are kept: an id that an exchange gives to two movements is two.
        for (const entry of newsOf([...entries.values()], read.entries)) entries.set(entry.id, entry)
        if (read.next === null) break
        // The page that came before, once more: the recording holds no further one of this list.
        const whole = JSON.stringify([read.entries, read.next])
        cursor = seen.has(whole) ? followingPart(read.next) : read.next
        seen.add(whole)
        if (cursor === null) break
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      // A ledger that the recording does not answer is none of it; what a page before answered stays.
      if (unansweredPath(error) === null) found.notRead.push({ ledger, reason: reason(error) })
    }
    for (const entry of entries.values()) found.entries.push({ ledger, entry })
  }
  return found
}
