import type { OpenOrder } from '@/server/domain/orders'
import { Price } from '../format/amount'

/** At which price an order begins, and at which it then trades. */
export function OrderPrice({ order }: { order: OpenOrder }) {
  if (order.trigger === null) return order.price === null ? 'at the market' : <Price value={order.price} />
  return (
    <>
      at <Price value={order.trigger} />
      <span className="block text-muted-foreground text-xs">
        {order.price === null ? (
          'then at the market'
        ) : (
          <>
            then <Price value={order.price} />
          </>
        )}
      </span>
    </>
  )
}
