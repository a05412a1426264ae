'use client'
import { Trans } from '@lingui/react/macro'
import { Network } from 'lucide-react'
import { useState } from 'react'
import type { AccountView } from '@/server/domain/views'
import { Button } from '../ui/button'
import { lazyPart } from '../ui/lazy-part'

const SubAccountsDialog = lazyPart(() => import('./sub-accounts-dialog').then((file) => file.SubAccountsDialog))

/** Offers the sub-accounts that the exchange lists to this account's key. */
export function SubAccountsButton({ account }: { account: AccountView }) {
  const [open, setOpen] = useState<boolean | null>(null)
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <Network aria-hidden />
        <Trans>Sub-accounts</Trans>
      </Button>
      {open === null ? null : <SubAccountsDialog account={account} open={open} onOpenChange={setOpen} />}
    </>
  )
}
