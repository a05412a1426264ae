'use client'
// biome-ignore lint/style/noRestrictedImports: chosen once for a whole page, which does wait for it: it has no words without.
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { Language } from '@/server/language/languages'
import { WordsAround } from './words-around'

// Each is a chunk that only its readers fetch, beside the others: the page names it in its head.
const InGerman = dynamic(() => import('./in-german').then((file) => file.InGerman))
const InChinese = dynamic(() => import('./in-chinese').then((file) => file.InChinese))

/** The language of a page, for all that is on it. */
export function LanguageOfPage({ language, children }: { language: Language; children: ReactNode }) {
  if (language === 'de') return <InGerman>{children}</InGerman>
  if (language === 'zh-Hans') return <InChinese>{children}</InChinese>
  return (
    <WordsAround language="en" messages={{}}>
      {children}
    </WordsAround>
  )
}
