import { assetHistorySchema, compareHistorySchema, equityHistorySchema } from '@/server/schemas/history'
import { getAssetHistory } from '@/server/services/history/asset'
import { compareHistory } from '@/server/services/history/compare'
import { getEquityHistory } from '@/server/services/history/equity'
import { protectedProcedure, router, withService } from '../init'

export const historyRouter = router({
  equity: protectedProcedure.input(equityHistorySchema.prefault({})).query(withService(getEquityHistory)),
  compare: protectedProcedure.input(compareHistorySchema).query(withService(compareHistory)),
  asset: protectedProcedure.input(assetHistorySchema).query(withService(getAssetHistory)),
})
