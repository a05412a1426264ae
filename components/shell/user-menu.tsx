'use client'
import { BookOpen, KeyRound, LogOut, Settings, ShieldAlert, ShieldCheck, TrendingUp } from 'lucide-react'
import Link from 'next/link'
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

export function UserMenu({ user }: { user: ShellUser }) {
  const initial = (user.name ?? user.email).trim().charAt(0).toUpperCase()
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`Your account, ${user.email}`}>
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
        {/* On phones the bar at the thumb has no room for it. */}
        <DropdownMenuItem asChild className="md:hidden">
          <Link href="/performance">
            <TrendingUp aria-hidden />
            Performance
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild className="md:hidden">
          <Link href="/risk">
            <ShieldAlert aria-hidden />
            Risk
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/settings">
            <Settings aria-hidden />
            Settings
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/settings/tokens">
            <KeyRound aria-hidden />
            API tokens
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/settings/security">
            <ShieldCheck aria-hidden />
            Security
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/docs">
            <BookOpen aria-hidden />
            Documentation
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOutHere()}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
