import { env } from '@/server/env'
import * as schemas from '@/server/schemas/oauth'
import { allowClient } from '@/server/services/oauth/allow'
import { describeAsked, resourceOf } from '@/server/services/oauth/ask'
import { protectedProcedure, router } from '../init'

export const oauthRouter = router({
  /** Where agents connect. */
  address: protectedProcedure.query(() => ({ url: resourceOf(env().BASE_URL) })),
  describe: protectedProcedure
    .input(schemas.authorizeSchema)
    .query(({ ctx, input }) => describeAsked(ctx.service, input, env().BASE_URL)),
  allow: protectedProcedure
    .input(schemas.allowSchema)
    .mutation(({ ctx, input }) => allowClient(ctx.service, input, env().BASE_URL)),
})
