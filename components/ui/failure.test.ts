import { TRPCClientError } from '@trpc/client'
import { describe, expect, it } from 'vitest'
import { failureOf } from './failure'

const failed = (data: unknown) =>
  failureOf(TRPCClientError.from({ error: { message: 'No such account.', code: -32_004, data } } as never))
const domain = { code: 'not_found', fields: { 'credentials.apiKey': 'Too short.' }, exchangeError: null, retryAfterSeconds: 5 }

describe('failureOf', () => {
  it('is what the server said; a nested field goes by its last part too', () => {
    expect(failed({ domain })).toEqual({
      ...domain,
      message: 'No such account.',
      fields: { 'credentials.apiKey': 'Too short.', apiKey: 'Too short.' },
    })
  })

  it.each([
    ['an error of the browser', new TypeError('fetch failed')],
    ['something that is no error', 'oops'],
  ])('is a missing answer for %s', (_, error) => {
    expect(failureOf(error).code).toBe('network')
  })

  it.each([
    ['nothing', undefined],
    ['no domain', {}],
    ['a text', { domain: 'not_found' }],
    ['no code', { domain: { ...domain, code: undefined } }],
    ['fields that are no texts', { domain: { ...domain, fields: { name: 5 } } }],
    ['a wait that is no number', { domain: { ...domain, retryAfterSeconds: '5' } }],
    ["an exchange's error that is no text", { domain: { ...domain, exchangeError: {} } }],
  ])('is a missing answer where the server sent %s', (_, data) => {
    expect(failed(data)).toMatchObject({ code: 'network', fields: {} })
  })
})
