import { findAccount, updateAccount } from '@/db/queries/accounts'
import { findSecrets } from '@/db/queries/secrets'
import type { ServiceContext } from '@/server/context'
import { expiryCameNear, nextKeyChange, readKeyChange } from '@/server/domain/key-change'
import type { AccountView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { KeyInfo } from '@/server/exchanges/port'
import { recordDeskAudit } from '../audit/record'
import { withExchangeSlot } from '../balances/exchange-slot'
import { withDeadline } from '../deadline'
import { announce } from '../live/announce'
import { counted } from './key-activity'
import { loadAccount } from './load'
import { noteSubAccounts } from './note-sub-accounts'

const DEADLINE_MS = 30_000
/** The exchange's answer about the key itself: asking again before tomorrow would tell nothing else. */
const REFUSALS: ReadonlySet<string> = new Set(['exchange_credentials', 'exchange_permission', 'exchange_ip'])

/**
 * Asks the exchange anew what an account's key may do, until when and from where, stores it, and writes to the user's
 * log what changed; with it, which sub-accounts it lists. A key that is refused is left to the next refresh, which says so at the account.
 * @throws DomainError with an exchange code for failures that pass; the signal's reason
 */
export async function checkKey(ctx: ServiceContext, accountId: string): Promise<void> {
  const { row, view } = await loadAccount(ctx, accountId)
  const sealed = await ctx.db.asDesk(ctx.deskId, (tx) => findSecrets(tx, ctx.deskId, accountId))
  if (view.archived || !sealed) return
  const credentials = await ctx.vault.open({ deskId: ctx.deskId, accountId }, sealed)
  const connection = counted(ctx, accountId, {
    exchange: view.exchange,
    credentials,
    sandbox: view.sandbox,
    options: view.credentialOptions,
  })
  let key: KeyInfo | null
  try {
    key = await withDeadline(DEADLINE_MS, ctx.signal, (signal) =>
      withExchangeSlot(ctx, row, signal, () => ctx.exchanges.verify(connection, signal)),
    )
  } catch (error) {
    if (!(error instanceof DomainError) || !REFUSALS.has(error.code)) throw error
    key = null
  }
  await store(ctx, view, row.keyFingerprint, key)
  if (key !== null) await noteSubAccounts(ctx, row, connection)
}

/** Writes what was told, unless the account got another key meanwhile. */
async function store(ctx: ServiceContext, view: AccountView, fingerprint: string | null, key: KeyInfo | null): Promise<void> {
  const now = ctx.now()
  await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const row = await findAccount(tx, ctx.deskId, view.id)
    if (!row || row.archivedAt !== null || row.keyFingerprint !== fingerprint) return
    if (key === null) {
      await updateAccount(tx, ctx.deskId, view.id, { keyCheckedAt: now })
      return
    }
    const { change, isNew } = nextKeyChange(readKeyChange(row.keyChange), view.permissions, key.permissions, now)
    await updateAccount(tx, ctx.deskId, view.id, {
      permissions: key.permissions,
      keyExpiresAt: key.expiresAt,
      keyIpList: key.ipList,
      exchangeLabel: key.label,
      exchangeUid: key.uid ?? row.exchangeUid,
      keyCheckedAt: now,
      keyChange: change,
    })
    const named = { accountId: view.id, name: row.name }
    const audit = (event: Parameters<typeof recordDeskAudit>[4], details: Parameters<typeof recordDeskAudit>[5]) =>
      recordDeskAudit(tx, ctx.deskId, ctx.actor, now, event, { ...named, ...details })
    if (isNew) {
      const words = { before: view.permissions?.join(', ') ?? '', now: key.permissions?.join(', ') ?? '' }
      await audit('key_permissions_changed', { ...words, mayWithdraw: key.permissions?.includes('withdraw') ?? null })
    }
    const addresses = (list: readonly string[]) => [...list].sort().join(', ')
    if (row.keyIpList && key.ipList && addresses(row.keyIpList) !== addresses(key.ipList)) {
      await audit('key_addresses_changed', { before: addresses(row.keyIpList), now: addresses(key.ipList) })
    }
    if (expiryCameNear(key.expiresAt, row.keyCheckedAt, now)) {
      await audit('key_expires_soon', { expiresAt: key.expiresAt?.toISOString() ?? '' })
    }
    await announce(tx, ctx.deskId, { kind: 'accounts' })
  })
}
