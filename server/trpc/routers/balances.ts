import { assetWindowSchema } from '@/server/schemas/assets'
import * as schemas from '@/server/schemas/balances'
import { getAssetChoices, getAssetWindow } from '@/server/services/balances/asset-window'
import { getFunding } from '@/server/services/balances/funding'
import { getCachedBalances } from '@/server/services/balances/get-cached'
import { getOverview } from '@/server/services/balances/overview'
import { refreshBalances } from '@/server/services/balances/refresh'
import { protectedProcedure, router, withService } from '../init'

export const balancesRouter = router({
  overview: protectedProcedure.query(withService(getOverview)),
  cached: protectedProcedure.input(schemas.cachedBalancesSchema.prefault({})).query(withService(getCachedBalances)),
  assets: protectedProcedure.input(assetWindowSchema).query(withService(getAssetWindow)),
  assetChoices: protectedProcedure.query(withService(getAssetChoices)),
  funding: protectedProcedure.query(withService(getFunding)),
  refresh: protectedProcedure.input(schemas.refreshBalancesSchema.prefault({})).mutation(withService(refreshBalances)),
})
