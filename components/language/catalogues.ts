import type { Messages } from '@lingui/core'
import type { Language } from '@/server/language/languages'

/** A language's catalogue, which is a chunk of its own; English has none. */
const CATALOGUES: Record<Language, () => Promise<Messages>> = {
  en: async () => ({}),
  de: () => import('@/locales/de').then((file) => file.messages),
  'zh-Hans': () => import('@/locales/zh-Hans').then((file) => file.messages),
}

export function catalogueFor(language: Language): Promise<Messages> {
  return CATALOGUES[language]()
}
