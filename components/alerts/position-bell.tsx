'use client'
import { useLingui } from '@lingui/react/macro'
import { Bell, BellRing, ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { positionSuggestions } from '@/server/domain/alerts/suggest'
import type { Asset } from '@/server/domain/types'
import { useMay } from '../desks/desk-role'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { useOwnRules } from './use-own-rules'
import { WatchPanel } from './watch-panel'

/** Makes a rule about one open position from its figures as they stand, and shows those that there are. */
export function PositionBell({ accountId, position }: { accountId: string; position: Asset }) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const panel = useId()
  const own = useOwnRules(accountId, position.symbol)
  const may = useMay()
  const isWatched = own.some(({ enabled }) => enabled)
  const rules = own.length
  if (rules === 0 && !may('trader')) return null
  return (
    <section className="border-t">
      <div className="px-5 py-3">
        <Button className="w-full" aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
          {isWatched ? <BellRing aria-hidden className="text-brand" /> : <Bell aria-hidden />}
          {rules > 0 ? t`Alerts: ${rules}` : t`Tell me when…`}
          <ChevronDown aria-hidden className={cn('ml-auto transition-transform', open && 'rotate-180')} />
        </Button>
      </div>
      <div id={panel} hidden={!open}>
        {open ? <WatchPanel suggestions={positionSuggestions(accountId, position)} own={own} /> : null}
      </div>
    </section>
  )
}
