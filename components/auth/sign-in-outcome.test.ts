import { describe, expect, it } from 'vitest'
import { wordsIn } from '../language/words-in'
import { outcomeOf as outcome } from './sign-in-outcome'

const english = wordsIn('en', {})

function outcomeOf(...result: Parameters<typeof outcome>) {
  const told = outcome(...result)
  return told.kind === 'refused' ? { ...told, message: english._(told.message) } : told
}

const refused = (error: string) => outcomeOf({ ok: false, error })

describe('outcomeOf', () => {
  it('is done only without an error', () => {
    expect(outcomeOf({ ok: true, error: null })).toEqual({ kind: 'done' })
    expect(outcomeOf({ ok: true, error: 'invalid_credentials' })).toMatchObject({ kind: 'refused' })
  })

  it('asks for the second factor, and tells a wrong one from a missing one', () => {
    expect(refused('second_factor_required')).toEqual({ kind: 'second_factor', wrong: false })
    expect(refused('second_factor_wrong')).toEqual({ kind: 'second_factor', wrong: true })
  })

  it('says how long to wait', () => {
    expect(refused('rate_limited:30')).toEqual({ kind: 'refused', message: 'Too many tries. Try again in 30 seconds.' })
    expect(refused('rate_limited:60')).toMatchObject({ message: expect.stringContaining('in a minute') })
    expect(refused('rate_limited:61')).toMatchObject({ message: expect.stringContaining('in 2 minutes') })
  })

  it('never shows what it does not know', () => {
    expect(refused('SELECT 1')).toMatchObject({ kind: 'refused', message: expect.not.stringContaining('SELECT') })
    expect(outcomeOf(undefined)).toMatchObject({ kind: 'refused' })
  })

  it.each([
    ['unavailable_away', 'out of reach'],
    ['unavailable_full', 'the disk of this installation is full'],
    ['unavailable_read_only', 'takes no changes'],
  ])('says why nobody can sign in just now: %s', (error, words) => {
    expect(outcomeOf({ ok: false, error })).toMatchObject({ kind: 'refused', message: expect.stringContaining(words) })
  })
})
