import type { Db } from '@/db/client'
import { recordGroupPoints } from '@/db/queries/points'
import { POINT_RESOLUTIONS } from '@/server/domain/retention'
import { Coalescer } from '../coalesce'

interface Moment {
  asOf: Date
  exchanges: ReadonlySet<string>
}

const coalescers = new WeakMap<Db, Coalescer<Moment>>()

function coalescerOf(db: Db): Coalescer<Moment> {
  let own = coalescers.get(db)
  if (!own) {
    own = new Coalescer<Moment>(
      (deskId, { asOf, exchanges }) => recordGroupPoints(db, deskId, [...exchanges], asOf, POINT_RESOLUTIONS),
      (a, b) => ({
        asOf: new Date(Math.max(a.asOf.getTime(), b.asOf.getTime())),
        exchanges: new Set([...a.exchanges, ...b.exchanges]),
      }),
    )
    coalescers.set(db, own)
  }
  return own
}

/**
 * Enters the user's equity over all accounts and over those of an exchange, after a snapshot was stored. Of snapshots
 * that are stored at the same time the sum is taken once.
 */
export function noteGroupPoints(db: Db, deskId: string, exchange: string, asOf: Date): Promise<void> {
  return coalescerOf(db).run(deskId, { asOf, exchanges: new Set([exchange]) })
}
