import { LANGUAGE_COOKIE, type Language, languageOf } from './languages'
import { tagsOf } from './tags-of'

/** The language of whoever reads the answer to a request: the one that its page is in. */
export function languageOfHeaders(headers: Pick<Headers, 'get'>): Language {
  const name = `${LANGUAGE_COOKIE}=`
  const chosen = headers
    .get('cookie')
    ?.split(/;\s*/)
    .find((pair) => pair.startsWith(name))
  return languageOf(chosen?.slice(name.length), tagsOf(headers.get('accept-language')))
}
