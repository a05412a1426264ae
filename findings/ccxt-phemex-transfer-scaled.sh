#!/usr/bin/env bash
# Guess: the amount of a transfer that fetchTransfers of Phemex gives is in coins, as its balances and deposits are.
# What happens: Phemex sends `amountEv`, the amount times 10 to the 8th. The helper that takes the scale off is called without
# the market or currency that tells it, and then hands its argument back: a transfer of 1 BTC is one of "100000000" BTC.
# Package: ccxt 4.5.84 (npm), fetchTransfers of phemex on a row as its source quotes it from the documentation. 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const exchange = new ccxt.phemex({ apiKey: 'k', secret: 's' })
exchange.setMarkets([{ id: 'sBTCUSDT', symbol: 'BTC/USDT', base: 'BTC', quote: 'USDT', baseId: 'BTC', quoteId: 'USDT', type: 'spot', spot: true }])
const rows = [{ linkKey: '87c071a3', userId: 5446992, currency: 'BTC', amountEv: 100000000, side: 2, status: 10, createTime: 1735800000000 }]
exchange.fetchImplementation = async () => ({
  status: 200, statusText: 'OK', headers: {}, text: async () => JSON.stringify({ code: 0, msg: 'OK', data: { rows } }),
})
const [transfer] = await exchange.fetchTransfers('BTC')
console.log('sent: 1 BTC (amountEv 100000000); told:', transfer.amount, transfer.currency, transfer.fromAccount, 'to', transfer.toAccount)
process.exit(String(transfer.amount) === '100000000' ? 0 : 1)
JS
node look.mjs
