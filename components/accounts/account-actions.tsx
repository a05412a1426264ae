'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { Archive, ArchiveRestore, Ellipsis, KeyRound, PanelRight, Pencil, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { LineAccount } from '@/server/domain/views'
import { Link } from '../desk/link'
import { ForRole } from '../desks/desk-role'
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
  const { t } = useLingui()
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
      <ForRole least="manager">
        <Button size="sm" onClick={() => show('keys')} aria-label={t`Restore ${account.name}`}>
          <ArchiveRestore aria-hidden />
          <Trans>Restore</Trans>
        </Button>
        {opened.has('keys') ? <KeysDialog account={account} open={dialog === 'keys'} onOpenChange={close} /> : null}
      </ForRole>
    )
  }
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={t`Actions for ${account.name}`} loading={refreshing}>
            {refreshing ? null : <Ellipsis aria-hidden />}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem asChild>
            <Link href={`/accounts/${account.id}`}>
              <PanelRight aria-hidden />
              <Trans>Open</Trans>
            </Link>
          </DropdownMenuItem>
          <ForRole least="trader" of="accounts">
            <DropdownMenuItem onSelect={() => refresh([account])}>
              <RefreshCw aria-hidden />
              <Trans>Refresh now</Trans>
            </DropdownMenuItem>
          </ForRole>
          <ForRole least="manager">
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => show('rename')}>
              <Pencil aria-hidden />
              <Trans>Rename</Trans>
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => show('keys')}>
              <KeyRound aria-hidden />
              <Trans>Replace keys</Trans>
            </DropdownMenuItem>
          </ForRole>
          <ForRole least="manager" of="accounts">
            <DropdownMenuSeparator />
            <DropdownMenuItem tone="destructive" onSelect={() => show('archive')}>
              <Archive aria-hidden />
              <Trans>Archive</Trans>
            </DropdownMenuItem>
          </ForRole>
        </DropdownMenuContent>
      </DropdownMenu>
      {opened.has('rename') ? <RenameDialog account={account} open={dialog === 'rename'} onOpenChange={close} /> : null}
      {opened.has('keys') ? <KeysDialog account={account} open={dialog === 'keys'} onOpenChange={close} /> : null}
      {opened.has('archive') ? <ArchiveDialog account={account} open={dialog === 'archive'} onOpenChange={close} /> : null}
    </>
  )
}
