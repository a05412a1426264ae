#!/usr/bin/env bash
# Guess: Lighter counts positions in coins ("position": "18.0193" of ETH is worth position_value 54306.57 at 3013.8), so that a contract's
# size in ccxt's market is 1 (or left out), and contracts times contractSize is a number of coins.
# What happens: ccxt takes `quote_multiplier`, a scale that the exchange uses for amounts of its quote coin, for the size of a contract.
# With the market's documented 10000, contracts times contractSize are ten thousand times the coins that are held.
# Package: ccxt 4.5.84 (npm), fetchMarkets and parsePosition of lighter on the answers that ccxt quotes from the documentation. 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const MARKET = {
  symbol: 'ETH', market_id: 0, market_type: 'perp', status: 'active', taker_fee: '0.0001', maker_fee: '0.0000', min_base_amount: '0.01',
  min_quote_amount: '0.1', supported_size_decimals: 4, supported_price_decimals: 4, supported_quote_decimals: 4, size_decimals: 4,
  price_decimals: 4, quote_multiplier: 10000, last_trade_price: 3013.8,
}
const ROW = {
  market_id: 0, symbol: 'ETH', initial_margin_fraction: '5.00', sign: 1, position: '18.0193', avg_entry_price: '2669.84',
  position_value: '54306.566340', unrealized_pnl: '6197.829558', liquidation_price: '2191.11', margin_mode: 0, allocated_margin: '0.000000',
}
const exchange = new ccxt.lighter({})
exchange.fetchImplementation = async () => ({
  status: 200, statusText: 'OK', headers: {},
  text: async () => JSON.stringify({ code: 200, order_book_details: [MARKET], spot_order_book_details: [] }),
})
const [market] = await exchange.fetchMarkets()
exchange.setMarkets([market])
const { contracts } = exchange.parsePosition(ROW)
console.log('held:', ROW.position, 'ETH, worth', ROW.position_value)
console.log('read:', contracts, 'contracts of', market.contractSize, '=', contracts * market.contractSize, 'ETH')
process.exit(contracts === 18.0193 && market.contractSize === 10000 ? 0 : 1)
JS
node look.mjs
