#!/usr/bin/env bash
# Guess: fetchTransfers of Coinbase International with `since` gives the transfers since then, as it does without one.
# What happens: it gives none. The moment comes written ("2024-02-22T16:00:00Z"); it is read as a whole number first, so that no
# row has a timestamp, and rows without one are dropped without a word as soon as `since` is given. Without `since` the same row
# is there, of no time. Funding of the same exchange is read the same way.
# Package: ccxt 4.5.84 (npm), fetchTransfers and fetchFundingHistory of coinbaseinternational on documented rows. 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const row = {
  amount: '0.0008', asset: 'USDC', created_at: '2024-02-22T16:00:00Z', updated_at: '2024-02-22T16:00:01Z', status: 'PROCESSED',
  from_portfolio: { id: 'a' }, to_portfolio: { id: 'b' }, transfer_uuid: '13eb4ac6', type: 'INTERNAL',
}
const exchange = new ccxt.coinbaseinternational({ apiKey: 'k', secret: 'cw==', password: 'p' })
exchange.setMarkets([{ id: 'BTC-PERP', symbol: 'BTC/USDC:USDC', base: 'BTC', quote: 'USDC', settle: 'USDC', type: 'swap', swap: true, contract: true }])
exchange.fetchImplementation = async () => ({
  status: 200, statusText: 'OK', headers: {}, text: async () => JSON.stringify({ pagination: {}, results: [row] }),
})
const all = await exchange.fetchTransfers()
const since = Date.parse('2024-01-01T00:00:00Z')
const later = await exchange.fetchTransfers(undefined, since)
const funding = await exchange.fetchFundingHistory(undefined, since)
console.log('a row of', row.created_at, '- without since:', all.length, 'of', all[0]?.timestamp, '- since 2024-01-01:', later.length, '- funding since then:', funding.length)
process.exit(all.length === 1 && all[0].timestamp === undefined && later.length === 0 && funding.length === 0 ? 0 : 1)
JS
node look.mjs
