import { type CsvColumn, CsvWriter } from '../csv-writer'
import { assetFileSchema } from '../schemas/assets'
import { type ExportedAsset, exportAssets } from '../services/balances/asset-export'
import type { TrpcContext } from './context'
import { csvDownload } from './csv-download'

type Value = CsvColumn<ExportedAsset>['value']
const text = (name: string, value: Value): CsvColumn<ExportedAsset> => ({ name, value })
const number = (name: string, value: Value): CsvColumn<ExportedAsset> => ({ name, value, isNumber: true })

/** Named as in the REST contract, so that a file and an answer can be laid side by side; every field and every digit. */
const COLUMNS: readonly CsvColumn<ExportedAsset>[] = [
  text('account', ({ holder }) => holder.name),
  text('exchange', ({ holder }) => holder.exchangeName),
  text('symbol', ({ asset }) => asset.symbol),
  text('asset_type', ({ asset }) => asset.assetType),
  text('market_type', ({ asset }) => asset.marketType),
  text('wallet_type', ({ asset }) => asset.walletType),
  number('size', ({ asset }) => asset.size),
  number('notional', ({ asset }) => asset.notional),
  number('notional_pct_total', ({ asset }) => asset.notionalPctTotal),
  number('unrealized_profit', ({ asset }) => asset.unrealizedProfit),
  number('initial_margin', ({ asset }) => asset.initialMargin),
  number('maint_margin', ({ asset }) => asset.maintMargin),
  number('margin_balance', ({ asset }) => asset.marginBalance),
  number('leverage', ({ asset }) => asset.leverage),
  number('amount', ({ asset }) => asset.amount),
  number('borrowed', ({ asset }) => asset.borrowed),
  number('available_balance', ({ asset }) => asset.availableBalance),
  number('price', ({ asset }) => asset.price),
  text('price_route', ({ asset }) => asset.priceRoute),
  number('entry_price', ({ asset }) => asset.entryPrice),
  number('mark_price', ({ asset }) => asset.markPrice),
  number('liquidation_price', ({ asset }) => asset.liquidationPrice),
  text('margin_mode', ({ asset }) => asset.marginMode),
  text('position_side', ({ asset }) => asset.positionSide),
  number('funding_rate', ({ funding }) => funding?.rate ?? null),
  text('next_funding_at', ({ funding }) => funding?.nextAt?.toISOString() ?? null),
  text('as_of', ({ holder }) => holder.asOf.toISOString()),
  text('stale', ({ holder }) => String(holder.stale)),
  text('account_bound', ({ bound }) => bound),
]

/**
 * The rows of a table of assets, as the query has them, as a CSV file for a signed-in browser; sent while it is read.
 * @param folder where it lies meanwhile
 */
export function assetCsvResponse(
  context: TrpcContext,
  query: URLSearchParams,
  { signal, folder }: { signal: AbortSignal; folder: string },
): Promise<Response> {
  return csvDownload({
    ...{ context, query, signal, schema: assetFileSchema },
    fileName: ({ what }) => `${what}.csv`,
    make: (ctx, view, style) => {
      const writer = new CsvWriter(COLUMNS, style, '\r\n')
      const format = { head: writer.head(), rows: (rows: readonly ExportedAsset[]) => writer.rows(rows) }
      return exportAssets(ctx, view, { format, folder })
    },
  })
}
