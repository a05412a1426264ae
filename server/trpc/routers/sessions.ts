import * as schemas from '@/server/schemas/sessions'
import { listSessions } from '@/server/services/sessions/list'
import { revokeAllSessions, revokeSession } from '@/server/services/sessions/revoke'
import { protectedProcedure, router, withService } from '../init'

export const sessionsRouter = router({
  list: protectedProcedure.query(withService(listSessions)),
  revoke: protectedProcedure.input(schemas.revokeSessionSchema).mutation(withService(revokeSession)),
  revokeAll: protectedProcedure.input(schemas.revokeAllSessionsSchema.prefault({})).mutation(withService(revokeAllSessions)),
})
