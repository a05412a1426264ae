import { describe, expect, it } from 'vitest'
import { foldName, nameFault, tidyName } from './names'

describe('foldName', () => {
  it.each([
    ['letter case', 'Main', 'mAIN'],
    ['Cyrillic small letters', 'Main', 'Mаіn'],
    ['Cyrillic capitals', 'BTC HOPE', 'ВТС НОРЕ'],
    ['Greek capitals', 'KRAKEN', 'ΚRΑΚΕΝ'],
    ['full-width letters', 'Bybit', 'Ｂｙｂｉｔ'],
    ['styled letters', 'Bybit', '𝐁𝐲𝐛𝐢𝐭'],
    ['zero-width characters', 'Main', 'Ma\u200bin\u2060'],
    ['no-break and doubled spaces', 'Main desk', ' Main\u00a0 desk'],
    ['composed and decomposed accents', 'Café', 'Cafe\u0301'],
    ['ligatures', 'office', 'oﬃce'],
    ['Cyrillic words by case', 'СЧЁТ', 'счёт'],
    ['sharp s', 'Straße', 'STRASSE'],
  ])('folds %s', (_what, one, other) => {
    expect(foldName(one)).toBe(foldName(other))
  })

  it.each([
    ['Desk 1', 'Desk I'],
    ['Desk 0', 'Desk O'],
    ['Cafe', 'Café'],
    ['Main', 'Main 2'],
    ['счёт', 'счет'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other))
  })
})

describe('names', () => {
  it('are tidied', () => {
    expect(tidyName('  Mai\u0301n  desk ')).toBe('Maín  desk')
  })

  it('are 1 to 64 visible characters', () => {
    expect(nameFault('x')).toBeNull()
    expect(nameFault('😀'.repeat(64))).toBeNull()
    expect(String(nameFault(''))).toMatch(/name/)
    expect(String(nameFault('x'.repeat(65)))).toMatch(/65/)
    expect(String(nameFault('\u200b'))).toMatch(/seen/)
    expect(String(nameFault('a\u0007b'))).toMatch(/control/)
  })
})
