'use client'
import { Archive, ArchiveRestore, Ellipsis, KeyRound, PanelRight, Pencil, RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { LineAccount } from '@/server/domain/views'
import { useIsRefreshing } from '../live/refresh-store'
import { useRefresh } from '../shell/use-refresh'
import { Button } from '../ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu'
import { lazyPart } from '../ui/lazy-part'

// Forms and what checks their fields weigh more than the page around them: they come when one is opened.
const ArchiveDialog = lazyPart(() => import('./archive-dialog').then((file) => file.ArchiveDialog))
const KeysDialog = lazyPart(() => import('./keys-dialog').then((file) => file.KeysDialog))
const RenameDialog = lazyPart(() => import('./rename-dialog').then((file) => file.RenameDialog))

export type AccountDialogName = 'rename' | 'keys' | 'archive'

interface AccountActionsProps {
  account: LineAccount
  /** Which dialog is open, where the page keeps that; else it is kept here. */
  dialog?: AccountDialogName | null | undefined
  onDialog?: ((dialog: AccountDialogName | null) => void) | undefined
}

/** Everything that can be done to one account, behind one button. */
export function AccountActions({ account, dialog: given, onDialog }: AccountActionsProps) {
  const [own, setOwn] = useState<AccountDialogName | null>(null)
  const dialog = given ?? own
  const setDialog = onDialog ?? setOwn
  // Once opened a dialog stays mounted, so that it can close as it opened.
  const [opened, setOpened] = useState<ReadonlySet<AccountDialogName>>(new Set())
  if (dialog !== null && !opened.has(dialog)) setOpened(new Set([...opened, dialog]))
  const show = setDialog
  const { refresh } = useRefresh()
  const refreshing = useIsRefreshing(account.id)
  const close = (open: boolean) => {
    if (!open) setDialog(null)
  }

  if (account.archived) {
    return (
      <>
        <Button size="sm" onClick={() => show('keys')} aria-label={`Restore ${account.name}`}>
          <ArchiveRestore aria-hidden />
          Restore
        </Button>
        {opened.has('keys') ? <KeysDialog account={account} open={dialog === 'keys'} onOpenChange={close} /> : null}
      </>
    )
  }
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${account.name}`} loading={refreshing}>
            {refreshing ? null : <Ellipsis aria-hidden />}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem asChild>
            <Link href={`/accounts/${account.id}`}>
              <PanelRight aria-hidden />
              Open
            </Link>
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => refresh([account])}>
            <RefreshCw aria-hidden />
            Refresh now
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => show('rename')}>
            <Pencil aria-hidden />
            Rename
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => show('keys')}>
            <KeyRound aria-hidden />
            Replace keys
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="destructive" onSelect={() => show('archive')}>
            <Archive aria-hidden />
            Archive
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {opened.has('rename') ? <RenameDialog account={account} open={dialog === 'rename'} onOpenChange={close} /> : null}
      {opened.has('keys') ? <KeysDialog account={account} open={dialog === 'keys'} onOpenChange={close} /> : null}
      {opened.has('archive') ? <ArchiveDialog account={account} open={dialog === 'archive'} onOpenChange={close} /> : null}
    </>
  )
}
