import { createServer } from 'node:http'
import postgres from 'postgres'
import { z } from 'zod'

/**
 * The least that can answer the cached balances: no token, no tenant, no framework; one prepared statement, whose JSON is
 * sent as it comes. Texts are put together rather than JSON in JSON, which PostgreSQL would check and copy once more.
 */
const settings = z.object({ DATABASE_URL: z.string(), BENCH_USER: z.uuid(), BENCH_POOL: z.coerce.number() }).parse(process.env)
const sql = postgres(settings.DATABASE_URL, { max: settings.BENCH_POOL, onnotice: () => {}, connection: { 'app.system': 'on' } })

const newest = () =>
  sql`
  select '{"balances":[' || string_agg(concat(
    '{"account_id":"', a.id, '","account_name":', to_json(a.name), ',"exchange":"', a.exchange, '","as_of":', to_json(s.as_of),
    ',"age_seconds":', round(extract(epoch from now() - s.as_of)), ',"stale":', (a.error_code is not null)::text,
    ',"equity":', coalesce(s.equity::text, 'null'), ',"assets":', (
      select json_agg(asset) from (
        select symbol, size, notional, market_type, asset_type, unrealized_profit, initial_margin, maint_margin, margin_balance,
          leverage, notional_pct_total, wallet_type, amount, borrowed, available_balance, price, price_route, entry_price,
          mark_price, liquidation_price, margin_mode, position_side
        from assets_of(h.assets, s.asset_values) order by ordinal
      ) asset
    ), ',"equities":', s.equities, ',"unpriced":', to_json(s.unpriced), ',"not_included":', s.not_included, '}'
  ), ',' order by a.created_at) || '],"errors":[]}'
  from accounts a cross join lateral (
    select * from snapshots where account_id = a.id order by as_of desc limit 1
  ) s left join holdings h on h.account_id = s.account_id and h.day = date_trunc('day', s.as_of, 'UTC') and h.hash = s.holdings_hash
  where a.user_id = ${settings.BENCH_USER} and a.archived_at is null`.raw()

const server = createServer((_request, response) => {
  newest().then(
    ([row]) => {
      const body = row?.[0] ?? Buffer.alloc(0)
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
      response.end(body)
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) console.log(`bare balances listening on http://127.0.0.1:${address.port}`)
})
process.once('SIGTERM', () => process.exit(0))
