'use client'
import { Trans } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ListPlus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { Link } from '../desk/link'
import { useDeskRouter } from '../desk/navigation'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card, CardContent } from '../ui/card'
import { lazyPart } from '../ui/lazy-part'
import { ExchangePicker } from './exchange-picker'
import { NewAccountForm } from './new-account-form'

/** Its code comes where a list is asked for. */
const Several = lazyPart(() => import('./several').then((file) => file.Several), { persist: true })

/** First the exchange, then its key. The choice is in the URL, so that back and reload work. */
export function NewAccount() {
  const trpc = useTRPC()
  const router = useDeskRouter()
  const asked = useSearchParams()
  const chosen = asked.get('exchange')
  const { data: exchanges } = useSuspenseQuery(trpc.exchanges.list.queryOptions({}))
  const { data: accounts } = useSuspenseQuery(trpc.accounts.list.queryOptions({}))
  const exchange = exchanges.find(({ id }) => id === chosen)
  const takenNames = accounts.map(({ name }) => name)
  if (asked.has('several')) return <Several exchanges={exchanges} takenNames={takenNames} />

  if (!exchange) {
    return (
      <Card>
        <CardContent className="pt-4">
          <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
            <h2 className="font-medium text-base">
              <Trans>Which exchange?</Trans>
            </h2>
            <Button asChild size="sm" variant="ghost">
              <Link href="/accounts/new?several">
                <ListPlus aria-hidden />
                <Trans>Several at once</Trans>
              </Link>
            </Button>
          </div>
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
      takenNames={takenNames}
    />
  )
}
