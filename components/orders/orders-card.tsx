'use client'
import { useQuery } from '@tanstack/react-query'
import { closingOf } from '@/server/domain/orders'
import type { Asset } from '@/server/domain/types'
import type { AccountView } from '@/server/domain/views'
import { Age } from '../format/age'
import { Amount } from '../format/amount'
import { Unknown } from '../format/figure'
import { useTRPC } from '../trpc-provider'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { ErrorState } from '../ui/error-state'
import { failureOf } from '../ui/failure'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { OrderPrice } from './order-price'
import { closesWords, orderTitle } from './words'

interface OrdersCardProps {
  account: AccountView
  assets: readonly Asset[]
  /** Always, where it stands. */
  open?: boolean
}

/** Orders that wait at an account's exchange, asked for as somebody looks; what each would close of what is open. */
export function OrdersCard({ account, assets }: OrdersCardProps) {
  const trpc = useTRPC()
  const found = useQuery(trpc.accounts.openOrders.queryOptions({ id: account.id }))
  return (
    <Card className="overflow-hidden" aria-labelledby="open-orders">
      <CardHeader>
        <CardTitle id="open-orders">
          Open orders{' '}
          {found.data?.told ? (
            <span className="figures font-normal text-muted-foreground">{found.data.orders.length}</span>
          ) : null}
        </CardTitle>
        {found.data?.told ? (
          <span className="text-muted-foreground text-xs">
            Asked <Age date={found.data.asOf} />
          </span>
        ) : null}
      </CardHeader>
      {found.isError ? (
        <ErrorState
          title="The orders could not be loaded"
          message={failureOf(found.error).message}
          onRetry={() => void found.refetch()}
        />
      ) : !found.data ? (
        <div aria-busy="true" className="px-4 pb-4">
          <span role="status" className="sr-only">
            Asking the exchange for orders
          </span>
          <Skeleton className="h-5" />
        </div>
      ) : !found.data.told ? (
        <p className="px-4 pb-4 text-muted-foreground">
          {found.data.problem ?? `Not known: Ballast does not read the orders of ${account.exchangeName}.`}
        </p>
      ) : found.data.orders.length === 0 ? (
        <p className="px-4 pb-4 text-muted-foreground">None wait in markets with positions.</p>
      ) : (
        <Table aria-labelledby="open-orders">
          <TableHeader>
            <TableRow>
              <TableHead>Order</TableHead>
              <TableHead className="max-sm:hidden">What it closes</TableHead>
              <TableHead className="text-right max-sm:hidden">Size</TableHead>
              <TableHead className="text-right">Price</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {found.data.orders.map((order) => {
              const closing = assets.map((asset) => closingOf(order, asset)).find((each) => each !== null) ?? null
              return (
                <TableRow key={`${order.pair} ${order.id} ${order.trigger}`}>
                  <TableCell>
                    <span className="font-medium">{orderTitle(order, closing)}</span>
                    <span className="block text-muted-foreground text-xs">
                      {order.pair}
                      {order.word === null ? '' : ` · ${order.word}`}
                    </span>
                  </TableCell>
                  <TableCell className="max-sm:hidden">{closesWords(closing)}</TableCell>
                  <TableCell className="text-right max-sm:hidden">
                    {order.wholePosition ? (
                      'all of it'
                    ) : order.size === null ? (
                      <Unknown />
                    ) : (
                      <Amount value={order.size} price={order.trigger ?? order.price} />
                    )}
                  </TableCell>
                  <TableCell className="text-right">
                    <OrderPrice order={order} />
                  </TableCell>
                </TableRow>
              )
            })}
          </TableBody>
        </Table>
      )}
    </Card>
  )
}
