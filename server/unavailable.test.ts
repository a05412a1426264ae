import { describe, expect, it } from 'vitest'
import { createLog } from './log'
import { errorAnswer } from './rest/errors'
import { domainErrorData, toTrpcError } from './trpc/errors'
import { UNAVAILABLE } from './unavailable'

/** As the driver throws it, wrapped as the query builder does. */
const failure = (code: string) =>
  new Error('Failed query: insert …', { cause: Object.assign(new Error('from outside'), { code }) })

describe('a database that cannot serve or store', () => {
  it.each([
    ['53100', 'full'],
    ['25006', 'read_only'],
    ['57P03', 'away'],
    ['CONNECTION_CLOSED', 'away'],
    ['ECONNREFUSED', 'away'],
  ] as const)('%s is told as 503 with when to come back, in both languages', (code, trouble) => {
    const answer = errorAnswer(failure(code), createLog('silent'))
    expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '5' }, body: { code: 'unavailable' } })
    expect(answer.body.error).toBe(String(UNAVAILABLE[trouble]))
    const error = toTrpcError(failure(code))
    expect([error.code, error.message]).toEqual(['SERVICE_UNAVAILABLE', String(UNAVAILABLE[trouble])])
    expect(domainErrorData(error)).toMatchObject({ code: 'unavailable', retryAfterSeconds: 5 })
  })

  it('is not blamed for what is no trouble of its own', () => {
    expect(errorAnswer(failure('23505'), createLog('silent')).status).toBe(500)
    expect(toTrpcError(new TypeError('x')).code).toBe('INTERNAL_SERVER_ERROR')
  })
})
