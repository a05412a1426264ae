import { configuredProviders } from '@/server/auth/ways'
import { env } from '@/server/env'
import * as schemas from '@/server/schemas/users'
import { getDoors } from '@/server/services/users/doors'
import { registerUser } from '@/server/services/users/register'
import { publicProcedure, router } from '../init'

export const usersRouter = router({
  /** What the sign-in and sign-up pages offer. */
  doors: publicProcedure.query(({ ctx: { deps } }) => getDoors(deps, env().REGISTRATION, configuredProviders())),
  register: publicProcedure
    .input(schemas.registerSchema)
    .mutation(({ ctx: { deps, ipAddress, userAgent }, input }) =>
      registerUser({ ...deps, ipAddress, userAgent }, input, env().REGISTRATION),
    ),
})
