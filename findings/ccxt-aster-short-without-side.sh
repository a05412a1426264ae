#!/usr/bin/env bash
# Guess: an open short on Aster, in the very answer that ccxt quotes beside the call from the exchange's documentation, comes
# back from fetchPositions as `side: 'short'` (or with contracts below zero).
# What happens: ccxt takes the side from `notional`, which that answer does not hold, and the size without its sign. The short
# comes back as plain positive contracts with no side at all: only `info.positionAmt` still says that it is a short.
# Package: ccxt 4.5.84 (npm), fetchPositions of aster on its documented positionRisk answer. 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const ROW = {
  entryPrice: '60000', marginType: 'isolated', isAutoAddMargin: 'false', isolatedMargin: '175', leverage: '10', liquidationPrice: '0',
  markPrice: '60500', maxNotionalValue: '20000000', positionSide: 'BOTH', positionAmt: '-0.050', symbol: 'BTCUSDT',
  unRealizedProfit: '-25', updateTime: 1625474304765,
}
const exchange = new ccxt.aster({ privateKey: `0x${'1'.padStart(64, '0')}`, options: { builderFee: false, approvedBuilderFee: true } })
exchange.setMarkets([
  { id: 'BTCUSDT', symbol: 'BTC/USDT:USDT', base: 'BTC', quote: 'USDT', settle: 'USDT', type: 'swap', swap: true, contract: true, linear: true, contractSize: 1 },
])
exchange.fetchImplementation = async (url) => ({
  status: 200, statusText: 'OK', headers: {}, text: async () => JSON.stringify(url.includes('positionRisk') ? [ROW] : []),
})
const [position] = await exchange.fetchPositions()
console.log('sent: positionAmt', ROW.positionAmt)
console.log('read: side', position.side, 'contracts', position.contracts)
process.exit(position.side === undefined && position.contracts === 0.05 ? 0 : 1)
JS
node look.mjs
