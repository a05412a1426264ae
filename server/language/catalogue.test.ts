import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import PO from 'pofile'
import { describe, expect, it } from 'vitest'
import { readPo } from './catalogue'
import { LANGUAGES } from './languages'
import { languageOfHeaders } from './of-request'

const OTHERS = LANGUAGES.map(({ tag }) => tag).filter((tag) => tag !== 'en')

describe('readPo', () => {
  it.each(OTHERS)('reads the catalogues of %s as their own library does', (tag) => {
    const folder = path.resolve('locales', tag)
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.po'))) {
      const text = readFileSync(path.join(folder, file), 'utf8')
      const items = PO.parse(text).items.filter(({ msgstr, obsolete }) => !obsolete && msgstr[0])
      expect([...readPo(text)], file).toEqual([...new Map(items.map(({ msgid, msgstr }) => [msgid, msgstr[0]]))])
    }
  })

  it('leaves out what is not translated, or not said any more', () => {
    const po =
      'msgid ""\nmsgstr ""\n"Language: de\\n"\n\n#: a.ts\nmsgid "One \\"a\\""\nmsgstr ""\n"Ei"\n"ns"\n\nmsgid "Two"\nmsgstr ""\n\n#~ msgid "Three"\n#~ msgstr "Drei"'
    expect([...readPo(po)]).toEqual([['One "a"', 'Eins']])
  })
})

it('takes a request to be in the language of its page', () => {
  const asked = (headers: Record<string, string>) => languageOfHeaders(new Headers(headers))
  expect(asked({ cookie: 'a=b; ballast.language=de', 'accept-language': 'zh-CN' })).toBe('de')
  expect(asked({ cookie: 'ballast.language=xx', 'accept-language': 'zh-CN,en;q=0.5' })).toBe('zh-Hans')
  expect(asked({})).toBe('en')
})
