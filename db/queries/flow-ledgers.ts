import { and, eq, sql } from 'drizzle-orm'
import type { LedgerState } from '@/server/domain/flows/reading'
import type { Tx } from '../client'
import { flowLedgers } from '../schema'

type Row = typeof flowLedgers.$inferSelect

const stateOf = (row: Row): LedgerState => ({
  ledger: row.ledger,
  beganAt: row.beganAt,
  readFrom: row.readFrom,
  readTo: row.readTo,
  backTo: row.backTo,
  page:
    row.pageFrom && row.pageTo ? { from: row.pageFrom, to: row.pageTo, cursor: row.pageCursor, forward: row.pageForward } : null,
  entries: row.entries,
  errorCode: row.errorCode,
  errorMessage: row.errorMessage,
  errorSince: row.errorSince,
  failures: row.failures,
  nextAt: row.nextAt,
})

/** How far the ledgers of accounts are read. */
export async function listLedgers(
  tx: Tx,
  userId: string,
  accountIds: readonly string[],
): Promise<(LedgerState & { accountId: string })[]> {
  if (accountIds.length === 0) return []
  const rows = await tx
    .select()
    .from(flowLedgers)
    .where(
      and(eq(flowLedgers.userId, userId), sql`${flowLedgers.accountId} = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`),
    )
    .orderBy(flowLedgers.accountId, flowLedgers.ledger)
  return rows.map((row) => ({ ...stateOf(row), accountId: row.accountId }))
}

/** Notes how far a ledger is read; in the transaction that stores its entries, so that neither is there without the other. */
export async function saveLedger(
  tx: Tx,
  userId: string,
  accountId: string,
  state: LedgerState,
  askedAt: Date | null,
): Promise<void> {
  const { ledger, page, ...rest } = state
  const values = {
    ...rest,
    pageFrom: page?.from ?? null,
    pageTo: page?.to ?? null,
    pageCursor: page?.cursor ?? null,
    pageForward: page?.forward ?? true,
    ...(askedAt ? { askedAt } : {}),
  }
  await tx
    .insert(flowLedgers)
    .values({ accountId, userId, ledger, ...values })
    .onConflictDoUpdate({ target: [flowLedgers.accountId, flowLedgers.ledger], set: values })
}

/** Has ledgers that failed asked again at once: the account got another key. */
export async function retryLedgers(tx: Tx, userId: string, accountId: string, now: Date): Promise<void> {
  await tx
    .update(flowLedgers)
    .set({ nextAt: now, failures: 0 })
    .where(and(eq(flowLedgers.userId, userId), eq(flowLedgers.accountId, accountId), sql`${flowLedgers.errorCode} is not null`))
}

/** When the oldest entry of each ledger of an account came that is neither done nor failed. */
export async function oldestPending(tx: Tx, userId: string, accountId: string): Promise<Map<string, Date>> {
  const rows = await tx.execute<{ ledger: string; at: string }>(sql`
    select ledger, (extract(epoch from min(at)) * 1000)::bigint as at from flows
    where account_id = ${accountId}::uuid and user_id = ${userId}::uuid and state = 'pending' group by ledger`)
  return new Map(rows.map(({ ledger, at }) => [ledger, new Date(Number(at))]))
}

/** An account whose ledgers have something to be asked. */
export interface DueFlows {
  accountId: string
  userId: string
  exchange: string
}

/**
 * Active accounts on some of `exchanges` that were read at least once and whose ledgers have something to be asked: new
 * entries first, then the past. Exchanges that want no calls from `egress` are left out.
 */
export async function dueFlows(
  tx: Tx,
  egress: string,
  { exchanges, now, limit }: { exchanges: readonly string[]; now: Date; limit: number },
): Promise<DueFlows[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  return tx.execute<DueFlows & Record<string, unknown>>(sql`
    select a.id as "accountId", a.user_id as "userId", a.exchange
    from accounts a
    join users u on u.id = a.user_id and u.disabled_at is null
    left join lateral (
      select bool_or(l.next_at <= ${at}) as new, min(l.next_at) as next,
        bool_or(l.error_code is null and (l.read_from > l.back_to or l.page_from is not null)) as past
      from flow_ledgers l where l.account_id = a.id
    ) l on true
    where a.archived_at is null and a.valid and a.last_refreshed_at is not null
      and a.exchange = any(array(select jsonb_array_elements_text(${JSON.stringify(exchanges)}::text::jsonb)))
      and (l.new is null or l.new or l.past)
      and (a.limited_until is null or a.limited_until <= ${at})
      and not exists (select from exchange_pauses p where p.exchange = a.exchange and p.egress = ${egress} and p.until > ${at})
    order by coalesce(l.new, true) desc, l.next, a.id
    limit ${limit}`)
}
