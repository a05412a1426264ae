import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { DeskView } from '@/server/domain/views'
import { AlertBell } from '../alerts/alert-bell'
import { CommandTrigger } from '../command/command-trigger'
import { KeptNotice } from '../offline/kept-notice'
import { IntentLink } from '../ui/intent-link'
import { BrandMark } from './brand'
import { ThemeMenu } from './theme-menu'
import { type ShellUser, UserMenu } from './user-menu'

interface TopBarProps {
  user: ShellUser
  desks: readonly DeskView[]
  status?: ReactNode
}

export function TopBar({ user, desks, status }: TopBarProps) {
  const { t } = useLingui()
  return (
    // On a wall it says how fresh the figures are, and nothing else.
    <header
      data-top-bar
      className="in-data-wall:[&_:is(a,button):not([data-live])]:hidden sticky top-0 z-40 border-b bg-background/95 backdrop-blur-sm"
    >
      <div className="mx-auto flex h-12 w-full max-w-[2560px] items-center gap-2 px-3 md:px-6">
        <IntentLink href="/overview" aria-label={t`Ballast, overview`} className="touch-target rounded-md md:hidden">
          <BrandMark />
        </IntentLink>
        <CommandTrigger />
        <div className="ml-auto flex min-w-0 items-center gap-1">
          <div className="mr-1 min-w-0 truncate">{status}</div>
          <AlertBell />
          <ThemeMenu />
          <UserMenu user={user} desks={desks} />
        </div>
      </div>
      <KeptNotice />
    </header>
  )
}
