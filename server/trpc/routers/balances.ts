import * as schemas from '@/server/schemas/balances'
import { getFunding } from '@/server/services/balances/funding'
import { getCachedBalances } from '@/server/services/balances/get-cached'
import { getOverview } from '@/server/services/balances/overview'
import { refreshBalances } from '@/server/services/balances/refresh'
import { protectedProcedure, router, withService } from '../init'

export const balancesRouter = router({
  overview: protectedProcedure.query(withService(getOverview)),
  cached: protectedProcedure.input(schemas.cachedBalancesSchema.prefault({})).query(withService(getCachedBalances)),
  funding: protectedProcedure.query(withService(getFunding)),
  refresh: protectedProcedure.input(schemas.refreshBalancesSchema.prefault({})).mutation(withService(refreshBalances)),
})
