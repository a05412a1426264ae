'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Archive, Gauge, KeyRound, Pencil, RefreshCw } from 'lucide-react'
import type { AccountView } from '@/server/domain/views'
import { ACCOUNT_TASKS, type AccountTask } from '../account/account-queries'
import { PaletteItem } from './palette-item'

const WORDS: Record<AccountTask, { label: (name: string) => MessageDescriptor; words: string; icon: typeof Gauge }> = {
  leverage: { label: (name) => msg`Set leverage on ${name}`, words: 'set leverage', icon: Gauge },
  rename: { label: (name) => msg`Rename ${name}`, words: 'rename', icon: Pencil },
  keys: { label: (name) => msg`Replace keys of ${name}`, words: 'replace keys enter anew', icon: KeyRound },
  archive: { label: (name) => msg`Archive ${name}`, words: 'archive remove delete', icon: Archive },
}

interface AccountItemsProps {
  account: AccountView
  onRefresh: () => void
  onTask: (task: AccountTask) => void
}

/** What can be done to one account. */
export function AccountItems({ account, onRefresh, onTask }: AccountItemsProps) {
  const { t } = useLingui()
  const { id, name, exchangeName } = account
  return (
    <>
      <PaletteItem value={`${t`Refresh ${name}`} refresh ${exchangeName} ${id}`} onSelect={onRefresh}>
        <RefreshCw aria-hidden />
        <span className="truncate">
          <Trans>Refresh {name}</Trans>
        </span>
      </PaletteItem>
      {ACCOUNT_TASKS.map((task) => {
        const { label, words, icon: Icon } = WORDS[task]
        return (
          <PaletteItem key={task} value={`${words} ${t(label(name))} ${exchangeName} ${id}`} onSelect={() => onTask(task)}>
            <Icon aria-hidden />
            <span className="truncate">{t(label(name))}</span>
          </PaletteItem>
        )
      })}
    </>
  )
}
