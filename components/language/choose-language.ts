'use client'
import { LANGUAGE_COOKIE, type Language } from '@/server/language/languages'
import { forgetPages } from '../offline/kept-page'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Keeps the choice in this browser, and has the page come in that language. */
export function chooseLanguage(language: Language): void {
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it, and not every browser has the Cookie Store yet.
  document.cookie = `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`
  // Pages that were kept for a time without a network speak the language of before.
  void forgetPages()
    .catch(() => {})
    .then(() => window.location.reload())
}
