import { describe, expect, it } from 'vitest'
import { KnownAccounts } from './expectations'

const account = (apiKey: string, sandbox = false) => ({ exchange: 'binance', credentials: { apiKey }, sandbox, options: {} })

describe('KnownAccounts', () => {
  it('keeps each account’s own', () => {
    const known = new KnownAccounts()
    known.of(account('a')).set('kind', 'yes')
    expect(known.of(account('a')).get('kind')).toBe('yes')
    expect(known.of(account('b')).get('kind')).toBeUndefined()
    expect(known.of(account('a', true)).get('kind')).toBeUndefined()
  })

  it('forgets the one that was read longest ago when there are too many', () => {
    const known = new KnownAccounts(2)
    known.of(account('a')).set('kind', 'yes')
    known.of(account('b')).set('kind', 'yes')
    known.of(account('a'))
    known.of(account('c'))
    expect(known.of(account('a')).get('kind')).toBe('yes')
    expect(known.of(account('b')).get('kind')).toBeUndefined()
  })
})
