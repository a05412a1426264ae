import type { z } from 'zod'
import type { DomainError } from '../../errors'
import { TransportError } from '../ccxt/http'

/** The path of a request that a recording does not answer; null for every other failure. */
export function unansweredPath({ cause }: DomainError): string | null {
  return cause instanceof TransportError && cause.failure === 'no-answer' ? cause.message : null
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
