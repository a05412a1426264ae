#!/usr/bin/env bash
# Guess: ccxt's swap balance of Toobit has the money of all its futures, or that in USDC where one asks for `category: 'USDC'`.
# What happens: futures in USDC are an account of their own, told only to a question with `category=USDC`. fetchBalance sends
# nothing of what it is given along (`privateGetApiV1FuturesBalance()`), so that account cannot be asked for. Where the answer names the coin
# `coin`, as the documentation has it now, and not `asset`, there is no coin in the balance at all, and no error.
# Package: ccxt 4.5.84 (npm), Toobit's answer as its documentation has it (https://api-docs.toobit.com, Futures Account Balance).
# Date: 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null
cat > run.mjs <<'JS'
import ccxt from 'ccxt'
const exchange = new ccxt.toobit({ apiKey: 'nobody', secret: 'nobody' })
exchange.markets = {}
exchange.loadMarkets = async () => ({})
const asked = []
const row = { balance: '500', availableBalance: '490', positionMargin: '10', orderMargin: '0', crossUnRealizedPnl: '0', coupon: '0' }
let name = 'asset'
exchange.fetch = async (url) => {
  asked.push(new URL(url).searchParams.get('category'))
  return [{ [name]: 'USDC', ...row }]
}
const byAsset = await exchange.fetchBalance({ type: 'swap', category: 'USDC' })
name = 'coin'
const byCoin = await exchange.fetchBalance({ type: 'swap', category: 'USDC' })
console.log('categories sent:', asked, '– total by asset:', byAsset.USDC?.total, '– total by coin:', byCoin.USDC?.total)
process.exit(asked.every((category) => category === null) && byCoin.USDC === undefined ? 0 : 1)
JS
node run.mjs
