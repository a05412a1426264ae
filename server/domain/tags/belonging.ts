import { totalExposure } from '../exposure'
import type { Asset, ValuedAccount } from '../types'
import { covers, type Tag, taggedRow } from './tag'

/** Of an account's assets those that belong to any of these tags. */
export function ownAssets<A extends Pick<Asset, 'assetType' | 'base' | 'marketType'>>(
  tags: readonly Tag[],
  accountId: string,
  assets: readonly A[],
): A[] {
  const rules = tags.flatMap((tag) => tag.rules)
  return assets.filter((asset) => {
    const row = taggedRow(accountId, asset)
    return rules.some((rule) => covers(rule, row))
  })
}

/**
 * A reading with the assets alone that belong to any of these tags, and the exposure that those are. What was not read of the
 * account may belong to them too: it makes their sums as uncertain as the account's.
 */
export function belongingOf<S extends ValuedAccount>(tags: readonly Tag[], accountId: string, snapshot: S): S {
  const assets = ownAssets(tags, accountId, snapshot.assets)
  if (assets.length === snapshot.assets.length) return snapshot
  const { gross, net } = totalExposure(assets)
  const held = new Set(assets.map(({ symbol }) => symbol))
  return {
    ...{ ...snapshot, assets, grossExposure: gross, netExposure: net },
    unpriced: snapshot.unpriced.filter((symbol) => held.has(symbol)),
  }
}
