import { env } from '@/server/env'
import { listAuditSchema } from '@/server/schemas/audit'
import * as schemas from '@/server/schemas/desks'
import { listDeskAudit } from '@/server/services/audit/list'
import { getCurrentDesk } from '@/server/services/desks/current'
import { inviteToDesk, listDeskInvitations, revokeDeskInvitation } from '@/server/services/desks/invite'
import { acceptInvitation, lookAtInvitation } from '@/server/services/desks/join'
import { createDesk, deleteDesk, renameDesk } from '@/server/services/desks/manage'
import { changeMember, handOverDesk, leaveDesk, listDeskMembers, removeMember } from '@/server/services/desks/members'
import { protectedProcedure, router, withService } from '../init'

/** Who may what on the desk that is looked at, and by which links others come to it. */
export const desksRouter = router({
  get: protectedProcedure.query(withService(getCurrentDesk)),
  create: protectedProcedure.input(schemas.createDeskSchema).mutation(withService(createDesk)),
  rename: protectedProcedure.input(schemas.renameDeskSchema).mutation(withService(renameDesk)),
  delete: protectedProcedure.input(schemas.deleteDeskSchema).mutation(withService(deleteDesk)),
  members: protectedProcedure.query(withService(listDeskMembers)),
  changeMember: protectedProcedure.input(schemas.changeMemberSchema).mutation(withService(changeMember)),
  removeMember: protectedProcedure.input(schemas.memberIdSchema).mutation(withService(removeMember)),
  leave: protectedProcedure.mutation(withService(leaveDesk)),
  handOver: protectedProcedure.input(schemas.handOverSchema).mutation(withService(handOverDesk)),
  invite: protectedProcedure
    .input(schemas.inviteToDeskSchema)
    .mutation(({ ctx, input }) => inviteToDesk(ctx.service, input, { baseUrl: env().BASE_URL })),
  invitations: protectedProcedure.query(withService(listDeskInvitations)),
  revokeInvitation: protectedProcedure.input(schemas.deskInvitationIdSchema).mutation(withService(revokeDeskInvitation)),
  /** Who did what. */
  log: protectedProcedure.input(listAuditSchema.prefault({})).query(withService(listDeskAudit)),
  /** Sent, not asked in an address: there a log would see the code. */
  lookAtInvitation: protectedProcedure.input(schemas.deskCodeSchema).mutation(withService(lookAtInvitation)),
  accept: protectedProcedure.input(schemas.deskCodeSchema).mutation(withService(acceptInvitation)),
})
