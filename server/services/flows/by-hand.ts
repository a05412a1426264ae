import { randomUUID } from 'node:crypto'
import type { Tx } from '@/db/client'
import { tieByHand, untieByHand } from '@/db/queries/flow-pairs'
import { classify, type FlowRow, HAND_LEDGER, listFlows, removeHandFlow, setPrice, upsertFlows } from '@/db/queries/flows'
import type { ServiceContext } from '@/server/context'
import { Decimal } from '@/server/domain/decimal'
import { transferCoin } from '@/server/domain/flows/matching'
import type { FlowView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { ClassifyFlowInput, PairFlowsInput, RemoveFlowInput, WriteFlowInput } from '@/server/schemas/flows'
import { sentence } from '../../language/sentence'
import { loadAccount, loadAccounts } from '../accounts/load'
import { recordDeskAudit } from '../audit/record'
import { requireScope } from '../authorise'
import { priceFlows } from './price'
import { flowView } from './view'

/** What a person says of entries, each noted in the log with who and when. */

const noSuchEntry = () => new DomainError('not_found', sentence`No such entry.`)

async function rowsOf(ctx: ServiceContext, tx: Tx, rowIds: readonly string[]): Promise<FlowRow[]> {
  const accounts = await loadAccounts(ctx, true)
  return listFlows(tx, ctx.deskId, { accountIds: accounts.map(({ id }) => id), rowIds })
}

async function viewOf(ctx: ServiceContext, rowId: string): Promise<FlowView> {
  const [row] = await ctx.db.asDesk(ctx.deskId, (tx) => rowsOf(ctx, tx, [rowId]))
  if (!row) throw noSuchEntry()
  return flowView(row, (await loadAccount(ctx, row.accountId)).view)
}

const inWords = ({ amount, coin, at }: FlowRow) => `${amount} ${coin}, ${at.toISOString()}`

/**
 * Ties two entries as the legs of one transfer between the user's own accounts.
 * @throws DomainError `not_found`; `conflict` where they cannot be one: not one out and one in, or of different coins
 */
export async function tieFlows(ctx: ServiceContext, { outId, inId }: PairFlowsInput): Promise<FlowView> {
  requireScope(ctx, 'manage')
  await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const rows = await rowsOf(ctx, tx, [outId, inId])
    const [out, into] = [outId, inId].map((id) => rows.find(({ rowId }) => rowId === id))
    if (!out || !into) throw noSuchEntry()
    if (!new Decimal(out.amount).isNegative() || !new Decimal(into.amount).gt(0))
      throw new DomainError('conflict', sentence`Of the two entries of a transfer one goes out and the other comes in.`)
    if (out.state === 'failed' || into.state === 'failed')
      throw new DomainError('conflict', sentence`An entry that failed moved nothing.`)
    if (transferCoin(out.coin) !== transferCoin(into.coin))
      throw new DomainError(
        'conflict',
        sentence`One is in ${out.coin} and the other in ${into.coin}: a transfer changes no coin.`,
      )
    await tieByHand(tx, ctx.deskId, { outId, inId }, ctx.now())
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'flows_tied', {
      out: inWords(out),
      in: inWords(into),
      outId,
      inId,
    })
  })
  return viewOf(ctx, outId)
}

/** Says that two entries that were tied are no pair; no rule ties them again. @throws DomainError `not_found` */
export async function untieFlows(ctx: ServiceContext, { outId, inId }: PairFlowsInput): Promise<FlowView> {
  requireScope(ctx, 'manage')
  await ctx.db.asDesk(ctx.deskId, async (tx) => {
    if (!(await untieByHand(tx, ctx.deskId, { outId, inId }, ctx.now())))
      throw new DomainError('not_found', sentence`These two are no pair.`)
    const rows = await rowsOf(ctx, tx, [outId, inId])
    const wordsOf = (id: string) => rows.filter(({ rowId }) => rowId === id).map(inWords)[0] ?? null
    const words = { out: wordsOf(outId), in: wordsOf(inId) }
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'flows_untied', { ...words, outId, inId })
  })
  return viewOf(ctx, outId)
}

/** Says what an entry is, instead of what the exchange's word was taken for. @throws DomainError `not_found` */
export async function classifyFlow(ctx: ServiceContext, { id, kind, note }: ClassifyFlowInput): Promise<FlowView> {
  requireScope(ctx, 'manage')
  await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const [row] = await rowsOf(ctx, tx, [id])
    if (!row) throw noSuchEntry()
    await classify(tx, ctx.deskId, { rowId: id, kind, note, now: ctx.now() })
    const details = { entry: inWords(row), id, was: row.setKind ?? row.kind, is: kind ?? row.kind }
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'flow_classified', details)
  })
  return viewOf(ctx, id)
}

/**
 * Writes an entry that no exchange tells, marked as such.
 * @throws DomainError `not_found`; `bad_request` for one of a time to come
 */
export async function writeFlow(ctx: ServiceContext, input: WriteFlowInput): Promise<FlowView> {
  requireScope(ctx, 'manage')
  const { view } = await loadAccount(ctx, input.accountId)
  if (input.at > ctx.now()) {
    const words = sentence`This lies in the future.`
    throw new DomainError('bad_request', words, { fields: { at: words } })
  }
  const entryId = randomUUID()
  const entry = {
    id: entryId,
    ...{ at: input.at, coin: input.coin, amount: new Decimal(input.amount).toFixed(), kind: input.kind, word: 'by hand' },
    ...{ state: 'done' as const, wallet: null, pair: null, fee: null, counterpart: null },
  }
  const rowId = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    await upsertFlows(tx, ctx.deskId, { accountId: view.id, ledger: HAND_LEDGER, now: ctx.now() }, [entry])
    const written = await listFlows(tx, ctx.deskId, {
      accountIds: [view.id],
      from: input.at,
      to: new Date(input.at.getTime() + 1),
    })
    const row = written.find(({ id, ledger }) => id === entryId && ledger === HAND_LEDGER)
    if (!row) throw new Error('An entry that was written is not there.')
    if (input.note !== null) await classify(tx, ctx.deskId, { rowId: row.rowId, kind: null, note: input.note, now: ctx.now() })
    if (input.price !== null) await setPrice(tx, ctx.deskId, { rowId: row.rowId, price: input.price })
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'flow_written', {
      account: view.name,
      entry: inWords(row),
      kind: input.kind,
    })
    return row.rowId
  })
  // Somebody waits for it: an exchange that is slow to answer is asked again by the job.
  if (input.price === null) await priceFlows(ctx, view.id, view.exchange, { candlesMs: 5_000, only: input.at })
  return viewOf(ctx, rowId)
}

/** Removes an entry that was written by hand; those of exchanges stay. @throws DomainError `not_found`, `conflict` */
export async function removeFlow(ctx: ServiceContext, { id }: RemoveFlowInput): Promise<void> {
  requireScope(ctx, 'manage')
  await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const [row] = await rowsOf(ctx, tx, [id])
    if (!row) throw noSuchEntry()
    if (!(await removeHandFlow(tx, ctx.deskId, id)))
      throw new DomainError('conflict', sentence`This entry is the exchange’s own. Classify it instead.`)
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'flow_removed', { entry: inWords(row), kind: row.kind })
  })
}
