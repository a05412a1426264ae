import type { AccountRow } from '@/db/queries/accounts'
import { insertDesk } from '@/db/queries/desk-members'
import { insertMember, updateDesk } from '@/db/queries/desk-people'
import type { ServiceContext } from '@/server/context'
import { storeSuccess } from '@/server/services/balances/store'
import { storeToken } from '@/server/services/tokens/create'
import { benchAccount, benchSnapshot, benchUser } from './context'
import type { BenchDatabase } from './database'

/** Accounts that are written side by side, as a worker does: the disk is waited for once for all of them. */
const SIDE_BY_SIDE = 8
const HOUR_SECONDS = 3600

export interface BenchDesk {
  ctx: ServiceContext
  /** An API token that may read. */
  token: string
}

/** A user with accounts that were read a few times each; nothing of it goes stale while it is measured. */
export async function benchDesk({ db }: BenchDatabase, accounts: number, assets: number, snapshots = 5): Promise<BenchDesk> {
  const ctx = await owner(db)
  await db.asUser(ctx.deskId, (tx) => tx.execute(`update users set refresh_interval_seconds = ${HOUR_SECONDS}`))
  return filled(ctx, accounts, assets, snapshots)
}

/** The same on a desk with others; `members` are its managers. */
export async function benchSharedDesk(
  { db }: BenchDatabase,
  people: number,
  [accounts, assets, snapshots]: readonly [accounts: number, assets: number, snapshots: number],
): Promise<BenchDesk & { members: string[] }> {
  const first = await owner(db)
  const now = first.now()
  const { id: deskId } = await db.asSystem((tx) => insertDesk(tx, { name: 'Bench', ownerId: first.deskId, now }))
  await db.asSystem((tx) => updateDesk(tx, deskId, { refreshIntervalSeconds: HOUR_SECONDS }))
  const members: string[] = []
  while (members.length < people - 1) {
    const { deskId: userId } = await benchUser(db)
    await db.asSystem((tx) => insertMember(tx, { deskId, userId, role: 'manager', tagIds: null, createdAt: now }))
    members.push(userId)
  }
  return { ...(await filled({ ...first, deskId }, accounts, assets, snapshots)), members }
}

/** Somebody signed in, on their own desk. */
async function owner(db: BenchDatabase['db']): Promise<ServiceContext> {
  const system = await benchUser(db)
  const actor = {
    kind: 'session',
    sessionId: 'bench',
    userId: system.deskId,
    role: 'owner',
    ipAddress: null,
    userAgent: null,
  } as const
  return { ...system, actor }
}

async function filled(ctx: ServiceContext, accounts: number, assets: number, snapshots: number): Promise<BenchDesk> {
  const began = Date.now()
  const exchanges = ['binance', 'bybit', 'okx'] as const
  const rows: AccountRow[] = []
  for (let n = 0; n < accounts; n++) rows.push(await benchAccount(ctx, `desk ${n}`, exchanges[n % 3]))
  const waiting = rows.entries()
  const store = async () => {
    for (const [n, row] of waiting) {
      for (let k = snapshots; k > 0; k--) {
        const asOf = new Date(began - k * 60_000)
        await storeSuccess(
          ctx,
          { row, intervalSeconds: HOUR_SECONDS, startedAt: asOf },
          benchSnapshot(asOf, assets, n * 1000 + k),
        )
      }
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, store))
  const { secret } = await storeToken(ctx, { name: 'bench', scopes: ['read'] }, null)
  return { ctx, token: secret }
}
