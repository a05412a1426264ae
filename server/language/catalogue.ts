import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Language } from './languages'

/** What the server says to a person, and what schemas say, which pages share with it. */
const ROOMS = ['server', 'schemas'] as const

const read = new Map<Language, ReadonlyMap<string, string>>()

/** A language's sentences of the server, by their English; none for English. Read once a process. */
export function sentencesIn(language: Language): ReadonlyMap<string, string> {
  let sentences = read.get(language)
  if (sentences === undefined) {
    const rooms = language === 'en' ? [] : ROOMS.map((room) => readPo(readFileSync(fileOf(language, room), 'utf8')))
    sentences = new Map(rooms.flatMap((room) => [...room]))
    read.set(language, sentences)
  }
  return sentences
}

const fileOf = (language: Language, room: string) =>
  path.join(/* turbopackIgnore: true */ process.cwd(), 'locales', language, `${room}.po`)

/** An entry that is not obsolete. Plurals and contexts are none of the server's. */
const ENTRY = /^msgid ((?:".*"\n)+)msgstr ((?:".*"(?:\n|$))+)/gm

/** What a `.po` says, by its English; without what is not translated yet. */
export function readPo(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, id = '', said = ''] of text.replaceAll('\r\n', '\n').matchAll(ENTRY)) {
    const [english, translated] = [unquoted(id), unquoted(said)]
    if (english !== '' && translated !== '') found.set(english, translated)
  }
  return found
}

/** A string in a `.po` is written as one in JSON, over several lines where it is long. */
const unquoted = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => String(JSON.parse(line)))
    .join('')
