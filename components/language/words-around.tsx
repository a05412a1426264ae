'use client'
import type { Messages } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { type ReactNode, useState } from 'react'
import type { Language } from '@/server/language/languages'
import { wordsIn } from './words-in'

interface WordsAroundProps {
  language: Language
  messages: Messages
  children: ReactNode
}

/** Everything inside speaks one language: another one is a page that is loaded anew. */
export function WordsAround({ language, messages, children }: WordsAroundProps) {
  const [i18n] = useState(() => wordsIn(language, messages))
  return <I18nProvider i18n={i18n}>{children}</I18nProvider>
}
