'use client'
import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef } from 'react'
import type { AssetLines } from './use-asset-lines'

/** Lines beyond those in sight that are wanted too, since they are where somebody goes next. */
const BESIDE = 12

/** What tells, as soon as it scrolls, which lines are in sight. */
export function sighted({ see, window: { total } }: AssetLines) {
  return <Scroller extends Element | Window, Item extends Element>({ range }: Virtualizer<Scroller, Item>) => {
    if (range) see({ first: Math.max(0, range.startIndex - BESIDE), last: Math.min(total - 1, range.endIndex + BESIDE) })
  }
}

/** Goes to the top when other rows are shown, or the same in another order. */
export function useTop(view: string, toTop: () => void): void {
  const before = useRef(view)
  useLayoutEffect(() => {
    if (before.current === view) return
    before.current = view
    toTop()
  })
}
