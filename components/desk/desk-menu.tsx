'use client'
import { useLingui } from '@lingui/react/macro'
import { ChevronsUpDown } from 'lucide-react'
import type { DeskView } from '@/server/domain/views'
import { Button } from '../ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from '../ui/dropdown-menu'
import { DeskItems } from './desk-items'
import { useDesk } from './desk-of-page'
import { deskShown } from './other-desk'

/** In the side bar: which desk this is, and the way to the others. Whoever has one alone sees nothing of it. */
export function DeskMenu({ desks }: { desks: readonly DeskView[] }) {
  const { t } = useLingui()
  const shown = deskShown(desks, useDesk())
  if (desks.length < 2 || shown === null) return null
  return (
    <div className="px-2 pb-1">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            aria-label={t`Desk: ${shown.name}`}
            title={shown.name}
            className="w-full justify-start gap-2.5 px-2.5 max-lg:size-10 max-lg:justify-center max-lg:px-0"
          >
            <span
              aria-hidden
              className="grid size-5 shrink-0 place-items-center rounded-sm bg-brand-soft font-semibold text-2xs text-brand"
            >
              {shown.name.trim().charAt(0).toUpperCase()}
            </span>
            <span className="min-w-0 flex-1 truncate text-left max-lg:hidden">{shown.name}</span>
            <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground max-lg:hidden" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="w-64">
          <DeskItems desks={desks} />
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  )
}
