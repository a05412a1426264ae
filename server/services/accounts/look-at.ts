import { describeCause } from '@/server/cause'
import type { ServiceContext } from '@/server/context'
import { foundIn, foundProblem } from '@/server/domain/found'
import type { CredentialTestView, FoundProblem } from '@/server/domain/views'
import { DomainError, isPassing } from '@/server/errors'
import type { Connection } from '@/server/exchanges/port'
import { told } from '../../language/in-language'
import { sentence } from '../../language/sentence'
import { withExchangeSlot } from '../balances/exchange-slot'
import { readAccount } from '../balances/read-account'
import { FETCH_DEADLINE_MS } from '../balances/refresh-account'
import { withDeadline } from '../deadline'

type Found = Pick<CredentialTestView, 'found' | 'problem' | 'subAccounts'>

/**
 * Reads an account once before it is saved, within the limits and with the pauses of every reading, and asks how many
 * sub-accounts it has. Touches no database, and a failure of either is told as it is: the key was accepted.
 * @throws the signal's reason
 */
export async function lookAt(ctx: ServiceContext, connection: Connection): Promise<Found> {
  const [read, subAccounts] = await Promise.all([reading(ctx, connection), listed(ctx, connection)])
  return { ...read, subAccounts }
}

/** Runs one piece of work on the exchange of an account that is not saved. @throws DomainError, or the signal's reason */
async function asked<T>(ctx: ServiceContext, { exchange }: Connection, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await withDeadline(FETCH_DEADLINE_MS, ctx.signal, (signal) =>
      withExchangeSlot(ctx, { id: null, exchange, limitedUntil: null }, signal, () => work(signal)),
    )
  } catch (error) {
    if (ctx.signal.aborted) throw ctx.signal.reason
    if (error instanceof DomainError) throw error
    ctx.log.error({ exchange, cause: describeCause(error) }, 'an account could not be read before it was saved')
    throw new DomainError('internal', sentence`Something went wrong on our side while this account was read.`, { cause: error })
  }
}

function problemOf(ctx: ServiceContext, { code, said, exchangeError }: DomainError): FoundProblem {
  const problem = foundProblem({ code, message: told(ctx, said.message), exchangeError }, isPassing(code), ctx.language)
  return { ...problem, advice: told(ctx, problem.advice) }
}

async function reading(ctx: ServiceContext, connection: Connection): Promise<Omit<Found, 'subAccounts'>> {
  try {
    return { found: foundIn(await asked(ctx, connection, (signal) => readAccount(ctx, connection, signal))), problem: null }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { found: null, problem: problemOf(ctx, error) }
  }
}

async function listed(ctx: ServiceContext, connection: Connection): Promise<Found['subAccounts']> {
  // A sub-account that is read with its main account's key has none of its own.
  if (!ctx.exchanges.subAccounts || connection.credentials.subAccount) return null
  try {
    const list = await asked(ctx, connection, async (signal) => (await ctx.exchanges.subAccounts?.(connection, signal)) ?? null)
    return list && { count: list.length, problem: null }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { count: null, problem: problemOf(ctx, error).message }
  }
}
