#!/usr/bin/env bash
# Guess: fetchDepositsWithdrawals of Indodax without a code gives the deposits and withdrawals of all coins, each with its coin.
# What happens: each is there, and none names a coin. Indodax answers a list for each coin, whose rows do not repeat it; the lists
# are put together and their names dropped, so that `currency` (and the fee's) is undefined and 0.001 BTC and 114705 rupiah are
# rows that nothing but their size tells apart.
# Package: ccxt 4.5.84 (npm), fetchDepositsWithdrawals of indodax on the answer that its source quotes. 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const answer = {
  withdraw: { idr: [{ status: 'success', type: 'coupon', rp: '115205', fee: '500', amount: '114705', submit_time: '1539844166', success_time: '1539844189', withdraw_id: '1783717', tx: 'BTC-IDR' }] },
  deposit: { btc: [{ status: 'success', btc: '0.00118769', amount: '0.00118769', success_time: '1539529208', deposit_id: '3602369', tx: 'c816' }] },
}
const exchange = new ccxt.indodax({ apiKey: 'k', secret: 's' })
exchange.setMarkets([{ id: 'btcidr', symbol: 'BTC/IDR', base: 'BTC', quote: 'IDR', baseId: 'btc', quoteId: 'idr', type: 'spot', spot: true }])
exchange.fetchImplementation = async () => ({
  status: 200, statusText: 'OK', headers: {}, text: async () => JSON.stringify({ success: 1, return: answer }),
})
const rows = await exchange.fetchDepositsWithdrawals()
for (const { type, amount, currency, fee } of rows) console.log(type, amount, 'of', currency, 'fee', fee?.cost, 'of', fee?.currency)
process.exit(rows.length === 2 && rows.every(({ currency }) => currency === undefined) ? 0 : 1)
JS
node look.mjs
