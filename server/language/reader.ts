import type { Language } from './languages'
import type { Said } from './sentence'

/** Whom something is written for. Functions that put words together are handed one, so that they say the same in each language. */
export interface Reader {
  language: Language
  say(said: Said): string
}

/** Programs, logs and what is stored; `readerIn` is for people. */
export const ENGLISH: Reader = { language: 'en', say: String }

/** Numbers and dates, where nobody chose a format: of messages, and of pages behind share links. */
export const LOCALES: Readonly<Record<Language, { number: string; date: string }>> = {
  en: { number: 'en-US', date: 'en-GB' },
  de: { number: 'de-DE', date: 'de-DE' },
  'zh-Hans': { number: 'zh-CN', date: 'zh-CN' },
}

/** Ends a sentence that is made of parts, and stands between the items of a list. */
export const MARKS: Readonly<Record<Language, { stop: string; comma: string }>> = {
  en: { stop: '.', comma: ', ' },
  de: { stop: '.', comma: ', ' },
  'zh-Hans': { stop: '。', comma: '、' },
}
