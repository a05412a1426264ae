#!/usr/bin/env bash
# Guess: a position's `notional` is its value at the mark price that the same answer tells, as of ccxt's other exchanges.
# What happens: of Phemex it is the exchange's `valueRv`, which is the size times the price of the entry: with a price that
# doubled since, half of what the position is worth. `initialMarginPercentage` and the like divide by it.
# ccxt 4.5.84, 2026-11-29; https://phemex-docs.github.io/#query-account-positions-with-unrealized-pnl (186 × 0.0535 = 9.951, mark 0.053036917)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null
cat > look.mjs <<'JS'
import ccxt from 'ccxt'
const phemex = new ccxt.phemex()
phemex.setMarkets([
  { id: 'XEMUSDT', symbol: 'XEM/USDT:USDT', base: 'XEM', quote: 'USDT', settle: 'USDT', type: 'swap', swap: true, contract: true, linear: true, inverse: false, contractSize: 1, precision: {}, limits: {} },
])
// The documentation's own example.
const { notional, contracts, entryPrice, markPrice } = phemex.parsePosition({
  symbol: 'XEMUSDT', currency: 'USDT', side: 'Buy', leverageRr: '-10', maintMarginReqRr: '0.01', sizeRq: '186', valueRv: '9.951',
  avgEntryPriceRp: '0.0535', assignedPosBalanceRv: '1.086606978', positionMarginRv: '730.97308047', markPriceRp: '0.053036917',
})
const [atEntry, atMark] = [contracts * entryPrice, contracts * markPrice]
console.log({ notional, atEntry, atMark })
process.exit(Math.abs(notional - atEntry) < 1e-6 && Math.abs(notional - atMark) > 0.01 ? 0 : 1)
JS
node look.mjs
