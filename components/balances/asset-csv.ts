import type { AssetRow } from '../assets/row'
import { toCsv } from '../format/csv'

/** Named as in the REST contract, so that a file and an answer can be laid side by side. */
const FIELDS: readonly [name: string, value: (row: AssetRow) => string | null][] = [
  ['account', ({ account }) => account.name],
  ['exchange', ({ account }) => account.exchangeName],
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
  ['as_of', ({ asOf }) => asOf.toISOString()],
  ['stale', ({ stale }) => String(stale)],
  ['account_bound', ({ bound }) => bound],
]

/** Assets with every field and every digit, in the order given. */
export function assetCsv(rows: readonly AssetRow[]): string {
  return toCsv(
    FIELDS.map(([name]) => name),
    rows.map((row) => FIELDS.map(([, value]) => value(row))),
  )
}
