import { and, asc, eq, isNull, or } from 'drizzle-orm'
import type { Tx } from '../client'
import { accounts, deskMembers, users } from '../schema'

export interface AccountAnywhere {
  id: string
  deskId: string
  name: string
  exchange: string
  /** Of a personal desk's person, else of the desk's first owner. */
  email: string
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Active accounts of any user by id or folded name: for the operator on the server's own command line. */
export async function accountsAnywhere(tx: Tx, idOrNameKey: { id: string; nameKey: string }): Promise<AccountAnywhere[]> {
  const byName = eq(accounts.nameKey, idOrNameKey.nameKey)
  const wanted = UUID.test(idOrNameKey.id) ? or(byName, eq(accounts.id, idOrNameKey.id)) : byName
  return tx
    .selectDistinctOn([accounts.id], {
      id: accounts.id,
      deskId: accounts.deskId,
      name: accounts.name,
      exchange: accounts.exchange,
      email: users.email,
    })
    .from(accounts)
    .innerJoin(deskMembers, and(eq(deskMembers.deskId, accounts.deskId), eq(deskMembers.role, 'owner')))
    .innerJoin(users, eq(users.id, deskMembers.userId))
    .where(and(wanted, isNull(accounts.archivedAt)))
    .orderBy(asc(accounts.id), asc(deskMembers.createdAt), asc(users.id))
}
