#!/usr/bin/env bash
# Guess: fetchBalance({ type: 'main' }) of WhiteBIT asks for the main account: its code looks for that very word under `type`.
# What happens: the word is taken out of the parameters before it is looked for (as a kind of market), so the trade account is
# asked instead, and its coins come back as those of the main one: whoever adds up both counts the trade account twice and
# the main account never. Under `account` the same word works.
# Package: ccxt 4.5.84 (npm), fetchBalance of whitebit. 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const exchange = new ccxt.whitebit({ apiKey: 'a', secret: 'b' })
exchange.setMarkets([{ id: 'BTC_USDT', symbol: 'BTC/USDT', base: 'BTC', quote: 'USDT', type: 'spot', spot: true }])
let asked = ''
exchange.fetchImplementation = async (url) => {
  asked = new URL(url).pathname
  const body = asked.includes('main-account') ? { USDT: { main_balance: '7' } } : { BTC: { available: '1', freeze: '0' } }
  return { status: 200, statusText: 'OK', headers: {}, text: async () => JSON.stringify(body) }
}
const seen = {}
for (const name of ['type', 'account']) {
  const { total } = await exchange.fetchBalance({ [name]: 'main' })
  seen[name] = asked
  console.log(`{ ${name}: 'main' }`, asked, JSON.stringify(total))
}
process.exit(seen.type.includes('trade-account') && seen.account.includes('main-account') ? 0 : 1)
JS
node look.mjs
