import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { getConfig } from '@lingui/conf'
import PO from 'pofile'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sentencesIn } from '@/server/language/catalogue'
import { LANGUAGES } from '@/server/language/languages'
import { catalogueOf } from './catalogue.mjs'
import { HAS_MACROS, withoutMacros } from './macros.mjs'
import { missedTexts } from './missed.mjs'
import { bareRefusals, bareWords, sentencesOf } from './sentences.mjs'

const ROOT = path.resolve(import.meta.dirname, '../..')
const TO_DO = path.join(import.meta.dirname, 'yet-to-do')
const OTHERS = LANGUAGES.map(({ tag }) => tag).filter((tag) => tag !== 'en')

const sourcesIn = (place: string) =>
  readdirSync(path.join(ROOT, place), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.posix.join(place, file))
const sources = ['app', 'components'].flatMap(sourcesIn)
/** What only programs are answered with stays English. */
const ofPrograms = /^server\/(jobs|mcp|oauth|rest)\//
const ofServer = sourcesIn('server').filter((file) => !ofPrograms.test(file) && !/[./]testing\.tsx?$/.test(file))
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const pos = (tag: string) => readdirSync(path.join(ROOT, 'locales', tag)).filter((file) => file.endsWith('.po'))

/** What reaches a person where no page is: messages are made here. */
const ofMessages = ['server/domain/alerts', 'server/services/alerts', 'server/notify'].flatMap(sourcesIn)
/** Why a connection failed is stored as it happened, as what the other side answered; what is offered beside a figure a page says. */
const noMessages = new Set(['server/notify/http.ts', 'server/domain/alerts/suggest.ts'])

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

describe('sentencesOf', () => {
  it('knows a sentence by its English, with a number where a value stands', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source that has one.
    const source = 'const a = sentence`The account ${row.name} is archived.`\nconst b = sentence`${a} ${a}`'
    expect(sentencesOf(source, 'a.ts')).toEqual([{ line: 1, text: 'The account {0} is archived.', values: ['row.name'] }])
  })

  it('finds what an exchange’s code means, and a refusal with the exchange’s words behind it', () => {
    const source =
      "const W = 'It is locked.'\nconst RULES = { '1': { code: 'exchange_refused', words: W }, '2': { code: 'exchange_clock' } }"
    expect(sentencesOf(source, 'a.ts').map(({ text }) => text)).toEqual(['It is locked.', 'It is locked: {0}'])
  })

  it('takes no brace for a value that is none', () => {
    expect(() => sentencesOf('const a = sentence`Write {name}.`', 'a.ts')).toThrow('a.ts:1')
  })
})

describe('bareRefusals', () => {
  const bare = (source: string) => bareRefusals(source, 'a.ts').map(({ text }) => text)

  it.each([
    ["throw new DomainError('conflict', 'It is taken.')", ['It is taken.']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source that has one.
    ["throw new DomainError('conflict', `${name} is taken.`)", ['`${name} is taken.`']],
    [
      "const WORDS = 'It is taken.'\nthrow new DomainError('conflict', WORDS, { fields: { name: WORDS } })",
      ['It is taken.', 'It is taken.'],
    ],
    ["throw new DomainError('conflict', own ? sentence`Yours.` : 'Somebody’s.')", ['Somebody’s.']],
    ["throw new DomainError('conflict', sentence`Taken.`, { fields: { name: 'Taken.' } })", ['Taken.']],
    ["throw new DomainError('conflict', name + ' is taken.')", ["name + ' is taken.'"]],
  ])('finds what %s says past the catalogues', (source, found) => {
    expect(bare(source)).toEqual(found)
  })

  it.each([
    "throw new DomainError('conflict', sentence`It is taken.`)",
    "throw new DomainError('conflict', /*i18n*/ 'It is taken.')",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source that has one.
    "throw new DomainError('forbidden', /*same*/ `This token lacks ${scope}.`)",
    "throw new DomainError(error.code, error.said.message, { cause: 'a defect' })",
  ])('finds nothing in %s', (source) => {
    expect(bare(source)).toEqual([])
  })
})

describe('bareWords', () => {
  const bare = (source: string) => bareWords(source, 'a.ts').map(({ text }) => text)

  it.each([
    ["const title = 'Nothing gets through'", ['Nothing gets through']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source that has one.
    ['const title = `${name} fires again`', ['… fires again']],
    ["const button = { label: 'Look' }", ['Look']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source that has one.
    ['const html = `<p class="a b">You get ${this}</p>`', ['<p class="a b">You get …</p>']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source that has one.
    ['const a = sentence`Since ${at ?? "the very beginning"}.`', ['the very beginning']],
  ])('finds what %s says past the catalogues', (source, found) => {
    expect(bare(source)).toEqual(found)
  })

  it.each([
    'const a = sentence`Nothing gets through`',
    "const a = /*same*/ '1px solid red'",
    "type Kind = 'in the morning'",
    "ctx.log.warn({ id }, 'a message could not be sent')",
    "throw new Error('A message tells of something.')",
    "const outcome = { ok: false, answer: 'nobody answers' }",
    '<T,>() => `<table role="presentation" width="100%">`',
  ])('finds nothing in %s', (source) => {
    expect(bare(source)).toEqual([])
  })

  it('looks within what calls are given alone, where it is told so', () => {
    const source = "change('second factor off')\nmail({ subject: 'Your second factor' })"
    expect(bareWords(source, 'a.ts', /^mail$/).map(({ text }) => text)).toEqual(['Your second factor'])
  })
})

describe('sentences of the server', () => {
  it('all go through the catalogues', () => {
    const past = ofServer.flatMap((file) => bareRefusals(read(file), file).map(({ line, text }) => `${file}:${line} ${text}`))
    expect(past, past.join('\n')).toEqual([])
  })

  it('reach a person where no page is by the catalogues', () => {
    const messages = ofMessages.filter((file) => ofServer.includes(file) && !noMessages.has(file))
    const past = [
      ...messages.flatMap((file) => bareWords(read(file), file).map((words) => ({ file, ...words }))),
      ...ofServer.flatMap((file) => bareWords(read(file), file, /^(letterFor|mail)$/).map((words) => ({ file, ...words }))),
    ].map(({ file, line, text }) => `${file}:${line} ${text}`)
    expect(past, past.join('\n')).toEqual([])
  })

  it.each(OTHERS)('are all in those of %s', (tag) => {
    const known = sentencesIn(tag)
    const said = ofServer.flatMap((file) => sentencesOf(read(file), file))
    expect(said.length).toBeGreaterThan(300)
    const missing = said.filter(({ text }) => !known.has(text)).map(({ text }) => text)
    expect(missing, `npm run texts, then translate:\n${missing.join('\n')}`).toEqual([])
  })
})

describe.each(OTHERS)('the catalogues of %s', (tag) => {
  it('are all read, those of the server by the server alone', () => {
    const index = read(`locales/${tag}/index.ts`)
    expect(pos(tag).filter((po) => !index.includes(`from './${po}'`))).toEqual(['server.po'])
  })

  it('leave nothing untranslated that stands in a file of theirs', () => {
    const empty = pos(tag).flatMap((po) =>
      PO.parse(read(`locales/${tag}/${po}`)).items.flatMap(({ msgid, msgstr, obsolete }) =>
        obsolete || msgstr[0] ? [] : [`${po}: ${msgid}`],
      ),
    )
    expect(empty, empty.join('\n')).toEqual([])
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
