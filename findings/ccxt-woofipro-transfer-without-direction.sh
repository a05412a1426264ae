#!/usr/bin/env bash
# Guess: ccxt's fetchDepositsWithdrawals of WOOFi Pro tells deposits from withdrawals, and those that went through from those that failed.
# What happens: the documented answer says `side` and `trans_status`; ccxt reads `token_side` and `status`. Neither a direction nor a
# status is told of any row, so that money in cannot be told from money out.
# Package: ccxt 4.5.84 (npm), fetchDepositsWithdrawals with the answer of https://orderly.network/docs (asset history, 2026-11), the
# network replaced. 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const HISTORY = {
  success: true,
  timestamp: 1702989203989,
  data: {
    meta: { total: 1, records_per_page: 25, current_page: 1 },
    rows: [
      {
        ...{ id: '230707030600002', tx_id: '0x4b0714c63cc7abae72bf68e84e25860b88ca651b7d27dad1e32bf4c027fa5326' },
        ...{ side: 'WITHDRAW', token: 'USDC', amount: 555, fee: 0, trans_status: 'FAILED' },
        ...{ created_time: 1688699193034, updated_time: 1688699193096, chain_id: '986532' },
      },
    ],
  },
}
const exchange = new ccxt.woofipro({ apiKey: 'key', secret: '3'.repeat(44), accountId: '0x1', uid: '0x1' })
exchange.setMarkets([])
exchange.fetchImplementation = async () => ({
  status: 200,
  statusText: 'OK',
  headers: {},
  text: async () => JSON.stringify(HISTORY),
})
const [told] = await exchange.fetchDepositsWithdrawals()
console.log('sent : WITHDRAW, FAILED')
console.log(`told : ${told.type}, ${told.status}`)
process.exit(told.type === undefined && told.status === undefined ? 0 : 1)
JS
node look.mjs
