import { randomUUID } from 'node:crypto'
import { type AccountRow, insertAccount, listAccounts, updateAccount } from '@/db/queries/accounts'
import { findSecrets } from '@/db/queries/secrets'
import type { ServiceContext } from '@/server/context'
import { afterSeen } from '@/server/domain/listed-sub-accounts'
import { foldName } from '@/server/domain/names'
import type { AccountView, SubAccountsTakenView, SubAccountView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { Credentials } from '@/server/exchanges/port'
import type { SubAccount } from '@/server/exchanges/reading/sub-accounts'
import type { TakeSubAccountsInput } from '@/server/schemas/accounts'
import { told } from '../../language/in-language'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { requireAllAccounts, requireScope } from '../authorise'
import { withExchangeSlot } from '../balances/exchange-slot'
import { withDeadline } from '../deadline'
import { announce } from '../live/announce'
import { checkKey } from './check-key'
import { maskKey } from './credentials'
import { counted } from './key-activity'
import { loadAccount } from './load'
import { accountName } from './name'
import { accountOf, credentialsOf, withoutNumber } from './sub-account-identity'
import { holdMain } from './sub-account-keys'
import { refuseSameAccount, sayDuplicates } from './unique'

/** Longest wait for an exchange while a person looks. */
const DEADLINE_MS = 20_000

interface Listed {
  parent: AccountRow
  view: AccountView
  credentials: Credentials
  found: SubAccount[]
}

/** Asks the exchange of a main account for its sub-accounts. @throws DomainError `not_found`, `bad_request`, or an exchange code */
async function listed(ctx: ServiceContext, id: string): Promise<Listed> {
  const { row: parent, view } = await loadAccount(ctx, id)
  const sealed = await ctx.db.asDesk(ctx.deskId, (tx) => findSecrets(tx, ctx.deskId, id))
  if (view.archived || !sealed)
    throw new DomainError('conflict', sentence`This account is archived. Restore it first, with fresh credentials.`)
  if (view.subAccount !== null)
    throw new DomainError('bad_request', sentence`This is a sub-account itself: its main account lists them.`)
  const credentials = await ctx.vault.open({ deskId: ctx.deskId, accountId: id }, sealed)
  const connection = counted(ctx, id, {
    exchange: view.exchange,
    credentials,
    sandbox: view.sandbox,
    options: view.credentialOptions,
  })
  const found = await withDeadline(DEADLINE_MS, ctx.signal, (signal) =>
    withExchangeSlot(ctx, parent, signal, async () => (await ctx.exchanges.subAccounts?.(connection, signal)) ?? null),
  )
  if (found === null)
    throw new DomainError('bad_request', sentence`${view.exchangeName} lists no sub-accounts by its API that Ballast knows of.`)
  return { parent, view, credentials, found }
}

/**
 * The sub-accounts that the key (or address) of a main account lists, and which of them are accounts already.
 * @throws DomainError `not_found`, `bad_request` where the exchange lists none, or an exchange code
 */
export async function findSubAccounts(ctx: ServiceContext, input: { id: string }): Promise<SubAccountView[]> {
  requireScope(ctx, 'manage')
  requireAllAccounts(ctx, 'Looking for sub-accounts')
  const { parent, credentials, found } = await listed(ctx, input.id)
  const active = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    await updateAccount(tx, ctx.deskId, input.id, { listedSubAccounts: afterSeen(found) })
    await announce(tx, ctx.deskId, { kind: 'accounts' })
    return listAccounts(tx, ctx.deskId, { includeArchived: false })
  })
  return found.map((sub): SubAccountView => {
    const known = accountOf(ctx, parent, sub, credentials, active)
    const { id, name, frozen, reads } = sub
    return { id, name, frozen, reads, account: known && { id: known.id, name: known.name } }
  })
}

/** A name that no active account has: the sub-account's own, with its main account's or a number behind it where that is taken. */
function freeName(sub: SubAccount, parent: AccountRow, taken: ReadonlySet<string>): { name: string; nameKey: string } {
  const base = [...sub.name].slice(0, 40).join('') || sub.id.slice(0, 40)
  const short = [...parent.name].slice(0, 18).join('')
  const tries = [base, `${base} (${short})`, ...Array.from({ length: 500 }, (_, index) => `${base} ${index + 2}`)]
  const free = tries.find((name) => !taken.has(foldName(name)))
  return accountName(free ?? randomUUID())
}

/**
 * Takes sub-accounts of a main account as accounts of their own: read with its key or by their address, grouped below it. Those that
 * are accounts already, by whatever key, are not taken again.
 * @throws DomainError as `findSubAccounts`; `bad_request` for one that the exchange does not list
 */
export async function takeSubAccounts(ctx: ServiceContext, input: TakeSubAccountsInput): Promise<SubAccountsTakenView> {
  requireScope(ctx, 'manage')
  requireAllAccounts(ctx, 'Taking sub-accounts')
  const { parent, view, credentials: main, found } = await listed(ctx, input.id)
  await learnNumbers(ctx, parent)
  const outcome: { ids: string[]; refused: SubAccountsTakenView['refused'] } = { ids: [], refused: [] }
  for (const id of new Set(input.subAccounts)) {
    const sub = found.find((one) => one.id === id)
    if (!sub)
      throw new DomainError(
        'bad_request',
        sentence`${view.exchangeName} lists no sub-account ${id.slice(0, 100)} of this account.`,
        {
          fields: { subAccounts: sentence`Not on the list.` },
        },
      )
    const credentials = credentialsOf(sub, main)
    if (credentials === null) {
      outcome.refused.push({
        id,
        message: told(ctx, sentence`${view.exchangeName} tells what it holds to a key of its own alone: connect it with one.`),
      })
      continue
    }
    try {
      outcome.ids.push(await takeOne(ctx, parent, sub, credentials))
    } catch (error) {
      if (!(error instanceof DomainError) || (error.code !== 'conflict' && error.code !== 'name_taken')) throw error
      outcome.refused.push({ id, message: told(ctx, error.said.message) })
    }
  }
  const taken = await Promise.all(outcome.ids.map(async (id) => (await loadAccount(ctx, id)).view))
  return { taken, refused: outcome.refused }
}

/**
 * Asks after the keys of accounts on the same exchange whose number is not known, since they were connected before it was asked for:
 * one of them may be a sub-account that is about to be taken. What still tells none is refused where one is taken.
 */
async function learnNumbers(ctx: ServiceContext, parent: AccountRow): Promise<void> {
  const active = await ctx.db.asDesk(ctx.deskId, (tx) => listAccounts(tx, ctx.deskId, { includeArchived: false }))
  for (const { id } of withoutNumber(active, parent)) {
    try {
      await checkKey(ctx, id)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
  }
}

async function takeOne(ctx: ServiceContext, parent: AccountRow, sub: SubAccount, credentials: Credentials): Promise<string> {
  const id = randomUUID()
  const { exchange } = parent
  const keyFingerprint = ctx.vault.fingerprint(exchange, credentials)
  const sealed = await ctx.vault.seal({ deskId: ctx.deskId, accountId: id }, credentials)
  await sayDuplicates({ name: sub.name, credentials }, () =>
    ctx.db.asDesk(ctx.deskId, async (tx) => {
      await holdMain(tx, ctx.deskId, parent)
      const active = await listAccounts(tx, ctx.deskId, { includeArchived: false })
      const known = active.find((row) => row.keyFingerprint === keyFingerprint)
      if (known) throw new DomainError('conflict', sentence`It is connected already, as “${known.name}”.`)
      await refuseSameAccount(tx, ctx.deskId, { exchange, uid: sub.uid, sandbox: parent.sandbox, credentials })
      const [unknown] = sub.reads === 'main key' ? withoutNumber(active, parent) : []
      if (unknown)
        throw new DomainError(
          'conflict',
          sentence`“${unknown.name}” may be this account, and its exchange does not tell: once its key works, or it is archived, this one can be taken.`,
        )
      const { name, nameKey } = freeName(sub, parent, new Set(active.map((row) => row.nameKey)))
      const now = ctx.now()
      const account = {
        ...{ id, name, nameKey, exchange, keyFingerprint },
        ...{
          parentId: parent.id,
          subAccount: sub.reads === 'main key' ? sub.id : null,
          exchangeUid: sub.uid,
          exchangeLabel: sub.name,
        },
        ...{ marginMode: parent.marginMode, credentialOptions: parent.credentialOptions, sandbox: parent.sandbox },
        maskedKey: maskKey(credentials),
        permissions: sub.reads === 'address' ? ['read'] : parent.permissions,
        keyExpiresAt: sub.reads === 'address' ? null : parent.keyExpiresAt,
        keyIpList: sub.reads === 'address' ? null : parent.keyIpList,
        keyCheckedAt: now,
        ...{ valid: true, nextRefreshAt: now, createdAt: now, updatedAt: now },
      }
      await insertAccount(tx, ctx.deskId, account, sealed)
      const mayWithdraw = sub.reads === 'address' ? false : (parent.permissions?.includes('withdraw') ?? null)
      await recordDeskAudit(tx, ctx.deskId, ctx.actor, now, 'account_added', { accountId: id, name, exchange, mayWithdraw })
      await announce(tx, ctx.deskId, { kind: 'accounts' })
    }),
  )
  return id
}
