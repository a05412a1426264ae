import 'server-only'
import type { I18n } from '@lingui/core'
import { cookies, headers } from 'next/headers'
import { cache, use } from 'react'
import { LANGUAGE_COOKIE, type Language, languageOf } from '@/server/language/languages'
import { tagsOf } from '@/server/language/tags-of'
import { catalogueFor } from './catalogues'
import { wordsIn } from './words-in'

/** The language of the page that is asked for. */
export async function languageOfRequest(): Promise<Language> {
  const [jar, request] = await Promise.all([cookies(), headers()])
  return languageOf(jar.get(LANGUAGE_COOKIE)?.value, tagsOf(request.get('accept-language')))
}

/** The texts of the page that is asked for: `i18n._(msg\`Overview\`)`. */
export const wordsOfRequest = cache(async (): Promise<I18n> => {
  const language = await languageOfRequest()
  return wordsIn(language, await catalogueFor(language))
})

/** What the macro `useLingui` becomes in components that only the server has, unless they are `async`. */
export function useLingui(): { i18n: I18n; _: I18n['_'] } {
  const i18n = use(wordsOfRequest())
  return { i18n, _: i18n._.bind(i18n) }
}
