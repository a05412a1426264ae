'use client'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { accountSuggestions } from '@/server/domain/alerts/suggest'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { BellPopover } from './bell-popover'
import { useOwnRules } from './use-own-rules'
import { WatchPanel } from './watch-panel'

/** Makes a rule about an account from its figures as they stand, and shows those that there are. */
export function AccountBell({ account, balance }: { account: Pick<AccountView, 'id' | 'name'>; balance: BalanceView }) {
  const { t } = useLingui()
  const own = useOwnRules(account.id, null)
  const isWatched = own.some(({ enabled }) => enabled)
  const { name } = account
  const words =
    own.length > 0
      ? t`Alerts about ${name}: ${plural(own.length, { one: '# rule', other: '# rules' })}`
      : t`Tell me about ${name}`
  return (
    <BellPopover words={words} watched={isWatched}>
      <WatchPanel suggestions={accountSuggestions(account.id, balance)} own={own} />
    </BellPopover>
  )
}
