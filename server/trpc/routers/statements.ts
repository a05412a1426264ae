import { env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { statementInputSchema } from '@/server/schemas/statements'
import { makeStatement } from '@/server/services/statements/make'
import { sentence } from '../../language/sentence'
import { protectedProcedure, router } from '../init'

export const statementsRouter = router({
  // No query: each is made anew, signed, and counted.
  make: protectedProcedure.input(statementInputSchema).mutation(({ ctx, input }) => {
    const key = ctx.deps.statementKey
    if (!key) throw new DomainError('unavailable', sentence`This process signs no statements.`)
    return makeStatement(ctx.service, input, { issuer: env().BASE_URL, key })
  }),
})
