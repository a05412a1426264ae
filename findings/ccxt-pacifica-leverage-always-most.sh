#!/usr/bin/env bash
# Guess: ccxt's fetchLeverage of Pacifica tells the leverage that the account has set for a market, 5 here.
# What happens: the documented answer of /account/settings holds the settings under `data.margin_settings`; ccxt takes `data` itself
# for the list of them, finds no market in it and tells the market's highest leverage and cross margin, whatever is set.
# Package: ccxt 4.5.84 (npm), fetchLeverage with the answer of https://docs.pacifica.fi (account settings, 2026-11), the network
# replaced. 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const SETTINGS = {
  success: true,
  data: {
    auto_lend_disabled: null,
    margin_settings: [{ symbol: 'BTC', isolated: true, leverage: 5, created_at: 1758085929703, updated_at: 1758086074002 }],
    spot_settings: [],
  },
  error: null,
  code: null,
}
const exchange = new ccxt.pacifica({ walletAddress: '42trU9A5k3JbbvQHMkjyNdUVsZ5UuVUYMGzcFsvuXvLT' })
exchange.setMarkets([
  {
    ...{ id: 'BTC', symbol: 'BTC/USDC:USDC', base: 'BTC', quote: 'USDC', settle: 'USDC', type: 'swap' },
    ...{ swap: true, contract: true, linear: true, inverse: false, contractSize: 1 },
    ...{ limits: { leverage: { max: 50 } }, info: { symbol: 'BTC', max_leverage: 50 } },
  },
])
exchange.fetchImplementation = async () => ({
  status: 200,
  statusText: 'OK',
  headers: {},
  text: async () => JSON.stringify(SETTINGS),
})
const told = await exchange.fetchLeverage('BTC/USDC:USDC')
console.log('set  : 5, isolated')
console.log(`told : ${told.longLeverage}, ${told.marginMode}`)
process.exit(told.longLeverage === 5 ? 1 : 0)
JS
node look.mjs
