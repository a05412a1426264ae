'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { RowWalk } from '../command/row-walk'
import { FailureNote, hasFailure } from '../overview/failure-note'
import { useTRPC } from '../trpc-provider'
import { Card } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { lazyPart } from '../ui/lazy-part'
import { Notice } from '../ui/notice'
import { Spinner } from '../ui/spinner'
import { AccountHeader } from './account-header'
import type { AccountTask } from './account-queries'
import { AccountStats } from './account-stats'
import { ActivityCard } from './activity-card'
import { HoldingsCards } from './holdings-cards'
import { KeyCard } from './key-card'
import { NotesCard } from './notes-card'
import { RefreshesCard } from './refreshes-card'
import { useAskedTask } from './use-asked-task'
import { WalletsCard } from './wallets-card'

/** Orders are asked for when somebody looks; what shows them comes then too. */
const OrdersCard = lazyPart(() => import('../orders/orders-card').then((file) => file.OrdersCard), { persist: true })
const LeverageDialog = lazyPart(() => import('./leverage-dialog').then((file) => file.LeverageDialog))

/** One account: what it holds and risks, how it is read, and all that can be changed about it. */
export function Account({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data: account } = useSuspenseQuery(trpc.accounts.get.queryOptions({ id }))
  return account.archived ? <Archived account={account} /> : <Active account={account} />
}

function Active({ account }: { account: AccountView }) {
  const trpc = useTRPC()
  const { data: cached } = useSuspenseQuery(trpc.balances.cached.queryOptions({ accountIds: [account.id] }))
  const exchanges = useQuery(trpc.exchanges.list.queryOptions({}))
  const [leverage, setLeverage] = useState<boolean | null>(null)
  const [pair, setPair] = useState<string | undefined>()
  const balance: BalanceView | null = cached.balances[0] ?? null
  const [dialog, setDialog] = useState<Exclude<AccountTask, 'leverage'> | null>(null)
  const changeLeverage = (of?: string) => {
    setPair(of)
    setLeverage(true)
  }
  useAskedTask((task, of) => (task === 'leverage' ? changeLeverage(of ?? undefined) : setDialog(task)))
  const info = exchanges.data?.find(({ id }) => id === account.exchange)
  const takesLeverage = info?.canSetLeverage ?? false
  return (
    <>
      <AccountHeader
        account={account}
        balance={balance}
        dialog={dialog}
        onDialog={setDialog}
        onSetLeverage={takesLeverage ? () => changeLeverage() : undefined}
      />
      {hasFailure(account, balance?.stale ?? null) ? (
        <Notice tone={account.valid ? 'warning' : 'error'}>
          <FailureNote account={account} stale={balance?.stale ?? null} />
        </Notice>
      ) : null}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_23rem]">
        <AccountStats account={account} balance={balance} />
        <div className="flex min-w-0 flex-col gap-4">
          {balance ? <NotesCard balance={balance} /> : null}
          <KeyCard account={account} listsSubAccounts={info?.listsSubAccounts ?? false} />
        </div>
      </div>
      {balance ? (
        <>
          <RowWalk>
            <HoldingsCards account={account} balance={balance} />
          </RowWalk>
          <WalletsCard balance={balance} />
          {balance.assets.some(({ assetType }) => assetType === 'position') ? (
            <OrdersCard account={account} assets={balance.assets} />
          ) : null}
        </>
      ) : (
        <Waiting account={account} />
      )}
      <RefreshesCard account={account} />
      <ActivityCard account={account} />
      {leverage === null || !takesLeverage ? null : (
        <LeverageDialog account={account} balance={balance} pair={pair} open={leverage} onOpenChange={setLeverage} />
      )}
    </>
  )
}

function Waiting({ account }: { account: AccountView }) {
  const { t } = useLingui()
  const failing = account.lastError !== null
  return (
    <Card>
      <EmptyState
        title={failing ? t`Nothing has been read yet` : t`The first balances are on their way`}
        description={
          failing
            ? t`As soon as the exchange lets us read, they appear here.`
            : t`${account.exchangeName} is being asked; they appear here by themselves.`
        }
        action={failing ? null : <Spinner label={t`Waiting for the first balances`} />}
      />
    </Card>
  )
}

function Archived({ account }: { account: AccountView }) {
  const { t } = useLingui()
  return (
    <>
      <AccountHeader account={account} balance={null} />
      <Notice title={t`This account is archived`}>
        <Trans>It is not refreshed and counts in no total. Its keys are destroyed; restoring it needs them anew.</Trans>
      </Notice>
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_23rem]">
        <AccountStats account={account} balance={null} />
        <KeyCard account={account} />
      </div>
      <RefreshesCard account={account} />
    </>
  )
}
