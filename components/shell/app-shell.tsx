import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { DeskView } from '@/server/domain/views'
import { BottomNav } from './bottom-nav'
import { Sidebar } from './sidebar'
import { TopBar } from './top-bar'
import type { ShellUser } from './user-menu'

interface AppShellProps {
  user: ShellUser
  /** Those that they are in. */
  desks: readonly DeskView[]
  /** How fresh the numbers are; stands in the top bar. */
  status?: ReactNode
  children: ReactNode
}

/** Navigation around a page: sidebar and top bar on desks, top bar and thumb navigation on phones. */
export function AppShell({ user, desks, status, children }: AppShellProps) {
  return (
    <>
      <a
        href="#content"
        className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:rounded-md focus-visible:bg-primary focus-visible:px-3 focus-visible:py-2 focus-visible:text-primary-foreground"
      >
        <Trans>Skip to content</Trans>
      </a>
      <div className="flex min-h-dvh">
        <Sidebar desks={desks} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar user={user} desks={desks} status={status} />
          <main id="content" tabIndex={-1} className="min-w-0 flex-1 pb-20 outline-hidden md:pb-6">
            {children}
          </main>
        </div>
      </div>
      <BottomNav />
    </>
  )
}
