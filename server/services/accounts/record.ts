import type { AccountRow } from '@/db/queries/accounts'
import { findSecrets } from '@/db/queries/secrets'
import type { ServiceContext } from '@/server/context'
import type { Decimal } from '@/server/domain/decimal'
import type { ValuedAccount } from '@/server/domain/types'
import { valueAccount } from '@/server/domain/valuation'
import type { AccountRecording } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { Connection, RecordedFlows } from '@/server/exchanges/port'
import { differenceOf, flowsDifferenceOf } from '@/server/exchanges/recording/prove'
import { randomFactor, writeRecording } from '@/server/exchanges/recording/write'
import type { RecordAccountInput } from '@/server/schemas/accounts'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { requireScope } from '../authorise'
import { withExchangeSlot } from '../balances/exchange-slot'
import { codesOf } from '../balances/read-account'
import { withDeadline } from '../deadline'
import { oneAtATime } from '../one-at-a-time'
import { countAttempts } from '../users/attempts'
import { counted } from './key-activity'
import { accountNotFound, loadAccount } from './load'

/** Longest that reading the account may take, waiting for its turn included. */
const DEADLINE_MS = 30_000
/** The same with its ledgers, which are asked one after the other. */
const FLOWS_DEADLINE_MS = 300_000

interface RecordedAccount {
  connection: Connection
  row: AccountRow
  name: string
}

async function connectionOf(ctx: ServiceContext, id: string): Promise<RecordedAccount> {
  const { row, view: account } = await loadAccount(ctx, id)
  if (account.archived) throw accountNotFound()
  const sealed = await ctx.db.asDesk(ctx.deskId, (tx) => findSecrets(tx, ctx.deskId, account.id))
  if (!sealed) throw new DomainError('exchange_credentials', sentence`No key is stored for this account. Enter it again.`)
  const credentials = await ctx.vault.open({ deskId: ctx.deskId, accountId: account.id }, sealed)
  const { exchange, sandbox, credentialOptions: options, name } = account
  return { connection: counted(ctx, account.id, { exchange, credentials, sandbox, options }), row, name }
}

/**
 * Reads one of the user's own accounts and gives what its exchange answered as a file that `npm run replay` takes:
 * without keys and identities, with all amounts multiplied by a random factor where `scale` is set. The file was
 * replayed before it is given; should it come to other assets, `differs` says where (and a scaled one is refused).
 * Answers that make no sense are given too, with `failure` saying what is wrong with them.
 * Nothing is stored but a line in the user's log.
 * @param flowsMs set: what its ledgers tell of so long is in it too, unless that cannot be scaled or does not replay, which
 * `flowsDiffer` says. Amounts and moments of what came or went by a chain are found there again: for whoever holds the machine.
 * @throws DomainError `not_found`; an exchange code when the account cannot be read; `rate_limited` while another recording
 * of the user's is under way, and after many
 */
export async function recordAccount(
  ctx: ServiceContext,
  input: RecordAccountInput,
  { flowsMs }: { flowsMs?: number } = {},
): Promise<AccountRecording> {
  requireScope(ctx, 'read')
  const account = await connectionOf(ctx, input.id)
  const done = oneAtATime('recording', ctx.deskId)
  try {
    await countAttempts(ctx, [{ kind: 'recording', subject: ctx.deskId }])
    return await record(ctx, input, account, flowsMs)
  } finally {
    done()
  }
}

async function record(
  ctx: ServiceContext,
  { id, scale }: RecordAccountInput,
  { connection, row, name }: RecordedAccount,
  flowsMs: number | undefined,
): Promise<AccountRecording> {
  const factor = scale ? randomFactor() : null
  const flowsFrom = flowsMs === undefined ? undefined : new Date(ctx.now().getTime() - flowsMs)
  const { recorded, prices } = await withDeadline(flowsFrom ? FLOWS_DEADLINE_MS : DEADLINE_MS, ctx.signal, (signal) =>
    withExchangeSlot(ctx, row, signal, async () => {
      const recorded = await ctx.exchanges.record(connection, signal, flowsFrom)
      const prices = await ctx.exchanges.prices(connection.exchange, codesOf(recorded.holdings.holdings), signal)
      return { recorded, prices }
    }),
  )
  const { failure } = recorded
  // What cannot be read cannot be compared either.
  if (failure !== null && scale) throw new DomainError('conflict', sentence`${failure.message} Save it unscaled to report that.`)
  const whole = writeRecording({ connection, recorded, prices, factor })
  const flowsDiffer = recorded.flows ? await flowsDifference(whole, recorded.flows, factor) : null
  const text = flowsDiffer === null ? whole : writeRecording({ connection, recorded, prices, factor, withoutFlows: true })
  const truth = valueAccount(recorded.holdings, (code) => prices.get(code) ?? null)
  const differs = failure === null ? await difference(text, truth, factor) : null
  if (differs !== null) {
    ctx.log.warn({ accountId: id, exchange: connection.exchange, differs, scaled: scale }, 'a recording does not replay')
    if (scale) {
      const message = sentence`The amounts of this account cannot be scaled without changing what the answers mean. Save it unscaled.`
      throw new DomainError('conflict', message)
    }
  }
  await ctx.db.asDesk(ctx.deskId, (tx) =>
    recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'recording_saved', { accountId: id, name, scaled: scale }),
  )
  const minute = recorded.holdings.asOf.toISOString().slice(0, 16).replace('T', '-').replace(':', '')
  const fileName = `${connection.exchange}-${minute}${scale ? '-scaled' : ''}.json`
  return { fileName, text, failure: failure?.message ?? null, differs, flowsDiffer }
}

async function difference(text: string, truth: ValuedAccount, factor: Decimal | null): Promise<string | null> {
  return differenceOf(text, truth, factor).catch(wordsOf)
}

async function flowsDifference(text: string, truth: RecordedFlows, factor: Decimal | null): Promise<string | null> {
  return flowsDifferenceOf(text, truth, factor).catch(wordsOf)
}

const wordsOf = (error: unknown) => (error instanceof DomainError ? error.message : 'it cannot be replayed')
