'use client'
import type { ReactNode } from 'react'
import { messages } from '@/locales/de'
import { WordsAround } from './words-around'

export function InGerman({ children }: { children: ReactNode }) {
  return (
    <WordsAround language="de" messages={messages}>
      {children}
    </WordsAround>
  )
}
