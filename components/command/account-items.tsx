'use client'
import { Archive, Gauge, KeyRound, Pencil, RefreshCw } from 'lucide-react'
import type { AccountView } from '@/server/domain/views'
import { ACCOUNT_TASKS, type AccountTask } from '../account/account-queries'
import { PaletteItem } from './palette-item'

const WORDS: Record<AccountTask, { label: (name: string) => string; words: string; icon: typeof Gauge }> = {
  leverage: { label: (name) => `Set leverage on ${name}`, words: 'set leverage', icon: Gauge },
  rename: { label: (name) => `Rename ${name}`, words: 'rename', icon: Pencil },
  keys: { label: (name) => `Replace keys of ${name}`, words: 'replace keys enter anew', icon: KeyRound },
  archive: { label: (name) => `Archive ${name}`, words: 'archive remove delete', icon: Archive },
}

interface AccountItemsProps {
  account: AccountView
  onRefresh: () => void
  onTask: (task: AccountTask) => void
}

/** What can be done to one account. */
export function AccountItems({ account, onRefresh, onTask }: AccountItemsProps) {
  const { id, name, exchangeName } = account
  return (
    <>
      <PaletteItem value={`refresh ${name} ${exchangeName} ${id}`} onSelect={onRefresh}>
        <RefreshCw aria-hidden />
        <span className="truncate">Refresh {name}</span>
      </PaletteItem>
      {ACCOUNT_TASKS.map((task) => {
        const { label, words, icon: Icon } = WORDS[task]
        return (
          <PaletteItem key={task} value={`${words} ${name} ${exchangeName} ${id}`} onSelect={() => onTask(task)}>
            <Icon aria-hidden />
            <span className="truncate">{label(name)}</span>
          </PaletteItem>
        )
      })}
    </>
  )
}
