import { getRisk } from '@/server/services/risk/get'
import { getRiskHedges } from '@/server/services/risk/hedges'
import { protectedProcedure, router, withService } from '../init'

export const riskRouter = router({
  get: protectedProcedure.query(withService(getRisk)),
  hedges: protectedProcedure.query(withService(getRiskHedges)),
})
