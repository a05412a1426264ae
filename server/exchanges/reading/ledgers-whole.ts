import { newsOf } from '../../domain/flows/entries'
import type { FlowEntry } from '../../domain/flows/types'
import { DomainError } from '../../errors'
import type { LedgerPage, LedgerQuery } from './ledgers'
import { reason, unansweredPath } from './refusals'

/** What ledgers told. */
export interface LedgersTold {
  /** One by its ledger and id, as it was last told. */
  entries: { ledger: string; entry: FlowEntry }[]
  /** Ledgers whose answers could not be read, and why. */
  notRead: { ledger: string; reason: string }[]
}

export interface LedgersStretch {
  from?: Date | undefined
  to: Date
}

export type FetchPage = (query: LedgerQuery & { ledger: string }) => Promise<LedgerPage | undefined>

/** A recording's last answer is given again and again; far above what a file holds. */
const MOST_PAGES = 500
/** Of ledgers that any stretch may be asked of, and that are kept for good. */
const FIRST = new Date(Date.UTC(2009, 0, 3))

/** The next of the lists that a ledger is kept in; null where it is kept in one. */
function followingPart(cursor: string): string | null {
  const [, part] = /^(\d+) /.exec(cursor) ?? []
  return part === undefined ? null : `${Number(part) + 1} `
}

/** What one question of a ledger may reach of a stretch. */
function startOf({ windowMs, reachMs }: { windowMs: number | null; reachMs: number | null }, { from, to }: LedgersStretch): Date {
  const width = windowMs ?? reachMs
  if (width === null) return from ?? FIRST
  const earliest = new Date(to.getTime() - width)
  return from === undefined || from < earliest ? earliest : from
}

/**
 * Ledgers page by page, as the job reads them, without keeping anything: for recordings and their replay, which have to ask
 * the same. The stretch is one question wide; what lies outside of it is told all the same if the answers hold it.
 * @throws the signal's reason
 */
export async function ledgersWhole(
  ledgers: readonly { id: string; windowMs: number | null; reachMs: number | null }[],
  fetch: FetchPage,
  stretch: LedgersStretch,
  signal?: AbortSignal,
): Promise<LedgersTold> {
  const found: LedgersTold = { entries: [], notRead: [] }
  for (const { id: ledger, ...reach } of ledgers) {
    const [from, to] = [startOf(reach, stretch), stretch.to]
    const entries = new Map<string, FlowEntry>()
    const seen = new Set<string>()
    let cursor: string | null = null
    try {
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const read: LedgerPage | undefined = await fetch({ ledger, from, to, cursor })
        if (!read) break
        // As they are kept: an id that an exchange gives to two movements is two.
        for (const entry of newsOf([...entries.values()], read.entries)) entries.set(entry.id, entry)
        if (read.next === null) break
        // The page that came before, once more: there is no further one of this list.
        const whole = JSON.stringify([read.entries, read.next])
        cursor = seen.has(whole) ? followingPart(read.next) : read.next
        seen.add(whole)
        if (cursor === null) break
      }
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof DomainError)) throw error
      // A ledger that the recording does not answer is none of it; what a page before answered stays.
      if (unansweredPath(error) === null) found.notRead.push({ ledger, reason: reason(error) })
    }
    for (const entry of entries.values()) found.entries.push({ ledger, entry })
  }
  return found
}
