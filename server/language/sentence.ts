/** What stands in a sentence: a number, a name, what an exchange said; or another sentence. */
export type SentenceValue = string | number | Sentence

/** A sentence for a person, which comes in the language of the page that shows it, and in English everywhere else. */
export interface Sentence {
  /** Its English, with `{0}`, `{1}` … where a value stands: by it the catalogues know it (docs/languages.md). */
  readonly text: string
  readonly values: readonly SentenceValue[]
  /** The whole of it in English. */
  toString(): string
}

/** A sentence, or a text as it stands: a whole one that a catalogue may have, or the words of somebody else. */
export type Said = string | Sentence

/** A sentence as it is written: `` sentence`The account ${name} is archived.` ``. */
export function sentence(parts: TemplateStringsArray, ...values: SentenceValue[]): Sentence {
  return worded(
    parts.reduce((before, part, at) => `${before}{${at - 1}}${part}`),
    ...values,
  )
}

/** A sentence by its text, with `{0}`, `{1}` … where its values stand: for texts that are written down elsewhere. */
export function worded(text: string, ...values: SentenceValue[]): Sentence {
  return { text, values, toString: () => filled(text, values.map(String)) }
}

/** Sentences one after another. */
export function together(all: readonly Said[]): Sentence {
  const values = all.map((said) => (typeof said === 'string' ? worded(said) : said))
  return worded(values.map((_, at) => `{${at}}`).join(' '), ...values)
}

/** One of several names: `A or B`. */
export function eitherOf(names: readonly string[]): SentenceValue {
  return names.slice(1).reduce<SentenceValue>((before, name) => sentence`${before} or ${name}`, names[0] ?? '')
}

/** A text with its values in their places. */
export function filled(text: string, values: readonly string[]): string {
  return text.replace(/\{(\d+)\}/g, (place, at) => values[Number(at)] ?? place)
}
