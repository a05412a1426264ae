import type { Tx } from '@/db/client'
import { listLedgers } from '@/db/queries/flow-ledgers'
import type { ServiceContext } from '@/server/context'
import { EARLIEST, isRefused, type LedgerState, progressOf } from '@/server/domain/flows/reading'
import { coverageOf } from '@/server/domain/performance/coverage'
import type { AccountView, FlowCoverageView, FlowGapView, LedgerView } from '@/server/domain/views'
import type { LedgerInfo, LedgersInfo } from '@/server/exchanges/port'
import type { AccountChoice } from '@/server/schemas/balances'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'

export type CoveredAccount = Pick<AccountView, 'id' | 'name' | 'exchange' | 'exchangeName'>

/** How far the ledgers of accounts are read, and what is not known of them. @throws DomainError `not_found` */
export async function getFlowCoverage(ctx: ServiceContext, input: AccountChoice): Promise<FlowCoverageView[]> {
  requireScope(ctx, 'read')
  return coverageOfAccounts(ctx, await chooseAccounts(ctx, input))
}

/** The same for accounts that are loaded already. */
export async function coverageOfAccounts(ctx: ServiceContext, accounts: readonly CoveredAccount[]): Promise<FlowCoverageView[]> {
  return ctx.db.asUser(ctx.userId, (tx) => coverageIn(ctx, tx, accounts))
}

/** The same beside other questions of one transaction. */
export async function coverageIn(ctx: ServiceContext, tx: Tx, accounts: readonly CoveredAccount[]): Promise<FlowCoverageView[]> {
  const ids = accounts.map(({ id }) => id)
  const states = await listLedgers(tx, ctx.userId, ids)
  const known = new Map(states.map((state) => [`${state.accountId} ${state.ledger}`, state]))
  return accounts.map((account) => {
    const told = ctx.exchanges.ledgers?.(account.exchange) ?? { ledgers: [], untold: [] }
    return coverageView(account, told, (ledger) => known.get(`${account.id} ${ledger}`))
  })
}

function coverageView(
  account: CoveredAccount,
  { ledgers, untold }: LedgersInfo,
  stateOf: (ledger: string) => LedgerState | undefined,
): FlowCoverageView {
  const had = ledgers.filter((info) => !isOfAnotherKind(info, stateOf(info.id)))
  const views = had.map((info) => ledgerView(info, stateOf(info.id)))
  const read = had.map((info) => {
    const state = stateOf(info.id)
    // What was never read is known of no time.
    return { external: info.external, readFrom: state?.readFrom ?? new Date(0), readTo: state?.readTo ?? new Date(0) }
  })
  const { from, to } = coverageOf(read, untold)
  const gaps = [
    ...untold.map(
      ({ words, external }): FlowGapView => ({
        reason: 'untold',
        words: `No call of ${account.exchangeName} tells: ${words}`,
        from: null,
        to: null,
        external,
      }),
    ),
    ...(ledgers.length === 0
      ? [
          {
            reason: 'untold',
            words: `Ballast reads no ledger of ${account.exchangeName}.`,
            from: null,
            to: null,
            external: true,
          } as const,
        ]
      : []),
    ...had.flatMap((info) => gapsOf(info, stateOf(info.id))),
  ]
  const { id, name, exchange } = account
  return { accountId: id, accountName: name, exchange, ledgers: views, gaps, knownFrom: from, knownTo: to }
}

function ledgerView(info: LedgerInfo, state: LedgerState | undefined): LedgerView {
  const { id, name, external } = info
  if (!state) {
    return { id, name, external, readFrom: null, readTo: null, backTo: null, progress: 0, entries: 0, error: null }
  }
  const { readFrom, readTo, backTo, entries, errorCode, errorMessage, errorSince, nextAt } = state
  const error =
    errorCode !== null && errorSince ? { code: errorCode, message: errorMessage ?? '', since: errorSince, nextAt } : null
  return { id, name, external, readFrom, readTo, backTo, progress: progressOf(state), entries, error }
}

/** A ledger of a kind of account that this one is not: refused, and never told anything. */
function isOfAnotherKind({ optional }: LedgerInfo, state: LedgerState | undefined): boolean {
  return optional && state !== undefined && state.errorCode !== null && isRefused(state.errorCode) && state.entries === 0
}

/** What is not known of one ledger. */
function gapsOf({ name, external }: LedgerInfo, state: LedgerState | undefined): FlowGapView[] {
  if (!state) return [{ reason: 'reading', words: `${name}: not read yet.`, from: null, to: null, external }]
  const gaps: FlowGapView[] = []
  if (state.errorCode !== null) {
    const reason = isRefused(state.errorCode) ? 'permission' : 'failing'
    gaps.push({ reason, words: `${name}: ${state.errorMessage ?? 'it cannot be read.'}`, from: state.readTo, to: null, external })
  }
  if (state.readFrom > state.backTo) {
    const words = `${name}: the past is being read, back to ${state.backTo.toISOString().slice(0, 10)}.`
    gaps.push({ reason: 'reading', words, from: state.backTo, to: state.readFrom, external })
  }
  if (state.backTo > EARLIEST) {
    const words = `${name}: entries before ${state.backTo.toISOString().slice(0, 10)} are not told.`
    gaps.push({ reason: 'reach', words, from: null, to: state.backTo, external })
  }
  return gaps
}
