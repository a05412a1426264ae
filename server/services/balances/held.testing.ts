import { someAccount, someSnapshot } from '@/db/queries/fixtures.testing'
import { storeSnapshot } from '@/db/queries/snapshots'
import type { ServiceContext } from '@/server/context'
import type { Asset, ValuedAccount } from '@/server/domain/types'

export { someAsset } from '@/db/queries/fixtures.testing'

/** Stores that an account holds these. */
export async function storeHeld(
  { db, deskId }: ServiceContext,
  id: string,
  assets: Asset[],
  change: Partial<ValuedAccount> = {},
): Promise<void> {
  await db.asDesk(deskId, (tx) => storeSnapshot(tx, deskId, id, someSnapshot({ assets, ...change }), 1))
}

/** An account on Bybit that holds these. @returns its id */
export async function accountHolding(
  ctx: ServiceContext,
  name: string,
  assets: Asset[],
  change?: Partial<ValuedAccount>,
): Promise<string> {
  const id = await someAccount(ctx.db, ctx.deskId, name)
  await storeHeld(ctx, id, assets, change)
  return id
}
