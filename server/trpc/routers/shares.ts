import { env } from '@/server/env'
import * as schemas from '@/server/schemas/shares'
import { createShareLink } from '@/server/services/shares/create'
import { listShareLinks } from '@/server/services/shares/list'
import { revokeShareLink } from '@/server/services/shares/revoke'
import { protectedProcedure, router, withService } from '../init'

export const sharesRouter = router({
  list: protectedProcedure.query(withService(listShareLinks)),
  create: protectedProcedure
    .input(schemas.createShareSchema)
    .mutation(({ ctx, input }) => createShareLink(ctx.service, input, { baseUrl: env().BASE_URL })),
  revoke: protectedProcedure.input(schemas.shareIdSchema).mutation(withService(revokeShareLink)),
})
