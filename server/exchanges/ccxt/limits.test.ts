import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { limitScope, waitAskedFor } from './limits'

const NOW = Date.parse('2026-01-01T00:00:00Z')
const answer = (headers: Record<string, string> = {}, signed = true) => ({ status: 429, headers, body: '', signed })

describe('whose calls a limit counts', () => {
  it('is the account only where the exchange says so, and the call was made with its key', () => {
    expect(limitScope({ scope: 'account' }, answer())).toBe('account')
    expect(limitScope({ scope: 'account' }, answer({}, false))).toBe('address')
    expect(limitScope({ scope: 'account' }, undefined)).toBe('address')
    expect(limitScope({}, answer())).toBe('address')
  })
})

describe('the wait that an answer asks for', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([
    ['7', 7],
    ['2.2', 3],
    [new Date(NOW + 90_000).toUTCString(), 90],
    [new Date(NOW - 90_000).toUTCString(), 0],
    ['soon', undefined],
  ])('Retry-After: %s', (value, seconds) => {
    expect(waitAskedFor({}, answer({ 'retry-after': value }))).toBe(seconds)
  })

  it.each([
    ['milliseconds', '2500', 3],
    ['unix seconds', String(NOW / 1000 + 8), 8],
    ['unix milliseconds', String(NOW + 1200), 2],
    // A second at least, though our clock is ahead; nothing where the figure cannot be what it should.
    ['unix milliseconds', String(NOW - 400), 1],
    ['unix milliseconds', String(NOW * 1000), undefined],
    ['milliseconds', '', undefined],
    ['milliseconds', 'soon', undefined],
  ] as const)('a header in %s: %s', (as, value, seconds) => {
    expect(waitAskedFor({ resets: { header: 'x-reset', as } }, answer({ 'x-reset': value }))).toBe(seconds)
  })

  it('is Retry-After where both are there, and nothing where none is', () => {
    const rule = { resets: { header: 'x-reset', as: 'milliseconds' } } as const
    expect(waitAskedFor(rule, answer({ 'x-reset': '9000', 'retry-after': '4' }))).toBe(4)
    expect(waitAskedFor(rule, answer())).toBeUndefined()
    expect(waitAskedFor({ waitSeconds: 600 }, answer())).toBe(600)
    expect(waitAskedFor({ waitSeconds: 600 }, answer({ 'retry-after': '4' }))).toBe(4)
    expect(waitAskedFor(rule, undefined)).toBeUndefined()
  })
})
