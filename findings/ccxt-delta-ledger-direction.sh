#!/usr/bin/env bash
# Guess: `direction` of an entry of Delta Exchange's ledger says whether money came or went, so that amount and direction
# together are the change, as ccxt's manual has it.
# What happens: the direction goes by the word alone. Profit is always "in", with the loss's own sign on its amount (in, -1.5),
# and funding of perpetuals is always "out", also where it was received: 0.5 that came in reads as 0.5 paid, though `before` and
# `after` of the same entry rise. Neither the sign nor the direction can be gone by for all of them.
# Package: ccxt 4.5.84 (npm), fetchLedger of delta on rows in the form of its documentation. 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const row = { asset_id: 5, asset_symbol: 'USDT', meta_data: {}, user_id: 22142 }
const result = [
  { ...row, amount: '-1.5', balance: '28', created_at: '2025-01-02T21:25:01Z', transaction_type: 'pnl', uuid: 'a' },
  { ...row, amount: '0.5', balance: '28.5', created_at: '2025-01-02T21:26:01Z', transaction_type: 'perpetual_futures_funding', uuid: 'b' },
]
const exchange = new ccxt.delta({ apiKey: 'k', secret: 's' })
exchange.setMarkets([{ id: 'BTCUSDT', symbol: 'BTC/USDT:USDT', base: 'BTC', quote: 'USDT', settle: 'USDT', type: 'swap', swap: true, contract: true }])
exchange.fetchImplementation = async () => ({
  status: 200, statusText: 'OK', headers: {}, text: async () => JSON.stringify({ success: true, result, meta: {} }),
})
const [loss, received] = await exchange.fetchLedger()
for (const { type, direction, amount, before, after } of [loss, received]) console.log(type, direction, amount, 'before', before, 'after', after)
const odd = loss.direction === 'in' && Number(loss.amount) === -1.5 && received.direction === 'out' && received.after > received.before
process.exit(odd ? 0 : 1)
JS
node look.mjs
