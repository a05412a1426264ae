import { advisoryLocks } from '@/db/locks'
import { findAccount } from '@/db/queries/accounts'
import { listLedgers, oldestPending, saveLedger } from '@/db/queries/flow-ledgers'
import { storedEntries, upsertFlows } from '@/db/queries/flows'
import { findSecrets } from '@/db/queries/secrets'
import { describeCause } from '@/server/cause'
import type { ServiceContext } from '@/server/context'
import { idsOf, newsOf } from '@/server/domain/flows/entries'
import {
  afterFailure,
  afterPage,
  EARLIEST,
  type LedgerState,
  newLedger,
  nextStretch,
  readAnew,
  type Stretch,
} from '@/server/domain/flows/reading'
import { DomainError } from '@/server/errors'
import type { Connection, LedgerInfo } from '@/server/exchanges/port'
import { credentialOptionsSchema } from '@/server/schemas/accounts'
import { sentence } from '../../language/sentence'
import { counted } from '../accounts/key-activity'
import { withExchangeSlot } from '../balances/exchange-slot'
import { withDeadline } from '../deadline'
import { makeDays } from '../performance/make-days'
import { matchFlows } from './match'
import { priceFlows } from './price'

/** Longest that one page may take, waiting for its turn included. */
const PAGE_DEADLINE_MS = 60_000
/** Longest that an account is read at a stretch: others wait behind it. */
export const TURN_MS = 45_000

const DAY_MS = 86_400_000

/** What a turn did. */
export interface FlowsRead {
  pages: number
  /** Entries that were new, or said something new. */
  stored: number
  /** Nothing is left to be asked for now, of the past neither. */
  done: boolean
}

export interface ReadLedgersOptions {
  /** Longest that ledgers are read. */
  turnMs?: number
  /** How far back somebody wants them, what was read before too. */
  since?: Date | null
  /** The past is read back to this moment, and further in another turn. */
  enough?: Date | null
  /** Longest that candles are asked for. */
  candlesMs?: number | undefined
}

/**
 * Reads what is new of an account's ledgers, then its past, page by page, until nothing is left or the turn is over. Each
 * page is stored with how far the ledger is read by it, so that whoever goes on, after whatever end, goes on behind it. A
 * ledger that cannot be read keeps its reason and holds no other up. Null where another process reads the account's flows.
 * @throws the signal's reason; whatever the database throws
 */
export async function readLedgers(
  ctx: ServiceContext,
  accountId: string,
  { turnMs = TURN_MS, since = null, enough = null, candlesMs }: ReadLedgersOptions = {},
): Promise<FlowsRead | null> {
  const locks = advisoryLocks(ctx.db)
  const name = `flows:${accountId}`
  if (!(await locks.tryLock(name))) return null
  try {
    return await readInTurn(ctx, accountId, { endsAt: performance.now() + turnMs, since, enough, candlesMs })
  } finally {
    await locks.unlock(name).catch(() => {})
  }
}

async function open(ctx: ServiceContext, accountId: string) {
  const found = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const row = await findAccount(tx, ctx.deskId, accountId)
    if (!row || row.archivedAt !== null) return null
    return {
      row,
      sealed: await findSecrets(tx, ctx.deskId, accountId),
      states: await listLedgers(tx, ctx.deskId, [accountId]),
      pending: await oldestPending(tx, ctx.deskId, accountId),
    }
  })
  if (!found?.sealed) return null
  const { row, sealed } = found
  const credentials = await ctx.vault.open({ deskId: ctx.deskId, accountId }, sealed)
  const { exchange, sandbox } = row
  const stored = credentialOptionsSchema.safeParse(row.credentialOptions)
  const options = stored.success ? stored.data : { default: true }
  const connection = counted(ctx, accountId, { exchange, credentials, sandbox, options, priority: 'flows' })
  return { ...found, connection }
}

type Opened = NonNullable<Awaited<ReturnType<typeof open>>>

interface TurnOptions extends Pick<ReadLedgersOptions, 'candlesMs'> {
  endsAt: number
  since: Date | null
  enough: Date | null
}

async function readInTurn(
  ctx: ServiceContext,
  accountId: string,
  { endsAt, since, enough, candlesMs }: TurnOptions,
): Promise<FlowsRead> {
  const done: FlowsRead = { pages: 0, stored: 0, done: true }
  const opened = await open(ctx, accountId)
  const { ledgers } = ctx.exchanges.ledgers?.(opened?.row.exchange ?? '') ?? { ledgers: [] }
  if (!opened || ledgers.length === 0) return done
  let left = ledgers.map((info) => ({ info, state: begun(ctx, opened, info, since) }))
  // So that a turn which is over before it comes to a ledger forgets nothing of what was asked for.
  if (since !== null) await keep(ctx, accountId, left)
  while (left.length > 0) {
    const going: typeof left = []
    for (const { info, state } of left) {
      ctx.signal.throwIfAborted()
      if (performance.now() > endsAt) {
        done.done = false
        left = []
        break
      }
      const stretch = nextStretch(state, info, ctx.now(), opened.pending.get(info.id) ?? null)
      if (!stretch) continue
      if (enough && !stretch.forward && stretch.to <= enough) {
        done.done = false
        continue
      }
      const after = await onePage(ctx, accountId, { opened, info, state, stretch })
      done.pages += 1
      done.stored += after.stored
      going.push({ info, state: after.state })
    }
    if (left.length > 0) left = going
  }
  // Also after a turn that stored nothing: the one before may have been killed between the two.
  await priceFlows(ctx, accountId, opened.row.exchange, { candlesMs })
  await matchFlows(ctx)
  // Whoever asks for returns finds their days made.
  await makeDays(ctx, [accountId], { from: EARLIEST.toISOString().slice(0, 10), to: ctx.now().toISOString().slice(0, 10) })
  return done
}

/** Where a ledger stands; what was read before once more, and further back, where somebody asked for that. */
function begun(ctx: ServiceContext, { states }: Opened, info: LedgerInfo, since: Date | null): LedgerState {
  const now = ctx.now()
  const known = states.find(({ ledger }) => ledger === info.id)
  if (!known) {
    const days = ctx.ledgersDays ?? null
    return newLedger(info.id, info, now, since ?? (days === null ? null : new Date(now.getTime() - days * DAY_MS)))
  }
  const { accountId: _, ...state } = known
  return since === null ? state : readAnew(state, info, now, since)
}

async function keep(ctx: ServiceContext, accountId: string, ledgers: readonly { state: LedgerState }[]): Promise<void> {
  await ctx.db.asDesk(ctx.deskId, async (tx) => {
    for (const { state } of ledgers) await saveLedger(tx, ctx.deskId, accountId, state, null)
  })
}

async function onePage(
  ctx: ServiceContext,
  accountId: string,
  { opened, info, state, stretch }: { opened: Opened; info: LedgerInfo; state: LedgerState; stretch: Stretch },
): Promise<{ state: LedgerState; stored: number }> {
  const askedAt = ctx.now()
  try {
    const page = await ask(ctx, opened, info.id, stretch)
    return await ctx.db.asDesk(ctx.deskId, async (tx) => {
      const of = { accountId, ledger: info.id }
      const known = await storedEntries(tx, ctx.deskId, { ...of, ids: idsOf(page.entries) })
      const stored = await upsertFlows(tx, ctx.deskId, { ...of, now: askedAt }, newsOf(known, page.entries))
      const after = afterPage(state, stretch, page.next, { windowMs: info.windowMs, now: askedAt, stored })
      await saveLedger(tx, ctx.deskId, accountId, after, askedAt)
      return { state: after, stored }
    })
  } catch (error) {
    if (ctx.signal.aborted) throw error
    if (!(error instanceof DomainError))
      ctx.log.error({ accountId, ledger: info.id, cause: describeCause(error) }, 'a ledger could not be read')
    const { code, message, retryAfterSeconds } = asRefusal(error)
    const after = afterFailure(state, stretch, { code, message, retryAfterSeconds }, ctx.now())
    await ctx.db.asDesk(ctx.deskId, (tx) => saveLedger(tx, ctx.deskId, accountId, after, askedAt))
    return { state: after, stored: 0 }
  }
}

function ask(
  ctx: ServiceContext,
  { row, connection }: { row: Opened['row']; connection: Connection },
  ledger: string,
  stretch: Stretch,
) {
  const { exchanges } = ctx
  return withDeadline(PAGE_DEADLINE_MS, ctx.signal, (signal) =>
    withExchangeSlot(ctx, row, signal, async () => {
      const { from, to, cursor } = stretch
      const page = await exchanges.fetchFlows?.(connection, { ledger, from, to, cursor }, signal)
      if (!page) throw new Error('Ledgers are told, and no way to read them.')
      return page
    }),
  )
}

function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  return new DomainError('internal', sentence`Something went wrong on our side while this ledger was read.`, { cause: error })
}
