'use client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTRPC } from '../trpc-provider'
import { Card, CardContent } from '../ui/card'
import { ExchangePicker } from './exchange-picker'
import { NewAccountForm } from './new-account-form'

/** First the exchange, then its key. The choice is in the URL, so that back and reload work. */
export function NewAccount() {
  const trpc = useTRPC()
  const router = useRouter()
  const chosen = useSearchParams().get('exchange')
  const { data: exchanges } = useSuspenseQuery(trpc.exchanges.list.queryOptions({}))
  const { data: accounts } = useSuspenseQuery(trpc.accounts.list.queryOptions({}))
  const exchange = exchanges.find(({ id }) => id === chosen)

  if (!exchange) {
    return (
      <Card>
        <CardContent className="pt-4">
          <h2 className="mb-3 font-medium text-base">Which exchange?</h2>
          <ExchangePicker
            exchanges={exchanges}
            onPick={({ id }) => router.push(`/accounts/new?exchange=${encodeURIComponent(id)}`)}
          />
        </CardContent>
      </Card>
    )
  }
  return (
    <NewAccountForm
      key={exchange.id}
      exchange={exchange}
      onChangeExchange={() => router.push('/accounts/new')}
      takenNames={accounts.map(({ name }) => name)}
    />
  )
}
