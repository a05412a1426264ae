import { assetHistorySchema, equityHistorySchema } from '@/server/schemas/history'
import { getAssetHistory } from '@/server/services/history/asset'
import { getEquityHistory } from '@/server/services/history/equity'
import { protectedProcedure, router, withService } from '../init'

export const historyRouter = router({
  equity: protectedProcedure.input(equityHistorySchema.prefault({})).query(withService(getEquityHistory)),
  asset: protectedProcedure.input(assetHistorySchema).query(withService(getAssetHistory)),
})
