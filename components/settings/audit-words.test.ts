import { describe, expect, it } from 'vitest'
import { wordsIn } from '../language/words-in'
import { auditActor, auditSentence as sentence } from './audit-words'

const english = wordsIn('en', {})
const auditSentence = (line: Parameters<typeof sentence>[0]) => sentence(line, english)

describe('auditSentence', () => {
  it('names what it was about', () => {
    expect(auditSentence({ event: 'token_created', details: { name: 'Risk' } })).toBe('Made the API token “Risk”')
    expect(auditSentence({ event: 'leverage_set', details: { pair: 'ETH:PERP-USDT', leverage: '5' } })).toBe(
      'Set leverage of ETH:PERP-USDT to 5×',
    )
    expect(auditSentence({ event: 'sign_in_failed', details: { wrong: 'password' } })).toBe('A sign-in failed: wrong password')
  })

  it('names who became what on a desk', () => {
    const member = 'Ada'
    const changed = (details: Record<string, unknown>) =>
      auditSentence({ event: 'member_changed', details: { member, ...details } })
    expect(changed({ role: 'trader', was: 'viewer' })).toBe('Made “Ada” trader: all accounts')
    expect(changed({ role: 'viewer', was: 'viewer', tags: ['Fund'] })).toBe('Changed what “Ada” sees: only “Fund”')
    expect(auditSentence({ event: 'member_invited', details: { note: null, role: 'viewer' } })).toBe('Invited somebody as viewer')
    expect(auditSentence({ event: 'desk_renamed', details: { was: 'A', name: 'B' } })).toBe('Renamed the desk “A” to “B”')
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
    expect(auditActor('token')).toMatchObject({ message: 'by an API token' })
  })
})
