import { and, eq, isNull, or } from 'drizzle-orm'
import type { Tx } from '../client'
import { accounts, users } from '../schema'

export interface AccountAnywhere {
  id: string
  userId: string
  name: string
  exchange: string
  email: string
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Active accounts of any user by id or folded name: for the operator on the server's own command line. */
export async function accountsAnywhere(tx: Tx, idOrNameKey: { id: string; nameKey: string }): Promise<AccountAnywhere[]> {
  const byName = eq(accounts.nameKey, idOrNameKey.nameKey)
  const wanted = UUID.test(idOrNameKey.id) ? or(byName, eq(accounts.id, idOrNameKey.id)) : byName
  return tx
    .select({
      id: accounts.id,
      userId: accounts.userId,
      name: accounts.name,
      exchange: accounts.exchange,
      email: users.email,
    })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(and(wanted, isNull(accounts.archivedAt)))
    .orderBy(users.email)
}
