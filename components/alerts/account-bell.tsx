'use client'
import { Bell, BellRing } from 'lucide-react'
import { accountSuggestions } from '@/server/domain/alerts/suggest'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { Button } from '../ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { useOwnRules } from './use-own-rules'
import { WatchPanel } from './watch-panel'

/** Makes a rule about an account from its figures as they stand, and shows those that there are. */
export function AccountBell({ account, balance }: { account: Pick<AccountView, 'id' | 'name'>; balance: BalanceView }) {
  const own = useOwnRules(account.id, null)
  const isWatched = own.some(({ enabled }) => enabled)
  const many = `${own.length} ${own.length === 1 ? 'rule' : 'rules'}`
  const words = own.length > 0 ? `Alerts about ${account.name}: ${many}` : `Tell me about ${account.name}`
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="icon" aria-label={words} title={words}>
          {isWatched ? <BellRing aria-hidden className="text-brand" /> : <Bell aria-hidden />}
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label={words}
        className="thin-scroll max-h-(--radix-popover-content-available-height) w-84 overflow-y-auto p-0"
      >
        <WatchPanel suggestions={accountSuggestions(account.id, balance)} own={own} />
      </PopoverContent>
    </Popover>
  )
}
