import { describe, expect, it } from 'vitest'
import { auditActor, auditSentence } from './audit-words'

describe('auditSentence', () => {
  it('names what it was about', () => {
    expect(auditSentence({ event: 'token_created', details: { name: 'Risk' } })).toBe('Made the API token “Risk”')
    expect(auditSentence({ event: 'leverage_set', details: { pair: 'ETH:PERP-USDT', leverage: '5' } })).toBe(
      'Set leverage of ETH:PERP-USDT to 5×',
    )
    expect(auditSentence({ event: 'sign_in_failed', details: { wrong: 'password' } })).toBe('A sign-in failed: wrong password')
  })

  it('stays a sentence where details are missing or strange', () => {
    expect(auditSentence({ event: 'account_added', details: {} })).toBe('Added the account')
    expect(auditSentence({ event: 'account_added', details: { name: { no: 'text' } } })).toBe('Added the account')
  })

  it('shows a kind that it does not know by its name', () => {
    expect(auditSentence({ event: 'something_new', details: {} })).toBe('something new')
  })
})

describe('auditActor', () => {
  it('says nothing of the person themselves', () => {
    expect(auditActor('session')).toBeNull()
    expect(auditActor('token')).toBe('by an API token')
  })
})
