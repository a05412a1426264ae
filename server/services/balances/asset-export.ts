import { allAssetRows } from '@/db/queries/asset-lines'
import type { ServiceContext } from '@/server/context'
import type { Asset, EquityBound, FundingRate } from '@/server/domain/types'
import type { AssetHolder, FundingView } from '@/server/domain/views'
import type { AssetViewInput } from '@/server/schemas/assets'
import { requireScope } from '../authorise'
import { spooled } from '../me/spool'
import { oneAtATime } from '../one-at-a-time'
import { holdRight } from '../rights/hold'
import { countAttempts } from '../users/attempts'
import { assetQuery, fundingInTime, tagsOfView } from './asset-query'
import { holderOf } from './asset-window'

/** One row of the file. */
export interface ExportedAsset {
  asset: Asset
  holder: AssetHolder
  /** Of an open perpetual; null where it is not known. */
  funding: FundingRate | null
  /** What sums over rows of the account are to all that is in it, beside rows without a price. */
  bound: EquityBound
}

/** How rows become text. */
export interface TableFormat {
  head: string
  rows(rows: readonly ExportedAsset[]): string
}

/**
 * All rows of a table of assets as a view has them, in its order, as of one moment. The database is read as fast as it
 * answers, into a file without a name: a connection never waits for the reader. It ends, with an error, when the caller's
 * right does.
 * @param folder where that file lies
 * @throws DomainError `rate_limited` while another of the user's is under way, and after many
 */
export async function* exportAssets(
  ctx: ServiceContext,
  view: AssetViewInput,
  { format, folder }: { format: TableFormat; folder: string },
): AsyncGenerator<Uint8Array> {
  requireScope(ctx, 'read')
  const done = oneAtATime('table file', ctx.deskId)
  try {
    await countAttempts(ctx, [{ kind: 'table_file', subject: ctx.deskId }])
    const right = await holdRight(ctx)
    try {
      const held = { ...ctx, signal: right.signal }
      // What funding was then, nobody is asked.
      const tags = await tagsOfView(held, view)
      const [query, rates] = await Promise.all([
        assetQuery(held, view, null, tags),
        view.asOf === null ? fundingInTime(held) : [],
      ])
      const funding = new Map(rates.map((rate) => [`${rate.exchange} ${rate.pair}`, rate]))
      yield* spooled(folder, right.signal, async (spool, signal) => {
        await spool.write(format.head)
        await allAssetRows(ctx.db, ctx.deskId, query, async (rows, heads) => {
          signal.throwIfAborted()
          const told = rows.flatMap(({ accountId, asset, bound }) => {
            const head = heads.get(accountId)
            const holder = head && holderOf(ctx, head, query.moment)
            if (!holder) return []
            return { asset, holder, funding: fundingOf(funding, holder.exchange, asset), bound }
          })
          await spool.write(format.rows(told))
        })
      })
    } finally {
      right.release()
    }
  } finally {
    done()
  }
}

function fundingOf(funding: ReadonlyMap<string, FundingView>, exchange: string, asset: Asset): FundingRate | null {
  return asset.assetType === 'position' ? (funding.get(`${exchange} ${asset.symbol}`) ?? null) : null
}
