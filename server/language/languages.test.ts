import { describe, expect, it } from 'vitest'
import { languageOf } from './languages'
import { tagsOf } from './tags-of'

const asked = (header: string | null, cookie?: string) => languageOf(cookie, tagsOf(header))

describe('languageOf', () => {
  it('is the one that was chosen, whatever the browser wants', () => {
    expect(asked('de-DE,de;q=0.9', 'zh-Hans')).toBe('zh-Hans')
    expect(asked('zh-CN', 'en')).toBe('en')
  })

  it.each(['', 'fr', 'DE', 'de; drop table', '../de', '__proto__'])('takes nothing from a cookie that says %j', (cookie) => {
    expect(asked('de', cookie)).toBe('de')
    expect(asked(null, cookie)).toBe('en')
  })

  it.each([
    ['de-AT,en;q=0.5', 'de'],
    ['en-GB,de;q=0.9', 'en'],
    ['en;q=0.4,de;q=0.6', 'de'],
    ['fr,ja;q=0.9,de;q=0.1', 'de'],
    ['zh-CN,zh;q=0.9', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-Hans-HK', 'zh-Hans'],
    ['zh-TW,en;q=0.7', 'en'],
    ['zh-Hant', 'en'],
    ['fr', 'en'],
    ['*', 'en'],
    ['de;q=0', 'en'],
    [null, 'en'],
  ])('is what a browser that sends %j wants', (header, language) => {
    expect(asked(header)).toBe(language)
  })
})
