'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { closingOf } from '@/server/domain/orders'
import type { Asset } from '@/server/domain/types'
import { Age } from '../format/age'
import { useTRPC } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { Skeleton } from '../ui/skeleton'
import { OrderPrice } from './order-price'
import { closesWords, orderTitle, stopWords } from './words'

/** Orders that wait in a position's market: what each would close of it, and whether anything stops its loss. */
export function PositionOrders({ accountId, position, asOf }: { accountId: string; position: Asset; asOf: Date }) {
  const { t } = useLingui()
  // It was open then: orders that were asked before may be without the stop that came with it.
  const [openAt] = useState(asOf)
  const trpc = useTRPC()
  const found = useQuery(trpc.accounts.openOrders.queryOptions({ id: accountId }))
  const all = found.data?.orders.filter(({ pair }) => pair === position.symbol) ?? []
  const rows = all.map((order) => ({ order, closing: closingOf(order, position) }))
  const stopped = rows.some(({ closing }) => closing?.kind === 'stop')
  const stop = found.data ? stopWords({ stopped, askedAt: found.data.asOf, openAt }) : null
  return (
    <section className="border-t px-5 py-3" aria-labelledby="position-orders">
      <h3 id="position-orders" className="font-medium text-sm">
        <Trans>Orders</Trans>
      </h3>
      {found.isError ? (
        <p className="mt-1 text-muted-foreground text-sm">{failureOf(found.error).message}</p>
      ) : !found.data ? (
        <div aria-busy="true" className="mt-2">
          <span role="status" className="sr-only">
            <Trans>Asking the exchange for orders</Trans>
          </span>
          <Skeleton className="h-4 w-40" />
        </div>
      ) : !found.data.told ? (
        <p className="mt-1 text-muted-foreground text-sm">
          {found.data.problem ?? t`Not known: Ballast does not read the orders of this exchange.`}
        </p>
      ) : (
        <>
          {rows.length > 0 ? (
            <ul className="mt-1 flex flex-col">
              {rows.map(({ order, closing }) => (
                <li
                  key={`${order.id} ${order.trigger}`}
                  className="flex min-h-9 items-center justify-between gap-4 border-b py-1.5 last:border-0"
                >
                  <span>
                    {t(orderTitle(order, closing))}
                    <span className="block text-muted-foreground text-xs">{t(closesWords(closing))}</span>
                  </span>
                  <span className="text-right">
                    <OrderPrice order={order} />
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p className="mt-1 text-muted-foreground text-sm">
              <Trans>None wait in this market.</Trans>
            </p>
          )}
          <p className="mt-1 text-muted-foreground text-xs">
            {stop ? `${t(stop)} ` : null}
            <Trans>
              Asked <Age date={found.data.asOf} />
            </Trans>
          </p>
        </>
      )}
    </section>
  )
}
