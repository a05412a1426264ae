'use client'
import { Trans, useLingui } from '@lingui/react/macro'
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
  const { t } = useLingui()
  const { exchangeName } = account
  const trpc = useTRPC()
  const found = useQuery(trpc.accounts.openOrders.queryOptions({ id: account.id }))
  return (
    <Card className="overflow-hidden" aria-labelledby="open-orders">
      <CardHeader>
        <CardTitle id="open-orders">
          <Trans>Open orders</Trans>{' '}
          {found.data?.told ? (
            <span className="figures font-normal text-muted-foreground">{found.data.orders.length}</span>
          ) : null}
        </CardTitle>
        {found.data?.told ? (
          <span className="text-muted-foreground text-xs">
            <Trans>
              Asked <Age date={found.data.asOf} />
            </Trans>
          </span>
        ) : null}
      </CardHeader>
      {found.isError ? (
        <ErrorState
          title={t`The orders could not be loaded`}
          message={failureOf(found.error).message}
          onRetry={() => void found.refetch()}
        />
      ) : !found.data ? (
        <div aria-busy="true" className="px-4 pb-4">
          <span role="status" className="sr-only">
            <Trans>Asking the exchange for orders</Trans>
          </span>
          <Skeleton className="h-5" />
        </div>
      ) : !found.data.told ? (
        <p className="px-4 pb-4 text-muted-foreground">
          {found.data.problem ?? t`Not known: Ballast does not read the orders of ${exchangeName}.`}
        </p>
      ) : found.data.orders.length === 0 ? (
        <p className="px-4 pb-4 text-muted-foreground">
          <Trans>None wait in markets with positions.</Trans>
        </p>
      ) : (
        <Table aria-labelledby="open-orders">
          <TableHeader>
            <TableRow>
              <TableHead>
                <Trans>Order</Trans>
              </TableHead>
              <TableHead className="max-sm:hidden">
                <Trans>What it closes</Trans>
              </TableHead>
              <TableHead className="text-right max-sm:hidden">
                <Trans>Size</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Trans>Price</Trans>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {found.data.orders.map((order) => {
              const closing = assets.map((asset) => closingOf(order, asset)).find((each) => each !== null) ?? null
              return (
                <TableRow key={`${order.pair} ${order.id} ${order.trigger}`}>
                  <TableCell>
                    <span className="font-medium">{t(orderTitle(order, closing))}</span>
                    <span className="block text-muted-foreground text-xs">
                      {order.pair}
                      {order.word === null ? '' : ` · ${order.word}`}
                    </span>
                  </TableCell>
                  <TableCell className="max-sm:hidden">{t(closesWords(closing))}</TableCell>
                  <TableCell className="text-right max-sm:hidden">
                    {order.wholePosition ? (
                      t`all of it`
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
