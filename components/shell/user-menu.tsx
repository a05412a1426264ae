'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { BookOpen, KeyRound, LogOut, Settings, ShieldAlert, ShieldCheck, TrendingUp } from 'lucide-react'
import type { DeskView } from '@/server/domain/views'
import { DeskItems } from '../desk/desk-items'
import { Link } from '../desk/link'
import { ForRole } from '../desks/desk-role'
import { Button } from '../ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu'
import { signOutHere } from './sign-out'

export interface ShellUser {
  name: string | null
  email: string
}

export function UserMenu({ user, desks }: { user: ShellUser; desks: readonly DeskView[] }) {
  const { t } = useLingui()
  const initial = (user.name ?? user.email).trim().charAt(0).toUpperCase()
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={t`Your account, ${user.email}`}>
          <span
            aria-hidden
            className="grid size-6 place-items-center rounded-full bg-brand-soft font-semibold text-2xs text-brand"
          >
            {initial}
          </span>
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-56">
        <div className="px-2 py-1.5">
          {user.name ? <p className="truncate font-medium">{user.name}</p> : null}
          <p className="truncate text-muted-foreground text-xs">{user.email}</p>
        </div>
        <DropdownMenuSeparator />
        {/* On phones there is no side bar that would say which desk this is. */}
        {desks.length > 1 ? (
          <>
            <DeskItems desks={desks} className="md:hidden" />
            <DropdownMenuSeparator className="md:hidden" />
          </>
        ) : null}
        {/* On phones the bar at the thumb has no room for it. */}
        <DropdownMenuItem asChild className="md:hidden">
          <Link href="/performance">
            <TrendingUp aria-hidden />
            <Trans>Performance</Trans>
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild className="md:hidden">
          <Link href="/risk">
            <ShieldAlert aria-hidden />
            <Trans>Risk</Trans>
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/settings">
            <Settings aria-hidden />
            <Trans>Settings</Trans>
          </Link>
        </DropdownMenuItem>
        <ForRole least="manager">
          <DropdownMenuItem asChild>
            <Link href="/settings/tokens">
              <KeyRound aria-hidden />
              <Trans>API tokens</Trans>
            </Link>
          </DropdownMenuItem>
        </ForRole>
        <DropdownMenuItem asChild>
          <Link href="/settings/security">
            <ShieldCheck aria-hidden />
            <Trans>Security</Trans>
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/docs">
            <BookOpen aria-hidden />
            <Trans>Documentation</Trans>
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOutHere()}>
          <LogOut aria-hidden />
          <Trans>Sign out</Trans>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
