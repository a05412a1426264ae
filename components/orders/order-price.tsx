import { Trans } from '@lingui/react/macro'
import type { OpenOrder } from '@/server/domain/orders'
import { Price } from '../format/amount'

/** At which price an order begins, and at which it then trades. */
export function OrderPrice({ order }: { order: OpenOrder }) {
  if (order.trigger === null) return order.price === null ? <Trans>at the market</Trans> : <Price value={order.price} />
  return (
    <>
      <Trans>
        at <Price value={order.trigger} />
      </Trans>
      <span className="block text-muted-foreground text-xs">
        {order.price === null ? (
          <Trans>then at the market</Trans>
        ) : (
          <Trans>
            then <Price value={order.price} />
          </Trans>
        )}
      </span>
    </>
  )
}
