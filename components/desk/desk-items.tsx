'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Check } from 'lucide-react'
import type { DeskView } from '@/server/domain/views'
import { DropdownMenuItem } from '../ui/dropdown-menu'
import { useDesk } from './desk-of-page'
import { useDeskPath } from './navigation'
import { deskShown, samePageIn } from './other-desk'

const ROLES: Record<DeskView['role'], MessageDescriptor> = {
  owner: msg`Owner`,
  manager: msg`Manager`,
  trader: msg`Trader`,
  viewer: msg`Viewer`,
}

/** The desks of a person in a menu. Each leads to the same page of its own, which is loaded anew: nothing of this one stays. */
export function DeskItems({ desks, className }: { desks: readonly DeskView[]; className?: string }) {
  const { t } = useLingui()
  const shown = deskShown(desks, useDesk())
  const path = useDeskPath()
  return desks.map((desk) => (
    <DropdownMenuItem key={desk.id} asChild className={className}>
      <a href={samePageIn(desk, path)} aria-current={desk === shown ? 'true' : undefined}>
        <span className="min-w-0 flex-1 truncate">{desk.name}</span>
        <span className="text-muted-foreground text-xs">{t(ROLES[desk.role])}</span>
        <Check aria-hidden className={desk === shown ? undefined : 'invisible'} />
      </a>
    </DropdownMenuItem>
  ))
}
