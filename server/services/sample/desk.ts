import { randomUUID } from 'node:crypto'
import type { Tx } from '@/db/client'
import { insertAccount, listAccounts } from '@/db/queries/accounts'
import { deleteAccountsOn, holdAccounts } from '@/db/queries/sample'
import type { ServiceContext } from '@/server/context'
import { foldName } from '@/server/domain/names'
import { SAMPLE_EXCHANGE } from '@/server/domain/sample'
import { DomainError } from '@/server/errors'
import { SAMPLE_ACCOUNTS } from '@/server/exchanges/sample/accounts'
import { sentence } from '../../language/sentence'
import { maskKey } from '../accounts/credentials'
import { keyColumns } from '../accounts/unique'
import { recordDeskAudit } from '../audit/record'
import { requireSession } from '../authorise'
import { refreshAccount } from '../balances/refresh-account'
import { announce } from '../live/announce'
import { writeSamplePast } from './past'

/**
 * Puts made-up accounts on an empty desk, for a look: read and kept as all others are, marked by their exchange, and gone as
 * soon as a real account comes, so that no sum holds both. Where the sample is there already it stays.
 * @throws DomainError `conflict` where there is an account already, archived ones too
 */
export async function addSampleDesk(ctx: ServiceContext): Promise<{ accounts: number }> {
  requireSession(ctx)
  const made = await Promise.all(
    SAMPLE_ACCOUNTS.map(async ({ key, name }) => {
      const id = randomUUID()
      const credentials = { apiKey: key }
      const sealed = await ctx.vault.seal({ deskId: ctx.deskId, accountId: id }, credentials)
      const columns = {
        ...{ id, name, nameKey: foldName(name), exchange: SAMPLE_EXCHANGE, maskedKey: maskKey(credentials) },
        keyFingerprint: ctx.vault.fingerprint(SAMPLE_EXCHANGE, credentials),
      }
      return { id, columns, sealed }
    }),
  )
  const put = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    await holdAccounts(tx, ctx.deskId)
    const known = await listAccounts(tx, ctx.deskId, { includeArchived: true })
    if (known.some(({ exchange }) => exchange !== SAMPLE_EXCHANGE)) {
      throw new DomainError('conflict', sentence`The sample desk is for an empty desk: there are accounts here.`)
    }
    if (known.some(({ archivedAt }) => archivedAt === null)) return false
    await deleteAccountsOn(tx, ctx.deskId, SAMPLE_EXCHANGE)
    const now = ctx.now()
    const key = { permissions: ['read' as const], positionMode: null, ipList: null, expiresAt: null, label: null }
    for (const { columns, sealed } of made) {
      const times = { nextRefreshAt: now, createdAt: now, updatedAt: now }
      await insertAccount(tx, ctx.deskId, { ...columns, ...times, ...keyColumns(key, now) }, sealed)
    }
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, now, 'sample_added', {})
    return true
  })
  if (!put) return { accounts: made.length }
  for (const { id } of made) await refreshAccount(ctx, id)
  await writeSamplePast(
    ctx,
    made.map(({ id }, index) => ({ id, key: SAMPLE_ACCOUNTS[index]?.key ?? '' })),
  )
  await ctx.db.asDesk(ctx.deskId, (tx) => announce(tx, ctx.deskId, { kind: 'accounts' }))
  return { accounts: made.length }
}

/** Takes the sample desk away with all that is kept of it. Nothing happens where there is none. */
export async function removeSampleDesk(ctx: ServiceContext): Promise<{ removed: number }> {
  requireSession(ctx)
  return ctx.db.asDesk(ctx.deskId, async (tx) => ({ removed: await takeSampleAway(ctx, tx) }))
}

/** The same before a real account comes, in its transaction. */
export async function takeSampleAway(ctx: ServiceContext, tx: Tx): Promise<number> {
  await holdAccounts(tx, ctx.deskId)
  const removed = await deleteAccountsOn(tx, ctx.deskId, SAMPLE_EXCHANGE)
  if (removed === 0) return 0
  await recordDeskAudit(tx, ctx.deskId, ctx.actor, ctx.now(), 'sample_removed', {})
  await announce(tx, ctx.deskId, { kind: 'accounts' })
  return removed
}
