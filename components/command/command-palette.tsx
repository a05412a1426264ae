'use client'
import { Trans, useLingui } from '@lingui/react/macro'
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
import { Dialog as Radix } from 'radix-ui'
import { useState } from 'react'
import type { DeskView } from '@/server/domain/views'
import { ExchangeMonogram } from '../accounts/exchange-monogram'
import { useDeskRouter } from '../desk/navigation'
import { ForRole } from '../desks/desk-role'
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
import { DeskCommands } from './desk-commands'
import { HeldItems } from './held-items'
import { useListedCommands } from './page-commands'
import { PaletteGroup as Group } from './palette-group'
import { PaletteItem } from './palette-item'
import { SETTINGS } from './settings-items'

interface CommandPaletteProps {
  open: boolean
  isAdmin: boolean
  desks: readonly DeskView[]
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
          <Radix.Title className="sr-only">
            <Trans>Search and commands</Trans>
          </Radix.Title>
          <Palette {...rest} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Palette({ onRefresh, isAdmin, desks }: Omit<CommandPaletteProps, 'open'>) {
  const { t } = useLingui()
  const router = useDeskRouter()
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
    <Command label={t`Search and commands`} loop>
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <Command.Input
          value={search}
          onValueChange={setSearch}
          placeholder={t`Search coins, positions, accounts, pages and settings`}
          className="h-12 w-full bg-transparent text-lg outline-hidden md:text-base"
        />
        <Kbd className="max-sm:hidden">Esc</Kbd>
      </div>
      <Command.List className="thin-scroll max-h-[min(24rem,70dvh)] overflow-y-auto overscroll-contain p-1.5">
        <Command.Empty className="py-10 text-center text-muted-foreground">
          <Trans>Nothing has that name.</Trans>
        </Command.Empty>
        {here.length > 0 ? (
          <Group heading={t`On this page`}>
            {here.map(({ id, label, run: act }) => (
              <PaletteItem key={id} value={`here ${label}`} onSelect={run(act)}>
                <SquareChevronRight aria-hidden />
                {label}
              </PaletteItem>
            ))}
          </Group>
        ) : null}
        <Group heading={t`Go to`}>
          {DESTINATIONS.map(({ href, label, place, shortcut }) => {
            const Icon = ICONS[place]
            return (
              <PaletteItem
                key={href}
                value={`page ${t(label)} ${place}`}
                onSelect={go(href)}
                keys={['G', shortcut.toUpperCase()]}
              >
                <Icon aria-hidden />
                {t(label)}
              </PaletteItem>
            )
          })}
          <PaletteItem value={`page ${t`Documentation`} documentation help docs manual`} onSelect={go('/docs')}>
            <BookOpen aria-hidden />
            <Trans>Documentation</Trans>
          </PaletteItem>
          {isAdmin ? (
            <PaletteItem value={`page ${t`People`} people users invitations settings`} onSelect={go('/settings/people')}>
              <Users aria-hidden />
              <Trans>People</Trans>
            </PaletteItem>
          ) : null}
          {isAdmin ? (
            <PaletteItem value={`page ${t`Server`} server mail address settings`} onSelect={go('/settings/server')}>
              <Server aria-hidden />
              <Trans>Server</Trans>
            </PaletteItem>
          ) : null}
        </Group>
        <DeskCommands desks={desks} />
        {typed ? <HeldItems search={search} onGo={(href) => go(href)()} /> : null}
        {accounts.data && accounts.data.length > 0 ? (
          <Group heading={t`Accounts`}>
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
          <Group heading={t`Account actions`}>
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
          <Group heading={t`Settings`}>
            {SETTINGS.map(({ href, label, words }) => (
              <PaletteItem key={words} value={`setting ${t(label)} ${label.message} ${words}`} onSelect={go(href)}>
                <Settings aria-hidden />
                {t(label)}
              </PaletteItem>
            ))}
          </Group>
        ) : null}
        <Group heading={t`Actions`}>
          <ForRole least="trader" of="accounts">
            <PaletteItem
              value={`action ${t`Refresh all accounts`} refresh all accounts`}
              onSelect={run(() => onRefresh())}
              keys={['R']}
            >
              <RefreshCw aria-hidden />
              <Trans>Refresh all accounts</Trans>
            </PaletteItem>
          </ForRole>
          <ForRole least="manager">
            <PaletteItem
              value={`action ${t`Add account`} add account new connect exchange`}
              onSelect={go('/accounts/new')}
              keys={['N']}
            >
              <Plus aria-hidden />
              <Trans>Add account</Trans>
            </PaletteItem>
          </ForRole>
          <PaletteItem value={`action ${t`Theme: as the system`} theme system`} onSelect={run(() => choose('system'))}>
            <Monitor aria-hidden />
            <Trans>Theme: as the system</Trans>
          </PaletteItem>
          <PaletteItem value={`action ${t`Theme: light`} theme light`} onSelect={run(() => choose('light'))}>
            <Sun aria-hidden />
            <Trans>Theme: light</Trans>
          </PaletteItem>
          <PaletteItem value={`action ${t`Theme: dark`} theme dark`} onSelect={run(() => choose('dark'))}>
            <Moon aria-hidden />
            <Trans>Theme: dark</Trans>
          </PaletteItem>
          <PaletteItem
            value={`action ${t`Keyboard shortcuts`} keyboard shortcuts help`}
            onSelect={() => showPanel('shortcuts')}
            keys={['?']}
          >
            <Keyboard aria-hidden />
            <Trans>Keyboard shortcuts</Trans>
          </PaletteItem>
          <PaletteItem value={`action ${t`Sign out`} sign out log out`} onSelect={run(() => void signOutHere())}>
            <LogOut aria-hidden />
            <Trans>Sign out</Trans>
          </PaletteItem>
        </Group>
      </Command.List>
    </Command>
  )
}
