import { equityHistorySchema } from '@/server/schemas/history'
import { getEquityHistory } from '@/server/services/history/equity'
import { protectedProcedure, router, withService } from '../init'

export const historyRouter = router({
  equity: protectedProcedure.input(equityHistorySchema.prefault({})).query(withService(getEquityHistory)),
})
