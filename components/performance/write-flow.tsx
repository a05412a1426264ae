'use client'
import { Trans } from '@lingui/react/macro'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button'
import { lazyPart } from '../ui/lazy-part'
import type { WrittenAccount } from './write-flow-dialog'

const WriteFlowDialog = lazyPart(() => import('./write-flow-dialog').then((file) => file.WriteFlowDialog))

/** An entry that no exchange tells can be written by hand. */
export function WriteFlow({ accounts, account }: { accounts: readonly WrittenAccount[]; account: string | null }) {
  const [open, setOpen] = useState(false)
  const [first] = accounts
  if (!first) return null
  return (
    <>
      <Button onClick={() => setOpen(true)} onPointerEnter={WriteFlowDialog.warm} onFocus={WriteFlowDialog.warm}>
        <Plus aria-hidden />
        <Trans>Write an entry</Trans>
      </Button>
      {open ? (
        <WriteFlowDialog
          open
          accounts={accounts.map(({ id, name, exchangeName }) => ({ id, name, exchangeName }))}
          account={account ?? first.id}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}
