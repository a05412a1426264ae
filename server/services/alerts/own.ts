import type { Tx } from '@/db/client'
import { listAlertRules } from '@/db/queries/alerts'
import { type MemberSeen, membersSeen } from '@/db/queries/members-seen'
import type { ServiceContext } from '@/server/context'
import { mayAs, roleOf } from '@/server/domain/desks/roles'
import { requireAllAccounts } from '../authorise'

/**
 * Whose the rules and channels are that the caller has to do with: those of a member who sees some accounts are theirs alone (their
 * id); null: the desk's, for whoever sees all.
 * @param what it is, at the beginning of a sentence
 * @throws DomainError `forbidden` for a token that is limited to some accounts
 */
export function whoseAlerts(ctx: ServiceContext, what: string): string | null {
  const { db, actor } = ctx
  if (db.accounts !== null && actor.kind === 'session') return actor.userId
  requireAllAccounts(ctx, what)
  return null
}

/** Whether a rule or channel is one that the caller has to do with: who sees all of the desk's has to do with everybody's. */
export const isTheirs = ({ ofMember }: { ofMember: string | null }, whose: string | null): boolean =>
  whose === null || ofMember === whose

/**
 * The rules of which whoever has a message by this channel may keep quiet what it tells: a member who sees some accounts theirs, since
 * others hear of what the desk's find. Null: any.
 */
export async function quietedBy(
  tx: Tx,
  deskId: string,
  { ofMember }: { ofMember: string | null },
): Promise<ReadonlySet<string> | null> {
  if (ofMember === null) return null
  const rules = await listAlertRules(tx, deskId)
  return new Set(rules.flatMap((rule) => (rule.ofMember === ofMember ? [rule.id] : [])))
}

/** What members may have told of their own. */
export class OwnAlerts {
  readonly #members: ReadonlyMap<string, MemberSeen>

  private constructor(members: readonly MemberSeen[]) {
    this.#members = new Map(members.map((member) => [member.userId, member]))
  }

  /** As it is now; nobody is asked for where nothing is anybody's own. */
  static async read({ db, deskId }: ServiceContext, of: readonly { ofMember: string | null }[]): Promise<OwnAlerts> {
    return new OwnAlerts(of.some(({ ofMember }) => ofMember !== null) ? await membersSeen(db.whole, deskId) : [])
  }

  /** The accounts that a rule may look at; null: all, where it is the desk's. `rests`: who made it may not have it just now. */
  seenBy({ ofMember }: { ofMember: string | null }): readonly string[] | null | 'rests' {
    if (ofMember === null) return null
    const member = this.#members.get(ofMember)
    if (!member || member.disabled || !mayAs(roleOf(member), 'trader')) return 'rests'
    return member.accounts
  }

  /** Whether a channel is used just now: their own browser tells whoever may see, other channels are for those who manage. */
  mayTell({ ofMember, device }: { ofMember: string | null; device: string | null }): boolean {
    if (ofMember === null) return true
    const member = this.#members.get(ofMember)
    return member !== undefined && !member.disabled && (device !== null || mayAs(roleOf(member), 'manager'))
  }
}
