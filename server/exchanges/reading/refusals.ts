import type { z } from 'zod'
import { DomainError } from '../../errors'
import { TransportError } from '../ccxt/http'

/** The path of a request that a recording does not answer; null for every other failure. */
export function unansweredPath({ cause }: DomainError): string | null {
  return cause instanceof TransportError && cause.failure === 'no-answer' ? cause.message : null
}

/** What was asked, or null where a recording does not hold its answer: it was made by other questions. */
export async function orUnrecorded<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof DomainError && unansweredPath(error) !== null) return null
    throw error
  }
}

/** What was asked, `none` where the exchange refuses it since there is nothing of it: what the room's errors call `unopened`. */
export async function unlessNone<T>(ask: () => Promise<T>): Promise<T | 'none'> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof DomainError && error.unopened) return 'none'
    throw error
  }
}

/** Why a wallet is not read, with the exchange's words. */
export function reason(error: DomainError): string {
  const said = error.exchangeError
  return said === undefined || error.message.includes(said) ? error.message : `${error.message} (${said})`
}

/** What is wrong with an answer, by its first fault. */
export function issueOf(error: z.ZodError): string {
  const issue = error.issues[0]
  return issue ? `${issue.path.join('.') || 'the answer'} ${issue.message}` : 'the answer'
}
