'use client'
import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import {
  BookOpen,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  Plus,
  RefreshCw,
  Search,
  Server,
  Settings,
  SquareChevronRight,
  Sun,
  Users,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import { useState } from 'react'
import { ExchangeMonogram } from '../accounts/exchange-monogram'
import { useThemeChoice } from '../settings/use-theme-choice'
import { DESTINATIONS } from '../shell/navigation'
import { ICONS } from '../shell/navigation-icons'
import { signOutHere } from '../shell/sign-out'
import { useTRPC } from '../trpc-provider'
import { cn } from '../ui/cn'
import { overlayClass } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { AccountItems } from './account-items'
import { showPanel } from './command-store'
import { HeldItems } from './held-items'
import { useListedCommands } from './page-commands'
import { PaletteGroup as Group } from './palette-group'
import { PaletteItem } from './palette-item'
import { SETTINGS } from './settings-items'

interface CommandPaletteProps {
  open: boolean
  isAdmin: boolean
  /** Of the accounts given, or of all. */
  onRefresh: (accounts?: readonly { id: string; name?: string }[]) => void
}

/** Reaches every page, account and action from the keyboard. */
export function CommandPalette({ open, ...rest }: CommandPaletteProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => showPanel(next ? 'palette' : null)}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          aria-describedby={undefined}
          className={cn(
            'fixed inset-x-3 top-3 z-50 mx-auto max-w-xl overflow-hidden rounded-xl border bg-popover text-popover-foreground shadow-pop outline-hidden sm:top-[14vh]',
            'fade-in-0 zoom-in-98 data-[state=closed]:fade-out-0 duration-100 data-[state=closed]:animate-out data-[state=open]:animate-in',
          )}
        >
          <Radix.Title className="sr-only">Search and commands</Radix.Title>
          <Palette {...rest} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Palette({ onRefresh, isAdmin }: Omit<CommandPaletteProps, 'open'>) {
  const router = useRouter()
  const trpc = useTRPC()
  const { choose } = useThemeChoice()
  const accounts = useQuery(trpc.accounts.list.queryOptions({}))
  const here = useListedCommands()
  const [search, setSearch] = useState('')
  const run = (action: () => void) => () => {
    showPanel(null)
    action()
  }
  // Many of them: they come with the first letter that is typed.
  const typed = search.trim() !== ''
  const go = (href: string) => run(() => router.push(href))

  return (
    <Command label="Search and commands" loop>
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <Command.Input
          value={search}
          onValueChange={setSearch}
          placeholder="Search coins, positions, accounts, pages and settings"
          className="h-12 w-full bg-transparent text-lg outline-hidden md:text-base"
        />
        <Kbd className="max-sm:hidden">Esc</Kbd>
      </div>
      <Command.List className="thin-scroll max-h-[min(24rem,70dvh)] overflow-y-auto overscroll-contain p-1.5">
        <Command.Empty className="py-10 text-center text-muted-foreground">Nothing has that name.</Command.Empty>
        {here.length > 0 ? (
          <Group heading="On this page">
            {here.map(({ id, label, run: act }) => (
              <PaletteItem key={id} value={`here ${label}`} onSelect={run(act)}>
                <SquareChevronRight aria-hidden />
                {label}
              </PaletteItem>
            ))}
          </Group>
        ) : null}
        <Group heading="Go to">
          {DESTINATIONS.map(({ href, label, place, shortcut }) => {
            const Icon = ICONS[place]
            return (
              <PaletteItem key={href} value={`page ${label}`} onSelect={go(href)} keys={['G', shortcut.toUpperCase()]}>
                <Icon aria-hidden />
                {label}
              </PaletteItem>
            )
          })}
          <PaletteItem value="page Documentation help docs manual" onSelect={go('/docs')}>
            <BookOpen aria-hidden />
            Documentation
          </PaletteItem>
          {isAdmin ? (
            <PaletteItem value="page People users invitations settings" onSelect={go('/settings/people')}>
              <Users aria-hidden />
              People
            </PaletteItem>
          ) : null}
          {isAdmin ? (
            <PaletteItem value="page Server mail address settings" onSelect={go('/settings/server')}>
              <Server aria-hidden />
              Server
            </PaletteItem>
          ) : null}
        </Group>
        {typed ? <HeldItems search={search} onGo={(href) => go(href)()} /> : null}
        {accounts.data && accounts.data.length > 0 ? (
          <Group heading="Accounts">
            {accounts.data.map((account) => (
              <PaletteItem
                key={account.id}
                value={`${account.name} account ${account.exchangeName} ${account.id}`}
                onSelect={go(`/accounts/${account.id}`)}
              >
                <ExchangeMonogram exchange={account.exchange} name={account.exchangeName} size="sm" />
                <span className="truncate">{account.name}</span>
                <span className="ml-auto text-muted-foreground text-xs">{account.exchangeName}</span>
              </PaletteItem>
            ))}
          </Group>
        ) : null}
        {accounts.data && typed ? (
          <Group heading="Account actions">
            {accounts.data.map((account) => (
              <AccountItems
                key={account.id}
                account={account}
                onRefresh={run(() => onRefresh([account]))}
                onTask={(task) => go(`/accounts/${account.id}?do=${task}`)()}
              />
            ))}
          </Group>
        ) : null}
        {typed ? (
          <Group heading="Settings">
            {SETTINGS.map(({ href, label, words }) => (
              <PaletteItem key={label} value={`setting ${label} ${words}`} onSelect={go(href)}>
                <Settings aria-hidden />
                {label}
              </PaletteItem>
            ))}
          </Group>
        ) : null}
        <Group heading="Actions">
          <PaletteItem value="action refresh all accounts" onSelect={run(() => onRefresh())} keys={['R']}>
            <RefreshCw aria-hidden />
            Refresh all accounts
          </PaletteItem>
          <PaletteItem value="action add account new connect exchange" onSelect={go('/accounts/new')} keys={['N']}>
            <Plus aria-hidden />
            Add account
          </PaletteItem>
          <PaletteItem value="action theme system" onSelect={run(() => choose('system'))}>
            <Monitor aria-hidden />
            Theme: as the system
          </PaletteItem>
          <PaletteItem value="action theme light" onSelect={run(() => choose('light'))}>
            <Sun aria-hidden />
            Theme: light
          </PaletteItem>
          <PaletteItem value="action theme dark" onSelect={run(() => choose('dark'))}>
            <Moon aria-hidden />
            Theme: dark
          </PaletteItem>
          <PaletteItem value="action keyboard shortcuts help" onSelect={() => showPanel('shortcuts')} keys={['?']}>
            <Keyboard aria-hidden />
            Keyboard shortcuts
          </PaletteItem>
          <PaletteItem value="action sign out log out" onSelect={run(() => void signOutHere())}>
            <LogOut aria-hidden />
            Sign out
          </PaletteItem>
        </Group>
      </Command.List>
    </Command>
  )
}
