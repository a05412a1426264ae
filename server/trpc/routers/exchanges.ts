import { listExchangesSchema } from '@/server/schemas/exchanges'
import { listExchanges } from '@/server/services/exchanges/list'
import { protectedProcedure, router, withService } from '../init'

export const exchangesRouter = router({
  list: protectedProcedure.input(listExchangesSchema.prefault({})).query(withService(listExchanges)),
})
