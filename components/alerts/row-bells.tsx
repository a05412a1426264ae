'use client'
import { useLingui } from '@lingui/react/macro'
import type { LineAccount } from '@/server/domain/views'
import type { AssetRow } from '../assets/row'
import { cn } from '../ui/cn'
import { lazyPart } from '../ui/lazy-part'
import { BellPopover } from './bell-popover'

// What a bell opens weighs more than the row that it stands in: it comes when one is opened.
const WatchAccount = lazyPart(() => import('./watch-account').then((file) => file.WatchAccount))
const WatchPosition = lazyPart(() => import('./watch-position').then((file) => file.WatchPosition))

interface RowBellProps {
  /** Whether a rule of its own watches it (`useWatched`). */
  watched: boolean
  className?: string
}

/** Makes a rule about the account of a row. */
export function AccountRowBell({ account, watched, className }: RowBellProps & { account: LineAccount }) {
  const { t } = useLingui()
  const { name } = account
  return (
    <BellPopover
      words={t`Tell me about ${name}`}
      watched={watched}
      size="icon-sm"
      variant="ghost"
      {...(className && { className })}
    >
      <WatchAccount open account={account} />
    </BellPopover>
  )
}

/** Makes a rule about the open position of a row. */
export function PositionRowBell({ row, watched, className }: RowBellProps & { row: AssetRow }) {
  const { t } = useLingui()
  const { symbol } = row.asset
  const { name } = row.account
  return (
    <BellPopover
      words={t`Tell me about ${symbol} of ${name}`}
      watched={watched}
      size="icon-sm"
      variant="ghost"
      align="start"
      {...(className && { className })}
    >
      <WatchPosition open row={row} />
    </BellPopover>
  )
}

/**
 * In tables of many rows: where somebody points, or the keyboard is; where there is nothing to point with, and where
 * something is watched, always.
 */
export const quietUntilPointedAt = (watched: boolean) =>
  cn(
    'focus-visible:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100',
    !watched && 'opacity-0',
  )
