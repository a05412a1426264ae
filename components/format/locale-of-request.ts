import 'server-only'
import { headers } from 'next/headers'
import { cache, use } from 'react'
import { localeOf } from './locale'

/** How the page that is asked for writes numbers. */
export const localeOfRequest = cache(async (): Promise<string> => localeOf((await headers()).get('accept-language')))

/** The same where the server has to write a number into a text, in components that are not `async`; the browser's have `useDisplay`. */
export const useLocaleOfRequest = (): string => use(localeOfRequest())
