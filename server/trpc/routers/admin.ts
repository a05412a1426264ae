import { env } from '@/server/env'
import { createMailer } from '@/server/mail'
import * as schemas from '@/server/schemas/admin'
import { createInvitation, listInvitations, revokeInvitation } from '@/server/services/admin/invitations'
import { getMail, sendTestMail } from '@/server/services/admin/mail'
import {
  deletePerson,
  disableUser,
  enableUser,
  listUsers,
  makeAdmin,
  takeOffSecondFactor,
  unmakeAdmin,
} from '@/server/services/admin/users'
import { protectedProcedure, router, withService } from '../init'

/** For administrators; each service asks the database whether the caller is one. */
export const adminRouter = router({
  users: protectedProcedure.query(withService(listUsers)),
  disable: protectedProcedure.input(schemas.adminUserIdSchema).mutation(withService(disableUser)),
  enable: protectedProcedure.input(schemas.adminUserIdSchema).mutation(withService(enableUser)),
  makeAdmin: protectedProcedure.input(schemas.adminUserSchema).mutation(withService(makeAdmin)),
  unmakeAdmin: protectedProcedure.input(schemas.adminUserSchema).mutation(withService(unmakeAdmin)),
  takeOffSecondFactor: protectedProcedure
    .input(schemas.adminUserSchema)
    .mutation(({ ctx, input }) =>
      takeOffSecondFactor(ctx.service, input, { mail: env().SMTP_URL === undefined ? null : createMailer(env(), ctx.deps.log) }),
    ),
  deletePerson: protectedProcedure.input(schemas.deletePersonSchema).mutation(withService(deletePerson)),
  invitations: protectedProcedure.query(withService(listInvitations)),
  invite: protectedProcedure
    .input(schemas.createInvitationSchema)
    .mutation(({ ctx, input }) =>
      createInvitation(ctx.service, input, { mail: createMailer(env(), ctx.deps.log), baseUrl: env().BASE_URL }),
    ),
  mail: protectedProcedure.query(({ ctx }) => getMail(ctx.service, env())),
  testMail: protectedProcedure.mutation(({ ctx }) => sendTestMail(ctx.service, env())),
  revokeInvitation: protectedProcedure.input(schemas.invitationIdSchema).mutation(withService(revokeInvitation)),
})
