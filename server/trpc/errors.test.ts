import { TRPCError } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DOMAIN_ERROR_CODES, DomainError } from '../errors'
import { domainErrorData, domainErrorOf, GENERIC_MESSAGE, toTrpcError } from './errors'

describe('errors of tRPC', () => {
  it.each(DOMAIN_ERROR_CODES)('has a code for %s, and keeps its words', (code) => {
    const error = toTrpcError(
      new DomainError(code, 'What happened.', { fields: { name: 'why' }, exchangeError: '-1', retryAfterSeconds: 3 }),
    )
    expect(error.code === 'INTERNAL_SERVER_ERROR').toBe(code === 'internal')
    expect(error.message).toBe('What happened.')
    expect(domainErrorData(error)).toEqual({ code, fields: { name: 'why' }, exchangeError: '-1', retryAfterSeconds: 3 })
  })

  it('tells nothing of a defect', () => {
    const error = toTrpcError(new TypeError('secret detail'))
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: GENERIC_MESSAGE })
    expect(domainErrorOf(error)).toBeNull()
    expect(domainErrorData(error).code).toBe('internal')
  })

  it('names each field of an input that does not fit', () => {
    const parsed = z
      .object({ name: z.string(), credentials: z.object({ apiKey: z.string('Needed.') }) })
      .safeParse({ credentials: {} })
    const error = toTrpcError(new TRPCError({ code: 'BAD_REQUEST', cause: parsed.error }))
    expect(error.code).toBe('BAD_REQUEST')
    expect(Object.keys(domainErrorData(error).fields)).toEqual(['name', 'credentials.apiKey'])
    expect(domainErrorData(error).fields['credentials.apiKey']).toBe('Needed.')
  })
})
