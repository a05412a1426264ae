#!/usr/bin/env bash
# Guess: of an entry of Bybit's transaction log, fetchLedger's `before` is the balance before it and `after` the one after it,
# so that the two differ by `amount` in its direction, as ccxt's manual says of a ledger entry.
# What happens: that holds for what came in only. Of what went out, the amount (below zero in the answer) is added to the
# balance after it: `before` is lower than `after`, wrong by twice the amount, and whoever explains a balance by these two
# finds every fee and payment of funding as a gain.
# Package: ccxt 4.5.84 (npm), fetchLedger of bybit on a row of its documented transaction log. 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const row = (more) => ({
  id: '1', symbol: 'XRPUSDT', category: 'linear', side: 'Buy', transactionTime: '1672128000000', type: 'SETTLEMENT', qty: '100',
  size: '100', currency: 'USDT', tradePrice: '0.3676', fee: '0', cashFlow: '0', feeRate: '0.0001', tradeId: 'a', orderId: 'b', ...more,
})
const ROWS = [
  row({ funding: '-10', change: '-10', cashBalance: '90' }),
  row({ id: '2', funding: '10', change: '10', cashBalance: '110' }),
]
const exchange = new ccxt.bybit({ apiKey: 'k', secret: 's' })
exchange.setMarkets([{ id: 'XRPUSDT', symbol: 'XRP/USDT:USDT', base: 'XRP', quote: 'USDT', settle: 'USDT', type: 'swap', swap: true, contract: true, linear: true }])
exchange.isUnifiedEnabled = async () => [false, true]
exchange.fetchImplementation = async () => ({
  status: 200, statusText: 'OK', headers: {}, text: async () => JSON.stringify({ retCode: 0, retMsg: 'OK', result: { nextPageCursor: '', list: ROWS } }),
})
const [out, into] = (await exchange.fetchLedger()).toSorted((a, b) => (a.direction < b.direction ? 1 : -1))
for (const { direction, amount, before, after } of [out, into]) console.log(direction, 'amount', amount, 'before', before, 'after', after)
process.exit(out.direction === 'out' && Number(out.before) === 80 && Number(out.after) === 90 && Number(into.before) === 100 ? 0 : 1)
JS
node look.mjs
