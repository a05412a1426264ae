import { env } from '@/server/env'
import { exchangeIdSchema, listExchangesSchema } from '@/server/schemas/exchanges'
import { askEgress, getEgress } from '@/server/services/exchanges/egress'
import { listExchanges } from '@/server/services/exchanges/list'
import { protectedProcedure, router, withService } from '../init'

export const exchangesRouter = router({
  list: protectedProcedure.input(listExchangesSchema.prefault({})).query(withService(listExchanges)),
  /** From which addresses they are asked, for keys that are bound to them. */
  egress: protectedProcedure.query(({ ctx }) => getEgress(ctx.service, env().EGRESS_ADDRESSES)),
  /** The same as an exchange sees it now. */
  askEgress: protectedProcedure.input(exchangeIdSchema).mutation(withService(askEgress)),
})
