#!/usr/bin/env bash
# Guess: fetchPositions() of CoinEx, which has no parameter for a page, gives all open positions of an account.
# What happens: CoinEx hands them out ten a page and says `has_next`; ccxt asks once and passes that flag over. Whoever holds
# eleven positions is told of ten, without an error and without a sign in what is returned.
# Package: ccxt 4.5.84 (npm), fetchPositions of coinex on answers of its documented form. 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const coins = Array.from({ length: 11 }, (_, at) => `C${String.fromCharCode(65 + at)}`)
const row = (coin, at) => ({
  position_id: at, market: `${coin}USDT`, market_type: 'FUTURES', side: 'long', margin_mode: 'cross', open_interest: '1', close_avbl: '1',
  unrealized_pnl: '0', realized_pnl: '0', avg_entry_price: '1', leverage: '3', margin_avbl: '1', liq_price: '0', created_at: 1, updated_at: 1,
})
const exchange = new ccxt.coinex({ apiKey: 'a', secret: 'b' })
exchange.setMarkets(
  coins.map((base) => ({ id: `${base}USDT`, symbol: `${base}/USDT:USDT`, base, quote: 'USDT', settle: 'USDT', type: 'swap', swap: true, contract: true, linear: true, contractSize: 1 })),
)
let requests = 0
exchange.fetchImplementation = async (url) => {
  requests += 1
  const page = Number(new URL(url).searchParams.get('page') ?? 1)
  const data = coins.map(row).slice((page - 1) * 10, page * 10)
  const body = { code: 0, data, message: 'OK', pagination: { has_next: page === 1 } }
  return { status: 200, statusText: 'OK', headers: {}, text: async () => JSON.stringify(body) }
}
const positions = await exchange.fetchPositions()
console.log('open', coins.length, '- read', positions.length, 'in', requests, 'request(s)')
process.exit(positions.length === 10 && requests === 1 ? 0 : 1)
JS
node look.mjs
