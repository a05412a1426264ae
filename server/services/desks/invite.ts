import {
  countOpenDeskInvitations,
  type DeskInvitationRow,
  insertDeskInvitation,
  listDeskInvitations as listRows,
  revokeDeskInvitation as revokeRow,
} from '@/db/queries/desk-invitations'
import { namesOfPeople } from '@/db/queries/desk-people'
import { listTags, type StoredTag } from '@/db/queries/tags'
import { hashCode, newCode } from '@/server/auth/codes'
import type { ServiceContext } from '@/server/context'
import { roleOf } from '@/server/domain/desks/roles'
import type { DeskInvitationView, NewDeskInvitationView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { InviteToDeskInput } from '@/server/schemas/desks'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { requireProvenAddress } from '../users/address'
import { requireProof } from '../users/prove'
import { limitLabels, requireLimit } from './members'
import { calledName, onSharedDesk } from './on-desk'

const DAY_MS = 86_400_000
/** Invitations of a desk that lead somewhere. */
export const MOST_OPEN_INVITATIONS = 50
const LISTED = 100

function stateOf({ usedAt, revokedAt, expiresAt }: DeskInvitationRow, now: Date): DeskInvitationView['state'] {
  if (usedAt !== null) return 'used'
  if (revokedAt !== null) return 'revoked'
  return expiresAt <= now ? 'expired' : 'open'
}

function view(
  row: DeskInvitationRow,
  names: ReadonlyMap<string, string>,
  tags: readonly StoredTag[],
  now: Date,
): DeskInvitationView {
  const { id, note, createdBy, createdAt, expiresAt, usedBy } = row
  return {
    ...{ id, note, createdAt, expiresAt, role: roleOf(row), tags: limitLabels(row.tagIds, tags), state: stateOf(row, now) },
    by: names.get(createdBy) ?? 'somebody',
    usedBy: usedBy === null ? null : (names.get(usedBy) ?? null),
  }
}

/**
 * Makes a link by which one person joins the desk: 256 random bits, of which only the SHA-256 is kept. The answer is the only
 * time that it is shown.
 * @throws DomainError `bad_request` as `requireLimit`; `conflict` beyond `MOST_OPEN_INVITATIONS`; as `requireProof`,
 * `requireProvenAddress` and `onSharedDesk`
 */
export async function inviteToDesk(
  ctx: ServiceContext,
  input: InviteToDeskInput,
  { baseUrl }: { baseUrl: string },
): Promise<NewDeskInvitationView> {
  await requireProof(ctx, input)
  await requireProvenAddress(ctx)
  const code = newCode()
  const now = ctx.now()
  return onSharedDesk(ctx, 'owner', async (tx, desk, self) => {
    const tags = await requireLimit(tx, desk.id, input)
    if ((await countOpenDeskInvitations(tx, desk.id, now)) >= MOST_OPEN_INVITATIONS) {
      throw new DomainError('conflict', sentence`There are ${MOST_OPEN_INVITATIONS} open invitations already. Revoke one first.`)
    }
    const { role, tagIds } = input
    const row = await insertDeskInvitation(tx, {
      ...{ deskId: desk.id, hash: hashCode(code), role, tagIds, note: input.note || null, createdBy: self.userId },
      createdAt: now,
      expiresAt: new Date(now.getTime() + input.expiresInDays * DAY_MS),
    })
    const details = { invitation: row.id, role, note: row.note }
    await recordDeskAudit(tx, desk.id, ctx.actor, now, 'member_invited', details)
    const names = new Map([[self.userId, calledName(self)]])
    // Behind the #, where no server and no log sees it.
    return { invitation: view(row, names, tags, now), link: `${baseUrl}/join#code=${code}` }
  })
}

/** Invitations to the desk, the newest first, whatever became of them. @throws DomainError as `onSharedDesk` */
export async function listDeskInvitations(ctx: ServiceContext): Promise<DeskInvitationView[]> {
  const now = ctx.now()
  return onSharedDesk(ctx, 'owner', async (tx, desk) => {
    const rows = await listRows(tx, desk.id, LISTED)
    const people = rows.flatMap(({ createdBy, usedBy }) => (usedBy === null ? [createdBy] : [createdBy, usedBy]))
    const names = await namesOfPeople(tx, [...new Set(people)])
    const tags = await listTags(tx, desk.id)
    return rows.map((row) => view(row, names, tags, now))
  })
}

/** Makes an open invitation void. @throws DomainError `not_found`, and as `onSharedDesk` */
export async function revokeDeskInvitation(ctx: ServiceContext, input: { id: string }): Promise<{ revoked: true }> {
  const now = ctx.now()
  return onSharedDesk(ctx, 'owner', async (tx, desk) => {
    if (!(await revokeRow(tx, desk.id, input.id, now))) throw new DomainError('not_found', sentence`No such open invitation.`)
    await recordDeskAudit(tx, desk.id, ctx.actor, now, 'member_invitation_revoked', { invitation: input.id })
    return { revoked: true }
  })
}
