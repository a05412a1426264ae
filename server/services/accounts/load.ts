import { type AccountRow, findAccount, listAccounts } from '@/db/queries/accounts'
import { refreshIntervalOf } from '@/db/queries/desk-members'
import type { ServiceContext } from '@/server/context'
import { foldName } from '@/server/domain/names'
import type { AccountView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { AccountChoice } from '@/server/schemas/balances'
import { sentence } from '../../language/sentence'
import { accountsOfTags, chooseTags } from '../tags/load'
import { accountView } from './view'

/** The same words whether an account is another user's or does not exist. */
export function accountNotFound(): DomainError {
  return new DomainError('not_found', sentence`No such account.`)
}

/** One of the user's own accounts, archived ones too. @throws DomainError `not_found` */
export async function loadAccount(ctx: ServiceContext, id: string): Promise<{ row: AccountRow; view: AccountView }> {
  const found = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const row = await findAccount(tx, ctx.deskId, id)
    return row && { row, interval: await refreshIntervalOf(tx, ctx.deskId) }
  })
  if (!found) throw accountNotFound()
  return { row: found.row, view: accountView(found.row, found.interval, ctx) }
}

/** The user's accounts in the order of creation. */
export async function loadAccounts(ctx: ServiceContext, includeArchived: boolean): Promise<AccountView[]> {
  if (!ctx.shared) return readAccounts(ctx, includeArchived)
  ctx.shared.accounts ??= readAccounts(ctx, true)
  const all = await ctx.shared.accounts
  return includeArchived ? all : all.filter(({ archived }) => !archived)
}

async function readAccounts(ctx: ServiceContext, includeArchived: boolean): Promise<AccountView[]> {
  const [rows, interval] = await ctx.db.asDesk(ctx.deskId, (tx) =>
    // Neither waits for the other's answer.
    Promise.all([listAccounts(tx, ctx.deskId, { includeArchived }), refreshIntervalOf(tx, ctx.deskId)]),
  )
  return rows.map((row) => accountView(row, interval, ctx))
}

type Named = Pick<AccountView, 'id' | 'name'>

/** An account by id or by name (folded as names are), of those given. */
export function pickAccount<A extends Named>(accounts: readonly A[], idOrName: string): A | undefined {
  const id = idOrName.trim().toLowerCase()
  const key = foldName(idOrName)
  return accounts.find((account) => account.id === id) ?? accounts.find((account) => foldName(account.name) === key)
}

function pickAll<A extends Named>(accounts: readonly A[], wanted: readonly string[]): Set<A> {
  const picked = new Set<A>()
  for (const idOrName of wanted) {
    const account = pickAccount(accounts, idOrName)
    if (!account) throw new DomainError('not_found', sentence`No active account "${idOrName.slice(0, 100)}".`)
    picked.add(account)
  }
  return picked
}

/**
 * The user's active accounts that a request names, in the order of creation; all where it names none. Ids and names are
 * both taken; with several lists an account must be in each.
 * @throws DomainError `not_found` that says which name
 */
export async function chooseAccounts(ctx: ServiceContext, choice: AccountChoice): Promise<AccountView[]> {
  const [active, tagged] = await Promise.all([loadAccounts(ctx, false), taggedAccounts(ctx, choice)])
  return chosenOf(ctx, active, choice, tagged)
}

/**
 * Ids of the accounts that the tags of a choice take as a whole; null where it names none.
 * @throws DomainError `not_found` that says which name; `bad_request` where a tag takes parts of accounts
 */
export async function taggedAccounts(
  ctx: ServiceContext,
  { tags }: Pick<AccountChoice, 'tags'>,
): Promise<ReadonlySet<string> | null> {
  if (!tags || tags.length === 0) return null
  return new Set(accountsOfTags(await chooseTags(ctx, tags)))
}

/**
 * Those of the user's active accounts that a request names, as `chooseAccounts`. @throws DomainError `not_found`
 * @param tagged what its tags take (`taggedAccounts`)
 */
export function chosenOf<A extends Named & Pick<AccountView, 'exchange'>>(
  ctx: ServiceContext,
  active: readonly A[],
  choice: AccountChoice,
  tagged: ReadonlySet<string> | null = null,
): A[] {
  const lists = [choice.accountIds, choice.accountNames].flatMap((wanted) =>
    wanted && wanted.length > 0 ? [pickAll(active, wanted)] : [],
  )
  const exchanges = new Set(
    choice.exchangeNames?.map((name) => {
      const found = ctx.exchanges.find(name)
      if (!found) throw new DomainError('not_found', sentence`No exchange "${name.slice(0, 64)}".`)
      return found.id
    }),
  )
  return active.filter(
    (account) =>
      lists.every((list) => list.has(account)) &&
      (tagged === null || tagged.has(account.id)) &&
      (exchanges.size === 0 || exchanges.has(account.exchange)),
  )
}
