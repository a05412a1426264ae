'use client'
import type { ReactNode } from 'react'
import { messages } from '@/locales/zh-Hans'
import { WordsAround } from './words-around'

export function InChinese({ children }: { children: ReactNode }) {
  return (
    <WordsAround language="zh-Hans" messages={messages}>
      {children}
    </WordsAround>
  )
}
