/** The languages that pages come in, each by its own name; English is the one that the sources are written in. */
export const LANGUAGES = [
  { tag: 'en', name: 'English' },
  { tag: 'de', name: 'Deutsch' },
  { tag: 'zh-Hans', name: '简体中文' },
] as const

export type Language = (typeof LANGUAGES)[number]['tag']

/** Where a browser keeps the one that was chosen in it. */
export const LANGUAGE_COOKIE = 'ballast.language'

/** A browser's own wish, as one of ours; null where there is none. Traditional Chinese is another script. */
function ours(tag: string): Language | null {
  const [first, ...parts] = tag.toLowerCase().split('-')
  if (first === 'en' || first === 'de') return first
  if (first === 'zh' && (parts.includes('hans') || !parts.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part))))
    return 'zh-Hans'
  return null
}

export function isLanguage(value: string | null | undefined): value is Language {
  return LANGUAGES.some(({ tag }) => tag === value)
}

/** The language of a page: the one chosen in this browser, else the first of its own that there is, else English. */
export function languageOf(chosen: string | undefined, wanted: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen
  for (const tag of wanted) {
    const language = ours(tag)
    if (language !== null) return language
  }
  return 'en'
}
