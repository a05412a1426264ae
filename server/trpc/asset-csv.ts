import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { harmless } from '../csv-field'
import { downloadResponse } from '../download'
import { assetFileSchema } from '../schemas/assets'
import { type ExportedAsset, exportAssets, type TableFormat } from '../services/balances/asset-export'
import { serviceContext, type TrpcContext } from './context'

/** Named as in the REST contract, so that a file and an answer can be laid side by side. */
const FIELDS: readonly [name: string, value: (row: ExportedAsset) => string | null][] = [
  ['account', ({ holder }) => holder.name],
  ['exchange', ({ holder }) => holder.exchangeName],
  ['symbol', ({ asset }) => asset.symbol],
  ['asset_type', ({ asset }) => asset.assetType],
  ['market_type', ({ asset }) => asset.marketType],
  ['wallet_type', ({ asset }) => asset.walletType],
  ['size', ({ asset }) => asset.size],
  ['notional', ({ asset }) => asset.notional],
  ['notional_pct_total', ({ asset }) => asset.notionalPctTotal],
  ['unrealized_profit', ({ asset }) => asset.unrealizedProfit],
  ['initial_margin', ({ asset }) => asset.initialMargin],
  ['maint_margin', ({ asset }) => asset.maintMargin],
  ['margin_balance', ({ asset }) => asset.marginBalance],
  ['leverage', ({ asset }) => asset.leverage],
  ['amount', ({ asset }) => asset.amount],
  ['borrowed', ({ asset }) => asset.borrowed],
  ['available_balance', ({ asset }) => asset.availableBalance],
  ['price', ({ asset }) => asset.price],
  ['price_route', ({ asset }) => asset.priceRoute],
  ['entry_price', ({ asset }) => asset.entryPrice],
  ['mark_price', ({ asset }) => asset.markPrice],
  ['liquidation_price', ({ asset }) => asset.liquidationPrice],
  ['margin_mode', ({ asset }) => asset.marginMode],
  ['position_side', ({ asset }) => asset.positionSide],
  ['funding_rate', ({ funding }) => funding?.rate ?? null],
  ['next_funding_at', ({ funding }) => funding?.nextAt?.toISOString() ?? null],
  ['as_of', ({ holder }) => holder.asOf.toISOString()],
  ['stale', ({ holder }) => String(holder.stale)],
  ['account_bound', ({ bound }) => bound],
]

const lines = (rows: readonly (readonly string[])[]) => stringify([...rows], { record_delimiter: '\r\n' })

/** Every field and every digit; empty where nothing is known. */
const CSV: TableFormat = {
  head: lines([FIELDS.map(([name]) => name)]),
  rows: (rows) => lines(rows.map((row) => FIELDS.map(([, value]) => harmless(value(row) ?? '')))),
}

/**
 * The rows of a table of assets, as the query has them, as a CSV file for a signed-in browser; sent while it is read.
 * @param folder where it lies meanwhile
 */
export async function assetCsvResponse(
  context: TrpcContext,
  query: URLSearchParams,
  { signal, folder }: { signal: AbortSignal; folder: string },
): Promise<Response> {
  const { caller, deps } = context
  if (!caller) return Response.json({ error: 'Please sign in.', code: 'unauthenticated' }, { status: 401 })
  const parsed = assetFileSchema.safeParse(Object.fromEntries(query))
  if (!parsed.success) {
    return Response.json({ error: z.prettifyError(parsed.error), code: 'bad_request' }, { status: 400 })
  }
  const view = parsed.data
  return downloadResponse((gone) => exportAssets(serviceContext(deps, caller, gone), view, { format: CSV, folder }), {
    request: signal,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${view.what}.csv"`,
    },
    log: deps.log,
  })
}
