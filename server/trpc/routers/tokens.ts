import * as schemas from '@/server/schemas/tokens'
import { createToken } from '@/server/services/tokens/create'
import { listTokens } from '@/server/services/tokens/list'
import { listCalls } from '@/server/services/tokens/list-calls'
import { revokeToken } from '@/server/services/tokens/revoke'
import { getTokenTerms } from '@/server/services/tokens/terms'
import { protectedProcedure, router, withService } from '../init'

export const tokensRouter = router({
  calls: protectedProcedure.input(schemas.tokenIdSchema).query(withService(listCalls)),
  list: protectedProcedure.query(withService(listTokens)),
  terms: protectedProcedure.query(withService(getTokenTerms)),
  create: protectedProcedure.input(schemas.createTokenSchema).mutation(withService(createToken)),
  revoke: protectedProcedure.input(schemas.tokenIdSchema).mutation(withService(revokeToken)),
})
