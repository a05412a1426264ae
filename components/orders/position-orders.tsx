'use client'
import { useQuery } from '@tanstack/react-query'
import { closingOf } from '@/server/domain/orders'
import type { Asset } from '@/server/domain/types'
import { Age } from '../format/age'
import { useTRPC } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { Skeleton } from '../ui/skeleton'
import { OrderPrice } from './order-price'
import { closesWords, orderTitle } from './words'

/** Orders that wait in a position's market: what each would close of it, and whether anything stops its loss. */
export function PositionOrders({ accountId, position }: { accountId: string; position: Asset }) {
  const trpc = useTRPC()
  const found = useQuery(trpc.accounts.openOrders.queryOptions({ id: accountId }))
  const all = found.data?.orders.filter(({ pair }) => pair === position.symbol) ?? []
  const rows = all.map((order) => ({ order, closing: closingOf(order, position) }))
  const stopped = rows.some(({ closing }) => closing?.kind === 'stop')
  return (
    <section className="border-t px-5 py-3" aria-labelledby="position-orders">
      <h3 id="position-orders" className="font-medium text-sm">
        Orders
      </h3>
      {found.isError ? (
        <p className="mt-1 text-muted-foreground text-sm">{failureOf(found.error).message}</p>
      ) : !found.data ? (
        <div aria-busy="true" className="mt-2">
          <span role="status" className="sr-only">
            Asking the exchange for orders
          </span>
          <Skeleton className="h-4 w-40" />
        </div>
      ) : !found.data.told ? (
        <p className="mt-1 text-muted-foreground text-sm">
          {found.data.problem ?? 'Not known: Ballast does not read the orders of this exchange.'}
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
                    {orderTitle(order, closing)}
                    <span className="block text-muted-foreground text-xs">{closesWords(closing)}</span>
                  </span>
                  <span className="text-right">
                    <OrderPrice order={order} />
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p className="mt-1 text-muted-foreground text-sm">None wait in this market.</p>
          )}
          <p className="mt-1 text-muted-foreground text-xs">
            {stopped ? '' : 'No stop on this position. '}Asked <Age date={found.data.asOf} />
          </p>
        </>
      )}
    </section>
  )
}
