import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { getConfig } from '@lingui/conf'
import PO from 'pofile'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { LANGUAGES } from '@/components/language/languages'
import { catalogueOf } from './catalogue.mjs'
import { HAS_MACROS, withoutMacros } from './macros.mjs'
import { missedTexts } from './missed.mjs'

const ROOT = path.resolve(import.meta.dirname, '../..')
const TO_DO = path.join(import.meta.dirname, 'yet-to-do')
const OTHERS = LANGUAGES.map(({ tag }) => tag).filter((tag) => tag !== 'en')

const sources = ['app', 'components'].flatMap((place) =>
  readdirSync(path.join(ROOT, place), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.posix.join(place, file)),
)
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const pos = (tag: string) => readdirSync(path.join(ROOT, 'locales', tag)).filter((file) => file.endsWith('.po'))

/** Files whose texts still stand there in English alone, a list a room. It may only become shorter. */
const toDo = new Set(
  (existsSync(TO_DO) ? readdirSync(TO_DO) : []).flatMap((list) =>
    z.array(z.string()).parse(JSON.parse(readFileSync(path.join(TO_DO, list), 'utf8'))),
  ),
)

describe('missedTexts', () => {
  const missed = (source: string) => missedTexts(source, 'a.tsx').map(({ text }) => text)

  it.each([
    ['const a = <p>Your money</p>', 'Your money'],
    ['const a = <p aria-label="Your money" />', 'Your money'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source that has one.
    ['const a = <p title={`Money of ${name}`} />', 'Money of …'],
    ["const a = <p>{busy ? 'Just a moment' : null}</p>", 'Just a moment'],
    ["toast.success('Saved')", 'Saved'],
    ["const LABELS = [{ value: 'a', label: 'Overview' }]", 'Overview'],
    ['const a = <p><Trans>One</Trans> and two</p>', 'and two'],
  ])('finds what %s says', (source, text) => {
    expect(missed(source)).toEqual([text])
  })

  it.each([
    'const a = <p><Trans>Your <b>money</b></Trans></p>',
    'const a = <p aria-label={t`Your money`} />',
    'const a = <Plural value={n} one="# account" other="# accounts" />',
    'const LABELS = [{ label: msg`Overview` }]',
    "const LABELS = [{ label: msg({ message: 'Close', context: 'order' }) }]",
    "const a = z.string().min(1, { message: /*i18n*/ 'Enter it.' })",
    'const a = <p>Ballast, BTC-USDT 1.5 %</p>',
    'const a = <p className="text-sm" data-kind="plain text" />',
    'const a = <Kbd>Enter it</Kbd>',
  ])('finds nothing in %s', (source) => {
    expect(missed(source)).toEqual([])
  })
})

describe('texts of pages', () => {
  it('all go through the library, but for files that are yet to do', () => {
    const past = sources
      .filter((file) => !toDo.has(file))
      .flatMap((file) => missedTexts(read(file), file).map(({ line, text }) => `${file}:${line} ${text}`))
    expect(past, past.join('\n')).toEqual([])
  })

  it('are still to do where the list says so', () => {
    const done = [...toDo].filter((file) => !sources.includes(file) || missedTexts(read(file), file).length === 0)
    expect(done, 'take these off scripts/languages/yet-to-do').toEqual([])
  })

  it('are of the request on the server, never of the module that all requests share', () => {
    const shared = sources.filter((file) => /import \{[^}]*\b(t|i18n)\b[^}]*\} from '@lingui\/core(\/macro)?'/.test(read(file)))
    expect(shared).toEqual([])
  })

  it('are all in every catalogue', async () => {
    const known = new Map(
      OTHERS.map((tag) => [tag, Object.assign({}, ...pos(tag).map((po) => catalogueOf(read(`locales/${tag}/${po}`))))]),
    )
    const missing: string[] = []
    for (const file of sources) {
      const source = read(file)
      if (!HAS_MACROS.test(source)) continue
      const { code } = await withoutMacros(source, path.join(ROOT, file))
      for (const [, id = '', message = ''] of code.matchAll(
        /\bid(?:: |=\{)"([\w+/]{6})",?\}?\s+message(?:: |=\{)"((?:[^"\\]|\\.)*)"/g,
      ))
        for (const [tag, messages] of known) if (!(id in messages)) missing.push(`${tag}: ${message} (${file})`)
    }
    expect(missing, `npm run texts, then translate:\n${missing.join('\n')}`).toEqual([])
  })
})

describe.each(OTHERS)('the catalogues of %s', (tag) => {
  it('are all read', () => {
    const index = read(`locales/${tag}/index.ts`)
    expect(pos(tag).filter((po) => !index.includes(`from './${po}'`))).toEqual([])
  })

  // Each run of `npm run texts` would move what is not, in every catalogue.
  it('stand in the order of their English, as the library is told to write them', () => {
    const english = new Intl.Collator('en-US')
    expect(getConfig({ configPath: path.join(ROOT, 'lingui.config.js') }).format).toHaveProperty('serialize')
    for (const po of pos(tag)) {
      const texts = PO.parse(read(`locales/${tag}/${po}`)).items.map(({ msgid }) => msgid)
      expect(texts, po).toEqual(texts.toSorted(english.compare))
    }
  })

  it('name what the English names, and say one thing in one way', () => {
    const placeholders = (text: string) => [...new Set(text.match(/\{\w+|<\/?\d+\/?>/g))].sort().join(' ')
    const wrong: string[] = []
    const said = new Map<string, string>()
    for (const po of pos(tag)) {
      for (const { msgid, msgctxt, msgstr, obsolete } of PO.parse(read(`locales/${tag}/${po}`)).items) {
        const [text = ''] = msgstr
        if (obsolete || text === '') continue
        const key = `${msgctxt ?? ''}\n${msgid}`
        if (namesOf(msgid) !== namesOf(text)) wrong.push(`${po}: ${msgid} → ${text}`)
        if ((said.get(key) ?? text) !== text) wrong.push(`${po}: ${msgid} is “${text}” here and “${said.get(key)}” elsewhere`)
        said.set(key, text)
      }
    }
    expect(wrong, wrong.join('\n')).toEqual([])
    function namesOf(text: string): string {
      // What stands in a plural's or a choice's own branches is no name.
      return placeholders(text.replace(/(?<=(?:zero|one|two|few|many|other|=\d+|\w+)\s)\{(?!\w+[,}])/g, ''))
    }
  })
})
