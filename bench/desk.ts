import type { AccountRow } from '@/db/queries/accounts'
import type { ServiceContext } from '@/server/context'
import { storeSuccess } from '@/server/services/balances/store'
import { storeToken } from '@/server/services/tokens/create'
import { benchAccount, benchSnapshot, benchUser } from './context'
import type { BenchDatabase } from './database'

/** Accounts that are written side by side, as a worker does: the disk is waited for once for all of them. */
const SIDE_BY_SIDE = 8

export interface BenchDesk {
  ctx: ServiceContext
  /** An API token that may read. */
  token: string
}

/** A user with accounts that were read a few times each; nothing of it goes stale while it is measured. */
export async function benchDesk({ db }: BenchDatabase, accounts: number, assets: number, snapshots = 5): Promise<BenchDesk> {
  const system = await benchUser(db)
  const ctx: ServiceContext = {
    ...system,
    actor: { kind: 'session', sessionId: 'bench', userId: system.deskId, role: 'owner', ipAddress: null, userAgent: null },
  }
  await db.asUser(ctx.deskId, (tx) => tx.execute('update users set refresh_interval_seconds = 3600'))
  const began = Date.now()
  const exchanges = ['binance', 'bybit', 'okx'] as const
  const rows: AccountRow[] = []
  for (let n = 0; n < accounts; n++) rows.push(await benchAccount(ctx, `desk ${n}`, exchanges[n % 3]))
  const waiting = rows.entries()
  const store = async () => {
    for (const [n, row] of waiting) {
      for (let k = snapshots; k > 0; k--) {
        const asOf = new Date(began - k * 60_000)
        await storeSuccess(ctx, { row, intervalSeconds: 3600, startedAt: asOf }, benchSnapshot(asOf, assets, n * 1000 + k))
      }
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, store))
  const { secret } = await storeToken(ctx, { name: 'bench', scopes: ['read'] }, null)
  return { ctx, token: secret }
}
