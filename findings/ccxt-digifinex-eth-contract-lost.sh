#!/usr/bin/env bash
# Guess: every contract that DigiFinex lists is a market of ccxt, and `ETH/USDT:USDT` is `ETHUSDTPERP`.
# What happens: DigiFinex lists three contracts on ETH in USDT, ETHUSDTPERP of 0.01 ETH and BETHUSDTPERP and OETHUSDTPERP of 0.001 (answered
# in 2026-09). ccxt makes one symbol of base, quote and settlement for all three and keeps the last: ETHUSDTPERP, the main one, is no
# market, a position in it has no symbol of its own, and leverage that is set for ETH/USDT:USDT is set of OETHUSDTPERP.
# Package: ccxt 4.5.84 (npm); the list in the form of https://docs.digifinex.com/en-ww/swap/v2/rest.html#instruments.
# Date: 2026-11-30.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null
cat > run.mjs <<'JS'
import ccxt from 'ccxt'
const exchange = new ccxt.digifinex({ apiKey: 'nobody', secret: 'nobody' })
exchange.has.fetchCurrencies = false
const contract = (instrument_id, contract_value) => ({
  instrument_id, type: 'REAL', contract_type: 'PERPETUAL', base_currency: 'ETH', quote_currency: 'USDT', clear_currency: 'USDT',
  contract_value, contract_value_currency: 'ETH', is_inverse: false, is_trading: true, status: 'ONLINE', price_precision: 2,
  tick_size: '0.01', min_order_amount: 1, open_max_limits: [{ leverage: '50', max_limit: '1000000' }],
})
let sent
exchange.fetch = async (url, method, headers, body) => {
  if (body) sent = JSON.parse(body)
  if (url.includes('/public/instruments'))
    return { code: 0, data: [contract('ETHUSDTPERP', '0.01'), contract('BETHUSDTPERP', '0.001'), contract('OETHUSDTPERP', '0.001')] }
  return { code: 0, symbol_list: [], data: {} }
}
const markets = await exchange.loadMarkets()
await exchange.setLeverage(20, 'ETH/USDT:USDT')
const ids = Object.values(markets).map(({ id }) => id)
console.log('contracts listed: 3 – markets:', ids, '– size of one:', markets['ETH/USDT:USDT'].contractSize, '– leverage set of:', sent.instrument_id)
process.exit(!ids.includes('ETHUSDTPERP') && sent.instrument_id === 'OETHUSDTPERP' ? 0 : 1)
JS
node run.mjs
