import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { LedgerState } from '@/server/domain/flows/reading'
import type { Tx } from '../client'
import { type Question, questionOfText } from '../question'
import { flowLedgers } from '../schema'
import { prepared } from '../statement'

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
  deskId: string,
  accountIds: readonly string[],
): Promise<(LedgerState & { accountId: string })[]> {
  if (accountIds.length === 0) return []
  const rows = await tx
    .select()
    .from(flowLedgers)
    .where(
      and(eq(flowLedgers.deskId, deskId), sql`${flowLedgers.accountId} = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`),
    )
    .orderBy(flowLedgers.accountId, flowLedgers.ledger)
  return rows.map((row) => ({ ...stateOf(row), accountId: row.accountId }))
}

/** What of a ledger's state decides from when to when its entries are known. */
export type LedgerReach = Pick<LedgerState, 'readFrom' | 'readTo' | 'errorCode' | 'entries'>

const moment = z.number().transform((ms) => new Date(ms))
const packedReaches = z.array(
  z.tuple([
    z.string(), // 0 account
    z.array(z.tuple([z.string(), moment, moment, z.string().nullable(), z.number()])), // 1 ledger, readFrom, readTo, errorCode, entries
  ]),
)

const reaches = prepared<'deskId' | 'accountIds' | 'ledgers'>(
  (value) => sql`
  select json_agg(json_build_array(account_id, of))::text from (
    select account_id, json_agg(json_build_array(ledger, (extract(epoch from read_from) * 1000)::bigint,
      (extract(epoch from read_to) * 1000)::bigint, error_code, entries)) as of
    from flow_ledgers
    where user_id = ${value('deskId')}::uuid and account_id = any(${value('accountIds')}::uuid[])
      and ledger = any(array(select jsonb_array_elements_text(${value('ledgers')}::text::jsonb)))
    group by account_id) each`,
)

/** How far these ledgers of accounts are read, by account and ledger. Without the rest of their states, of which a desk has thousands. */
export function ledgerReaches(
  deskId: string,
  accountIds: readonly string[],
  ledgers: readonly string[],
): Question<ReadonlyMap<string, ReadonlyMap<string, LedgerReach>>> {
  const query = reaches({ deskId, accountIds: `{${accountIds.join(',')}}`, ledgers: JSON.stringify(ledgers) })
  return questionOfText(query, (text) => {
    const found = packedReaches.parse(JSON.parse(text ?? '[]'))
    return new Map(
      found.map(([accountId, of]) => [
        accountId,
        new Map(of.map(([ledger, readFrom, readTo, errorCode, entries]) => [ledger, { readFrom, readTo, errorCode, entries }])),
      ]),
    )
  })
}

/** Notes how far a ledger is read; in the transaction that stores its entries, so that neither is there without the other. */
export async function saveLedger(
  tx: Tx,
  deskId: string,
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
    .values({ accountId, deskId, ledger, ...values })
    .onConflictDoUpdate({ target: [flowLedgers.accountId, flowLedgers.ledger], set: values })
}

/** Has ledgers that failed asked again at once: the account got another key. */
export async function retryLedgers(tx: Tx, deskId: string, accountId: string, now: Date): Promise<void> {
  await tx
    .update(flowLedgers)
    .set({ nextAt: now, failures: 0 })
    .where(and(eq(flowLedgers.deskId, deskId), eq(flowLedgers.accountId, accountId), sql`${flowLedgers.errorCode} is not null`))
}

/** When the oldest entry of each ledger of an account came that is neither done nor failed. */
export async function oldestPending(tx: Tx, deskId: string, accountId: string): Promise<Map<string, Date>> {
  const rows = await tx.execute<{ ledger: string; at: string }>(sql`
    select ledger, (extract(epoch from min(at)) * 1000)::bigint as at from flows
    where account_id = ${accountId}::uuid and user_id = ${deskId}::uuid and state = 'pending' group by ledger`)
  return new Map(rows.map(({ ledger, at }) => [ledger, new Date(Number(at))]))
}

/** An account whose ledgers have something to be asked. */
export interface DueFlows {
  accountId: string
  deskId: string
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
    select a.id as "accountId", a.user_id as "deskId", a.exchange
    from accounts a
    join desks u on u.id = a.user_id and u.disabled_at is null
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
