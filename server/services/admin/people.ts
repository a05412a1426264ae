import type { Tx } from '@/db/client'
import { countOtherAdmins, listAdminIds, lockAdmins } from '@/db/queries/admin'
import { voidPasswordResets } from '@/db/queries/password-resets'
import { removeSecondFactors } from '@/db/queries/second-factor'
import { revokeSessions } from '@/db/queries/sessions'
import { deleteUser, findUser, type UserRow, updateUser } from '@/db/queries/users'
import { describeCause } from '../../cause'
import type { Actor, Deps as AllDeps } from '../../context'
import { DomainError } from '../../errors'
import { readerIn } from '../../language/in-language'
import { sentence } from '../../language/sentence'
import { letterFor, type Mailer } from '../../mail'
import { type AuditActor, recordAudit } from '../audit/record'
import { desksLeftAlone } from '../desks/sole-owner'
import { languageOfPerson } from '../settings/language'

/** What this needs of a process: a command line has no exchanges. */
type Deps = Pick<AllDeps, 'db' | 'log' | 'now'>

/** Who acts on somebody: an administrator in their browser, or whoever holds the machine, by command. */
export type Authority = { kind: 'admin'; userId: string; actor: Actor } | { kind: 'operator' }

/** What can be done to somebody; stands in the log of who did it. */
export type Administered =
  | 'disabled'
  | 'enabled'
  | 'made an administrator'
  | 'no administrator any more'
  | 'second factor taken off'
  | 'deleted'

/**
 * Does something to a person where nothing else can change who administers meanwhile, and notes it for whoever did it;
 * what an operator does by command is noted for every administrator.
 */
async function change<T>(
  { db, now }: Deps,
  by: Authority,
  id: string,
  what: Administered,
  work: (tx: Tx, user: UserRow, actor: AuditActor, at: Date) => Promise<T>,
): Promise<T> {
  const at = now()
  // In a person's own log the administrator's address and agent are not shown.
  const actor: AuditActor = by.kind === 'admin' ? { kind: 'admin', ipAddress: null, userAgent: null } : { kind: 'system' }
  return db.asSystem(async (tx) => {
    await lockAdmins(tx)
    // Asked again behind the lock: the right may have been taken a moment ago.
    if (by.kind === 'admin') {
      const self = await findUser(tx, by.userId)
      if (!self?.isAdmin || self.disabledAt !== null)
        throw new DomainError('forbidden', sentence`Only an administrator may do this.`)
    }
    const user = await findUser(tx, id)
    if (!user) throw new DomainError('not_found', sentence`No such user.`)
    const result = await work(tx, user, actor, at)
    const witnesses = by.kind === 'admin' ? [by.userId] : await listAdminIds(tx)
    for (const witness of witnesses.filter((each) => each !== id || by.kind === 'admin')) {
      const who: AuditActor = by.kind === 'admin' ? by.actor : { kind: 'system' }
      await recordAudit(tx, witness, who, at, 'administered', { what, email: user.email })
    }
    return result
  })
}

async function refuseLast(tx: Tx, user: UserRow): Promise<void> {
  if (user.isAdmin && user.disabledAt === null && (await countOtherAdmins(tx, user.id)) === 0) {
    throw new DomainError('conflict', sentence`This is the last administrator.`)
  }
}

/** Gives somebody the right to administer; nothing changes for whoever has it. @throws DomainError `not_found`, `conflict` */
export async function makeAdmin(deps: Deps, by: Authority, id: string): Promise<void> {
  await change(deps, by, id, 'made an administrator', async (tx, user, actor, at) => {
    if (user.disabledAt !== null) throw new DomainError('conflict', sentence`This person is disabled. Enable them first.`)
    if (user.isAdmin && !user.adminByGroup) throw new DomainError('conflict', sentence`This person is an administrator already.`)
    await updateUser(tx, id, { isAdmin: true, adminByGroup: false, updatedAt: at })
    await recordAudit(tx, id, actor, at, 'admin_made')
  })
}

/** Takes the right to administer. @throws DomainError `not_found`; `conflict` for the last one, and for whoever has none */
export async function unmakeAdmin(deps: Deps, by: Authority, id: string): Promise<void> {
  await change(deps, by, id, 'no administrator any more', async (tx, user, actor, at) => {
    if (!user.isAdmin) throw new DomainError('conflict', sentence`This person is no administrator.`)
    await refuseLast(tx, user)
    await updateUser(tx, id, { isAdmin: false, adminByGroup: false, updatedAt: at })
    await recordAudit(tx, id, actor, at, 'admin_unmade')
  })
}

/**
 * Ends somebody's sessions and tokens at the next request and has their accounts no more refreshed; nothing of theirs is
 * lost. @throws DomainError `not_found`, `conflict` for the last administrator and whoever is disabled already
 */
export async function disablePerson(deps: Deps, by: Authority, id: string): Promise<void> {
  await change(deps, by, id, 'disabled', async (tx, user, actor, at) => {
    if (user.disabledAt !== null) throw new DomainError('conflict', sentence`This person is disabled already.`)
    await refuseLast(tx, user)
    await updateUser(tx, id, { disabledAt: at, updatedAt: at })
    await revokeSessions(tx, id, { except: null, now: at })
    await voidPasswordResets(tx, id, at)
    await recordAudit(tx, id, actor, at, 'user_disabled')
  })
}

/** Lets a disabled person sign in again. @throws DomainError `not_found`, `conflict` for whoever is not disabled */
export async function enablePerson(deps: Deps, by: Authority, id: string): Promise<void> {
  await change(deps, by, id, 'enabled', async (tx, user, actor, at) => {
    if (user.disabledAt === null) throw new DomainError('conflict', sentence`This person is not disabled.`)
    await updateUser(tx, id, { disabledAt: null, updatedAt: at })
    await recordAudit(tx, id, actor, at, 'user_enabled')
  })
}

/**
 * Deletes somebody with all that is theirs: accounts, stored keys, history, tokens, sessions, log. There is no way back.
 * @param email theirs, typed, so that it does not happen by a slip; in lower case
 * @throws DomainError `not_found`, `bad_request` at the field `email`, `conflict` for the last administrator and the
 * only owner of a desk that others are on
 */
export async function deletePerson(deps: Deps, by: Authority, id: string, email: string): Promise<void> {
  await change(deps, by, id, 'deleted', async (tx, user) => {
    if (user.email !== email) {
      const message = sentence`This is not the address of the person.`
      throw new DomainError('bad_request', message, { fields: { email: message } })
    }
    await refuseLast(tx, user)
    // What their desks are called is no administrator's business.
    if ((await desksLeftAlone(tx, id)).length > 0) {
      const words = sentence`This person is the only owner of a desk that others are on. They hand it over or delete it first; until then they can be disabled.`
      throw new DomainError('conflict', words)
    }
    await deleteUser(tx, id)
  })
}

/**
 * Takes off somebody's authenticator app, passkeys and recovery codes, for whoever has lost them, and ends their sessions.
 * They are told: in their log, on the next page that they open, and by mail.
 * @param mail null: no mail is set up
 * @returns whether a letter went out
 * @throws DomainError `not_found`, `conflict` where there is nothing to take off
 */
export async function takeOffSecondFactor(
  deps: Deps,
  by: Authority,
  id: string,
  mail: Mailer | null,
): Promise<{ told: boolean }> {
  const { email, settings } = await change(deps, by, id, 'second factor taken off', async (tx, user, actor, at) => {
    if (!(await removeSecondFactors(tx, id))) throw new DomainError('conflict', sentence`This person has no second factor.`)
    await updateUser(tx, id, { secondFactorTakenOffAt: at, updatedAt: at })
    await revokeSessions(tx, id, { except: null, now: at })
    await recordAudit(tx, id, actor, at, 'second_factor_taken_off')
    return user
  })
  if (mail === null) return { told: false }
  try {
    const letter = letterFor(readerIn(languageOfPerson(settings)), {
      to: email,
      subject: sentence`Your second factor for Ballast was taken off`,
      paragraphs: [
        sentence`An administrator took off your second factor for Ballast: authenticator app, passkeys and recovery codes. You are signed out everywhere.`,
        sentence`Set up a new one under Settings, Security. If you did not ask for this, change your password and speak to your administrator.`,
      ],
    })
    await mail(letter)
    return { told: true }
  } catch (error) {
    deps.log.error({ cause: describeCause(error) }, 'a letter about a second factor could not be sent')
    return { told: false }
  }
}
