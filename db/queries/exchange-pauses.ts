import { and, eq, gt, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { exchangePauses } from '../schema'

export interface ExchangePause {
  exchange: string
  until: Date
  reason: string
}
/** A pause, and when it was noted. */
export type NotedPause = ExchangePause & { notedAt: Date }

/** Exchanges that want no calls from this address now. */
export async function pausedExchanges(tx: Tx, egress: string, now: Date): Promise<ExchangePause[]> {
  return tx
    .select({ exchange: exchangePauses.exchange, until: exchangePauses.until, reason: exchangePauses.reason })
    .from(exchangePauses)
    .where(and(eq(exchangePauses.egress, egress), gt(exchangePauses.until, now)))
}

/** Notes that an exchange wants no calls until `until`; of several the longest holds. */
export async function pauseExchange(tx: Tx, egress: string, pause: NotedPause): Promise<void> {
  await tx
    .insert(exchangePauses)
    .values({ egress, ...pause })
    .onConflictDoUpdate({
      target: [exchangePauses.exchange, exchangePauses.egress],
      set: {
        until: sql`greatest(${exchangePauses.until}, excluded.until)`,
        notedAt: pause.notedAt,
        reason: sql`case when excluded.until > ${exchangePauses.until} then excluded.reason else ${exchangePauses.reason} end`,
      },
    })
}
