'use client'
import type { ReactNode } from 'react'
import type { EquityBound } from '@/server/domain/types'

const WORDS: Record<Exclude<EquityBound, 'exact'>, { mark: string; words: string }> = {
  at_least: { mark: '≥', words: 'at least' },
  at_most: { mark: '≤', words: 'at most' },
  uncertain: { mark: '≈', words: 'not certain,' },
}

interface BoundedProps {
  bound: EquityBound
  /** What makes it so, in a few words. */
  because?: string | undefined
  children: ReactNode
}

/** A figure that is not all, or not certain: `≥` before it, in words to those who cannot see it, and why on hover. */
export function Bounded({ bound, because, children }: BoundedProps) {
  if (bound === 'exact') return children
  const { mark, words } = WORDS[bound]
  const title = because ? `${words.replace(/,$/, '')}: ${because}` : words.replace(/,$/, '')
  return (
    <span className="whitespace-nowrap" title={title.charAt(0).toUpperCase() + title.slice(1)}>
      <span aria-hidden className="select-none font-normal text-warning">
        {mark}{' '}
      </span>
      <span className="sr-only">{words} </span>
      {children}
    </span>
  )
}
