import { tagsOf } from '@/server/language/tags-of'

/** The first language of an Accept-Language header whose number format is known; `en-US` where there is none. */
export function localeOf(acceptLanguage: string | null): string {
  for (const tag of tagsOf(acceptLanguage)) {
    try {
      if (Intl.NumberFormat.supportedLocalesOf(tag).length > 0) return tag
    } catch {
      // A tag that is well written but none: the next one.
    }
  }
  return 'en-US'
}
