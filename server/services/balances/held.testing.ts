import { someAccount, someSnapshot } from '@/db/queries/fixtures.testing'
import { storeSnapshot } from '@/db/queries/snapshots'
import type { ServiceContext } from '@/server/context'
import type { Asset } from '@/server/domain/types'

export { someAsset } from '@/db/queries/fixtures.testing'

/** Stores that an account holds these, and that nothing of it is old yet at that moment. */
export async function storeHeld({ db, userId }: ServiceContext, id: string, assets: Asset[], asOf?: Date): Promise<void> {
  const snapshot = someSnapshot({ assets, ...(asOf && { asOf }) })
  await db.asUser(userId, (tx) => storeSnapshot(tx, userId, id, snapshot, 1))
}

/** An account on Bybit that holds these. @returns its id */
export async function accountHolding(ctx: ServiceContext, name: string, assets: Asset[], asOf?: Date): Promise<string> {
  const id = await someAccount(ctx.db, ctx.userId, name)
  await storeHeld(ctx, id, assets, asOf)
  return id
}
