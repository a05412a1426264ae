import { type AccountRow, findAccount, listAccounts, updateAccount } from '@/db/queries/accounts'
import type { ServiceContext } from '@/server/context'
import { afterLook, readListed } from '@/server/domain/listed-sub-accounts'
import { DomainError } from '@/server/errors'
import type { Connection } from '@/server/exchanges/port'
import type { SubAccount } from '@/server/exchanges/reading/sub-accounts'
import { withExchangeSlot } from '../balances/exchange-slot'
import { withDeadline } from '../deadline'
import { announce } from '../live/announce'
import { accountOf, withoutNumber } from './sub-account-identity'

/** Longest wait for an exchange. */
const DEADLINE_MS = 20_000

/**
 * Looks whether a main account's key lists sub-accounts that nobody has seen and that are no accounts, and keeps that for what wants
 * attention. An exchange that refuses the list, or does not answer, says nothing new.
 * @throws what is no DomainError; the signal's reason
 */
export async function noteSubAccounts(ctx: ServiceContext, account: AccountRow, connection: Connection): Promise<void> {
  if (account.subAccount !== null || !ctx.exchanges.find(account.exchange)?.listsSubAccounts) return
  let found: SubAccount[] | null
  try {
    found = await withDeadline(DEADLINE_MS, ctx.signal, (signal) =>
      withExchangeSlot(ctx, account, signal, async () => (await ctx.exchanges.subAccounts?.(connection, signal)) ?? null),
    )
  } catch (error) {
    if (error instanceof DomainError) return
    throw error
  }
  if (found === null) return
  const list = found
  await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const now = await findAccount(tx, ctx.deskId, account.id)
    if (!now || now.archivedAt !== null || now.keyFingerprint !== account.keyFingerprint) return
    const active = await listAccounts(tx, ctx.deskId, { includeArchived: false })
    // One of these may be on the list, with a key of its own: nothing is said until it is known which.
    if (list.some(({ reads }) => reads !== 'address') && withoutNumber(active, account).length > 0) return
    const connected = list.filter((sub) => accountOf(ctx, account, sub, connection.credentials, active) !== null)
    const listed = afterLook(readListed(now.listedSubAccounts), list, new Set(connected.map(({ id }) => id)))
    await updateAccount(tx, ctx.deskId, account.id, { listedSubAccounts: listed })
    await announce(tx, ctx.deskId, { kind: 'accounts' })
  })
}
