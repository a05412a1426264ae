import { describe, expect, it } from 'vitest'
import { localeOf } from './locale'

describe('localeOf', () => {
  it('takes the language that is wanted most', () => {
    expect(localeOf('de-DE,de;q=0.9,en;q=0.8')).toBe('de-DE')
    expect(localeOf('en;q=0.5, fr-CH;q=0.9')).toBe('fr-CH')
  })

  it('passes over what is no language, or not wanted', () => {
    expect(localeOf('*')).toBe('en-US')
    expect(localeOf('de;q=0, it')).toBe('it')
    expect(localeOf('<script>, sv')).toBe('sv')
    expect(localeOf('a-b-c')).toBe('en-US')
    expect(localeOf(null)).toBe('en-US')
  })
})
