'use client'
import { useLingui } from '@lingui/react/macro'
import { ArrowLeftRight } from 'lucide-react'
import type { DeskView } from '@/server/domain/views'
import { useDesk } from '../desk/desk-of-page'
import { useDeskPath } from '../desk/navigation'
import { deskShown, samePageIn } from '../desk/other-desk'
import { showPanel } from './command-store'
import { PaletteGroup } from './palette-group'
import { PaletteItem } from './palette-item'

/** The other desks that somebody is on; nothing for who is alone. Each is loaded anew: nothing of this one stays. */
export function DeskCommands({ desks }: { desks: readonly DeskView[] }) {
  const { t } = useLingui()
  const shown = deskShown(desks, useDesk())
  const path = useDeskPath()
  const others = desks.filter((desk) => desk !== shown)
  if (others.length === 0) return null
  return (
    <PaletteGroup heading={t`Switch desk`}>
      {others.map((desk) => (
        <PaletteItem
          key={desk.id}
          value={`${t`Switch desk`} switch to desk ${desk.name} ${desk.id}`}
          onSelect={() => {
            showPanel(null)
            location.assign(samePageIn(desk, path))
          }}
        >
          <ArrowLeftRight aria-hidden />
          <span className="truncate">{desk.name}</span>
        </PaletteItem>
      ))}
    </PaletteGroup>
  )
}
