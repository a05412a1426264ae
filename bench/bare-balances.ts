import { createServer } from 'node:http'
import postgres from 'postgres'
import { z } from 'zod'

/** The least that can answer the cached balances: no token, no tenant, no framework; one prepared statement, its JSON sent as it comes. */
const settings = z.object({ DATABASE_URL: z.string(), BENCH_USER: z.uuid(), BENCH_POOL: z.coerce.number() }).parse(process.env)
const sql = postgres(settings.DATABASE_URL, { max: settings.BENCH_POOL, onnotice: () => {}, connection: { 'app.system': 'on' } })

const newest = () => sql<{ body: string }[]>`
  select json_build_object('balances', coalesce(json_agg(json_build_object(
    'account_id', a.id, 'account_name', a.name, 'exchange', a.exchange, 'as_of', s.as_of,
    'age_seconds', round(extract(epoch from now() - s.as_of)), 'stale', a.error_code is not null, 'equity', s.equity,
    'assets', (
      select json_agg(row_to_json(rows)) from (
        select symbol, size, notional, market_type, asset_type, unrealized_profit, initial_margin, maint_margin, margin_balance,
          leverage, notional_pct_total, wallet_type, amount, borrowed, available_balance, price, price_route, entry_price,
          mark_price, liquidation_price, margin_mode, position_side
        from snapshot_assets where snapshot_id = s.id order by ordinal
      ) rows
    ),
    'equities', s.equities, 'unpriced', s.unpriced, 'not_included', s.not_included
  ) order by a.created_at), '[]'), 'errors', '[]'::json)::text as body
  from accounts a cross join lateral (
    select * from snapshots where account_id = a.id order by as_of desc limit 1
  ) s
  where a.user_id = ${settings.BENCH_USER} and a.archived_at is null`

const server = createServer((_request, response) => {
  newest().then(
    ([row]) => {
      const body = Buffer.from(row?.body ?? '')
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
