import { sentencesIn } from './catalogue'
import type { Language } from './languages'
import type { Reader } from './reader'
import { filled, type Said } from './sentence'

/** The same for whoever asks a service: a page in its language, a program in English. Never of what is stored or shared. */
export const told = ({ language = 'en' }: { language?: Language }, said: Said): string => inLanguage(said, language)

/**
 * What is said to a person, in their language; in English where its catalogue does not have it. What stands in it stays as it is:
 * names, numbers, the words of an exchange; a sentence within it is said in the same language.
 */
export function inLanguage(said: Said, language: Language): string {
  if (language === 'en') return String(said)
  const sentences = sentencesIn(language)
  if (typeof said === 'string') return sentences.get(said) ?? said
  const values = said.values.map((value) => (typeof value === 'object' ? inLanguage(value, language) : String(value)))
  return filled(sentences.get(said.text) ?? said.text, values)
}

/** Somebody who reads a language. */
export const readerIn = (language: Language): Reader => ({ language, say: (said) => inLanguage(said, language) })
