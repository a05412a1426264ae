#!/usr/bin/env bash
# Guess: ccxt hands on every digit of a number in an exchange's JSON (it has a switch for it, `quoteJsonNumbers`, that is on
# by default), so a balance of 987654321.12345678 arrives as that text.
# What happens: only where an integer of 2^53 or more stands somewhere in the same answer. Otherwise numbers become doubles,
# and the same balance comes back with another last digit: what stands beside a number decides whether its digits survive.
# Package: ccxt 4.5.84 (npm), parseJson of the base class and fetchBalance of woofipro on its documented answer. 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

const SENT = '987654321.12345678'
const answer = (beside) => `{"success":true,"timestamp":${beside},"data":{"holding":[{"token":"USDC","holding":${SENT},"frozen":0}]}}`

async function total(beside) {
  const exchange = new ccxt.woofipro({ apiKey: 'a', secret: '8hZC51TntCFs9u4wuYmfhnNntR9UhAUFZg4UKAzF9AhJ', accountId: '0', number: String })
  exchange.setMarkets([{ id: 'PERP_BTC_USDC', symbol: 'BTC/USDC:USDC', base: 'BTC', quote: 'USDC', settle: 'USDC', type: 'swap' }])
  exchange.fetchImplementation = async () => ({ status: 200, statusText: 'OK', headers: {}, text: async () => answer(beside) })
  return (await exchange.fetchBalance()).total.USDC
}

const alone = await total(1702989203989)
const beside = await total('9007199254740993')
console.log('sent              ', SENT)
console.log('read              ', alone)
console.log('beside an integer ', beside)
process.exit(alone !== SENT && beside === SENT ? 0 : 1)
JS
node look.mjs
