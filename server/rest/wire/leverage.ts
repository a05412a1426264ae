import type { LeverageView } from '@/server/domain/views'
import type { RestAnswer } from '../errors'
import type { Amounts } from './numbers'

/** Per-account results of setting leverage; 422 with the first reason where it failed for all. */
export function wireLeverage(outcome: LeverageView, { num, numOrNull }: Amounts): RestAnswer {
  const results = outcome.results.map((result) => ({
    account_id: result.accountId,
    account_name: result.accountName,
    pair: result.pair,
    leverage: num(result.leverage),
    previous_leverage: numOrNull(result.previousLeverage),
  }))
  const errors = outcome.errors.map((error) => ({
    account_id: error.accountId,
    account_name: error.accountName,
    error: error.message,
    code: error.code,
    ...(error.exchangeError !== null && { exchange_error: error.exchangeError }),
  }))
  const [first] = errors
  if (results.length > 0 || first === undefined) return { status: 200, body: { results, errors } }
  return { status: 422, body: { error: first.error, code: first.code, results, errors } }
}
