import * as schemas from '@/server/schemas/audit'
import { listAudit } from '@/server/services/audit/list'
import { protectedProcedure, router, withService } from '../init'

export const auditRouter = router({
  list: protectedProcedure.input(schemas.listAuditSchema.prefault({})).query(withService(listAudit)),
})
