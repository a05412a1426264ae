import { listUsers as listRows } from '@/db/queries/admin'
import type { ServiceContext } from '../../context'
import type { AdminUserView } from '../../domain/views'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { Mailer } from '../../mail'
import type { AdminUserInput, DeletePersonInput } from '../../schemas/admin'
import type { ProofInput } from '../../schemas/security'
import { personOf } from '../authorise'
import { requireProof } from '../users/prove'
import {
  type Authority,
  deletePerson as deleteSomebody,
  disablePerson,
  enablePerson,
  makeAdmin as make,
  takeOffSecondFactor as takeOff,
  unmakeAdmin as unmake,
} from './people'
import { requireAdmin } from './require-admin'

const authorityOf = (ctx: ServiceContext): Authority => ({ kind: 'admin', userId: personOf(ctx), actor: ctx.actor })

/** Administrators who have proved again that it is them pass. @throws DomainError `forbidden`, and as `requireProof` */
async function provenAdmin(ctx: ServiceContext, proof: ProofInput): Promise<Authority> {
  await requireAdmin(ctx)
  await requireProof(ctx, proof)
  return authorityOf(ctx)
}

/** Everybody, in the order of signing up; never what their accounts hold. @throws DomainError `forbidden` */
export async function listUsers(ctx: ServiceContext): Promise<AdminUserView[]> {
  await requireAdmin(ctx)
  return ctx.db.asSystem(listRows)
}

/** As `disablePerson`. @throws DomainError `forbidden`, `not_found`, `conflict` for oneself and the last administrator */
export async function disableUser(ctx: ServiceContext, input: { id: string }): Promise<{ disabled: true }> {
  await requireAdmin(ctx)
  if (input.id === personOf(ctx)) throw new DomainError('conflict', sentence`You cannot disable yourself.`)
  await disablePerson(ctx, authorityOf(ctx), input.id)
  return { disabled: true }
}

/** Lets a disabled user sign in again. @throws DomainError `forbidden`, `not_found`, `conflict` */
export async function enableUser(ctx: ServiceContext, input: { id: string }): Promise<{ enabled: true }> {
  await requireAdmin(ctx)
  await enablePerson(ctx, authorityOf(ctx), input.id)
  return { enabled: true }
}

/** Makes somebody an administrator. @throws DomainError as `provenAdmin` and `makeAdmin` of `people` */
export async function makeAdmin(ctx: ServiceContext, input: AdminUserInput): Promise<{ made: true }> {
  await make(ctx, await provenAdmin(ctx, input), input.id)
  return { made: true }
}

/** Takes the right from somebody, or oneself; never from the last one. @throws DomainError as `provenAdmin`, `conflict` */
export async function unmakeAdmin(ctx: ServiceContext, input: AdminUserInput): Promise<{ unmade: true }> {
  await unmake(ctx, await provenAdmin(ctx, input), input.id)
  return { unmade: true }
}

/** Deletes somebody else with all that is theirs. @throws DomainError as `provenAdmin` and `deletePerson` of `people` */
export async function deletePerson(ctx: ServiceContext, input: DeletePersonInput): Promise<{ deleted: true }> {
  const by = await provenAdmin(ctx, input)
  if (input.id === personOf(ctx)) throw new DomainError('conflict', sentence`You delete yourself under Settings, Security.`)
  await deleteSomebody(ctx, by, input.id, input.email)
  return { deleted: true }
}

/**
 * Takes off the second factor of somebody else who has lost it.
 * @throws DomainError as `provenAdmin`; `conflict` for oneself and whoever has none
 */
export async function takeOffSecondFactor(
  ctx: ServiceContext,
  input: AdminUserInput,
  { mail }: { mail: Mailer | null },
): Promise<{ told: boolean }> {
  const by = await provenAdmin(ctx, input)
  if (input.id === personOf(ctx)) throw new DomainError('conflict', sentence`You remove your own under Settings, Security.`)
  return takeOff(ctx, by, input.id, mail)
}
