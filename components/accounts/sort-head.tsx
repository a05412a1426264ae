'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { isValidElement, type ReactElement, type ReactNode } from 'react'
import type { AccountSort } from '@/server/domain/account-table'
import { cn } from '../ui/cn'
import { TableHead } from '../ui/table'
import { type AccountsView, BEGINS_DESCENDING } from './accounts-toolbar'

interface SortHeadProps extends Pick<AccountsView, 'view' | 'setView'> {
  by: AccountSort
  right?: boolean
  className?: string
  /** What the column is called; sorting has a button of its own where that opens to what it means. */
  children: ReactElement | { name: ReactNode }
}

const SORTS: Record<AccountSort, MessageDescriptor> = {
  added: msg`Sort as added`,
  name: msg`Sort by name`,
  state: msg`Sort by status`,
  equity: msg`Sort by equity`,
  refreshed: msg`Sort by age`,
  margin: msg`Sort by margin use`,
  health: msg`Sort by health`,
  distance: msg`Sort by distance to liquidation`,
}

/** A click sorts what matters most first, the next turns it round, the third leaves the order as added. */
export function SortHead({ by, right = false, className, view, setView, children }: SortHeadProps) {
  const { t } = useLingui()
  const sorted = view.sort === by
  const first = BEGINS_DESCENDING[by]
  const Arrow = (sorted ? view.desc : first) ? ArrowDown : ArrowUp
  const next = () => {
    if (!sorted) setView({ sort: by, desc: first })
    else if (view.desc === first) setView({ desc: !first })
    else setView({ sort: 'added', desc: false })
  }
  const arrow = (
    <Arrow
      aria-hidden
      className={cn('size-3 shrink-0', !sorted && 'opacity-0 group-hover:opacity-50 group-focus-visible:opacity-50')}
    />
  )
  const looks = cn(
    'caption group inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-foreground',
    right && 'flex-row-reverse',
    sorted && 'text-foreground',
  )
  return (
    <TableHead
      aria-sort={sorted ? (view.desc ? 'descending' : 'ascending') : 'none'}
      className={cn(right && 'text-right', className)}
    >
      {isValidElement(children) ? (
        <button type="button" onClick={next} className={looks}>
          {children}
          {arrow}
        </button>
      ) : (
        <span className={cn(looks, 'max-w-full')}>
          {children.name}
          <button
            type="button"
            onClick={next}
            aria-label={t(SORTS[by])}
            className="group touch-target grid min-h-6 min-w-6 place-items-center rounded-sm"
          >
            {arrow}
          </button>
        </span>
      )}
    </TableHead>
  )
}
