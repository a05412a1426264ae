'use client'
import type { ReactNode } from 'react'
import type { EquityBound } from '@/server/domain/types'
import { useSaid } from '../language/said'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'

const WORDS: Record<Exclude<EquityBound, 'exact'>, { mark: string; words: string; meaning: string }> = {
  at_least: { mark: '≥', words: /*i18n*/ 'at least', meaning: /*i18n*/ 'At least that: not all of it is known.' },
  at_most: { mark: '≤', words: /*i18n*/ 'at most', meaning: /*i18n*/ 'At most that: not all that goes against it is known.' },
  uncertain: { mark: '≈', words: /*i18n*/ 'not certain,', meaning: /*i18n*/ 'Not certain: it may be more or less.' },
}

interface BoundedProps {
  bound: EquityBound
  /** What makes it so, in a few words. */
  because?: string | undefined
  /** Within what is pressed as a whole (a link): it opens to nothing of its own, and says why on hover alone. */
  plain?: boolean
  children: ReactNode
}

/**
 * A figure that is not all, or not certain: `≥` before it, in words to those who cannot see it. It opens to why, by a click, a
 * finger or a key.
 */
export function Bounded({ bound, because, plain = false, children }: BoundedProps) {
  const said = useSaid()
  if (bound === 'exact') return children
  const { mark } = WORDS[bound]
  const [words, meaning] = [said(WORDS[bound].words), said(WORDS[bound].meaning)]
  const figure = (
    <>
      <span aria-hidden className="select-none font-normal text-warning underline decoration-dotted underline-offset-3">
        {mark}
      </span>{' '}
      <span className="sr-only">{words} </span>
      {children}
    </>
  )
  if (plain || !because) {
    return (
      <span className="whitespace-nowrap" title={because ? `${meaning} ${because}` : meaning}>
        {figure}
      </span>
    )
  }
  return (
    <Popover>
      <PopoverTrigger className="touch-text select-text whitespace-nowrap rounded-sm [font:inherit]">{figure}</PopoverTrigger>
      <PopoverContent className="text-left font-normal text-foreground text-sm outline-hidden">
        <p className="font-medium">{meaning}</p>
        <p className="mt-1 whitespace-normal text-muted-foreground">{because}</p>
      </PopoverContent>
    </Popover>
  )
}
