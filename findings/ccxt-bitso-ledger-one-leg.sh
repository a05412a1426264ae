#!/usr/bin/env bash
# Guess: what fetchLedger of Bitso tells adds up to what the account holds: a trade is two entries, one for each coin.
# What happens: it is one. Bitso lists what an operation changed under `balance_updates`, coin by coin, and only the first of them
# is taken: a sale of bitcoin for pesos brings pesos, and the bitcoin never leave. Its direction is undefined as well.
# Package: ccxt 4.5.84 (npm), fetchLedger of bitso on the trade that its documentation shows. 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const payload = [
  {
    eid: '8976c6053f078f704f037d82a813678a', created_at: '2022-06-08T17:01:48+0000', operation: 'trade',
    balance_updates: [{ amount: '59.21320500', currency: 'mxn' }, { amount: '-0.00010000', currency: 'btc' }],
    details: { tid: '72145428', oid: 'JO5TZmMZjzjlZDyT' },
  },
]
const exchange = new ccxt.bitso({ apiKey: 'k', secret: 's' })
exchange.setMarkets([{ id: 'btc_mxn', symbol: 'BTC/MXN', base: 'BTC', quote: 'MXN', baseId: 'btc', quoteId: 'mxn', type: 'spot', spot: true }])
exchange.fetchImplementation = async () => ({
  status: 200, statusText: 'OK', headers: {}, text: async () => JSON.stringify({ success: true, payload }),
})
const entries = await exchange.fetchLedger()
console.log('coins that the trade changed: 2; entries told:', entries.length, entries.map(({ currency, amount, direction }) => [currency, amount, direction]))
process.exit(entries.length === 1 && entries[0].currency === 'MXN' && entries[0].direction === undefined ? 0 : 1)
JS
node look.mjs
