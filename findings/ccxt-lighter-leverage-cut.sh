#!/usr/bin/env bash
# Guess: a position on Lighter whose market asks 2.63 % of initial margin comes back from fetchPositions with the leverage that is: 38
# (100 / 2.63), as Lighter shows it; and one that asks 33.33 % with 3.
# What happens: ccxt cuts the percentage to a whole number before it divides, so 2.63 % becomes 50, 1.99 % becomes 100, and anything
# below 1 % has no leverage at all.
# Package: ccxt 4.5.84 (npm), fetchPositions of lighter on the answer that ccxt quotes from the documentation. 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const row = (initial_margin_fraction) => ({
  market_id: 0, symbol: 'ETH', initial_margin_fraction, sign: 1, position: '18.0193', avg_entry_price: '2669.84',
  position_value: '54306.566340', unrealized_pnl: '6197.829558', realized_pnl: '0.000000', liquidation_price: '2191.11',
  margin_mode: 0, allocated_margin: '0.000000',
})
const exchange = new ccxt.lighter({})
exchange.setMarkets([
  { id: '0', symbol: 'ETH/USDC:USDC', base: 'ETH', quote: 'USDC', settle: 'USDC', type: 'swap', swap: true, contract: true, linear: true, contractSize: 1 },
])
const read = (fraction) => exchange.parsePosition(row(fraction)).leverage
const seen = ['2.63', '1.99', '0.50', '5.00'].map((fraction) => [fraction, read(fraction)])
for (const [fraction, leverage] of seen) console.log(`${fraction} % of margin: read ${leverage}, is ${(100 / Number(fraction)).toFixed(2)}`)
process.exit(JSON.stringify(seen.map(([, leverage]) => leverage ?? null)) === '[50,100,null,20]' ? 0 : 1)
JS
node look.mjs
