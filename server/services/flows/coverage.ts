import type { Tx } from '@/db/client'
import { type LedgerReach, ledgerReaches, listLedgers } from '@/db/queries/flow-ledgers'
import type { Question } from '@/db/question'
import type { ServiceContext } from '@/server/context'
import { EARLIEST, isRefused, type LedgerState, progressOf } from '@/server/domain/flows/reading'
import { type Coverage, coverageOf, type LedgerCoverage } from '@/server/domain/performance/coverage'
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
  return ctx.db.asDesk(ctx.deskId, (tx) => coverageIn(ctx, tx, accounts))
}

/** The same beside other questions of one transaction. */
export async function coverageIn(ctx: ServiceContext, tx: Tx, accounts: readonly CoveredAccount[]): Promise<FlowCoverageView[]> {
  const ids = accounts.map(({ id }) => id)
  const states = await listLedgers(tx, ctx.deskId, ids)
  const known = new Map(states.map((state) => [`${state.accountId} ${state.ledger}`, state]))
  const told = toldBy(ctx)
  return accounts.map((account) =>
    coverageView(account, told(account.exchange), (ledger) => known.get(`${account.id} ${ledger}`)),
  )
}

/** From when to when all that came to an account and went from it is known; null: of no time. */
export type KnownFlows = Pick<FlowCoverageView, 'accountId' | 'knownFrom' | 'knownTo'>

/** The same as coverage tells, without what else it tells: for what looks at all accounts of a desk. */
export function knownFlows(ctx: ServiceContext, accounts: readonly CoveredAccount[]): Question<KnownFlows[]> {
  const told = toldBy(ctx)
  const exchanges = [...new Set(accounts.map(({ exchange }) => exchange))]
  const reading = ledgerReaches(
    ctx.deskId,
    accounts.map(({ id }) => id),
    [...new Set(exchanges.flatMap((exchange) => told(exchange).outward.map(({ id }) => id)))],
  )
  return {
    query: reading.query,
    read: (rows) => {
      const reaches = reading.read(rows)
      return accounts.map(({ id, exchange }) => {
        const own = reaches.get(id)
        const { from, to } = knownOf(told(exchange), (ledger) => own?.get(ledger))
        return { accountId: id, knownFrom: from, knownTo: to }
      })
    },
  }
}

interface Told extends LedgersInfo {
  /** Ledgers in which something may come or go. */
  outward: readonly LedgerInfo[]
}

/** What exchanges tell, asked of each once. */
function toldBy({ exchanges }: ServiceContext): (exchange: string) => Told {
  const known = new Map<string, Told>()
  return (exchange) => {
    const before = known.get(exchange)
    if (before) return before
    const told = exchanges.ledgers?.(exchange) ?? { ledgers: [], untold: [] }
    const made = { ...told, outward: told.ledgers.filter(({ external }) => external) }
    known.set(exchange, made)
    return made
  }
}

function knownOf({ outward, untold }: Told, stateOf: (ledger: string) => LedgerReach | undefined): Coverage {
  const read: LedgerCoverage[] = []
  for (const info of outward) {
    const state = stateOf(info.id)
    // What was never read is known of no time.
    if (!state) return { from: null, to: null }
    if (!isOfAnotherKind(info, state)) read.push({ external: true, readFrom: state.readFrom, readTo: state.readTo })
  }
  return coverageOf(read, untold)
}

function coverageView(
  account: CoveredAccount,
  told: Told,
  stateOf: (ledger: string) => LedgerState | undefined,
): FlowCoverageView {
  const { ledgers, untold } = told
  const had = ledgers.filter((info) => !isOfAnotherKind(info, stateOf(info.id)))
  const views = had.map((info) => ledgerView(info, stateOf(info.id)))
  const { from, to } = knownOf(told, stateOf)
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
function isOfAnotherKind({ optional }: LedgerInfo, state: LedgerReach | undefined): boolean {
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
