#!/usr/bin/env bash
# Guess: the total of ccxt's swap balance of Bitrue is the money of its futures account.
# What happens: it is `accountNormal` + `accountLock`. What isolated positions hold (`partEquity`: margin, settled and open profit) left those,
# and is in no figure of the balance; and since margins of cross positions are still in `accountNormal`, `free` is more than is free. In the
# documented answer the equity of cross positions is `accountNormal` to the last digit beside a position that binds 1.5610615.
# Package: ccxt 4.5.84 (npm), Bitrue's answer as https://github.com/Bitrue-exchange/USDT-M-Future-open-api-docs has it
# (v2/UserV2ControllerApi.md, with the isolated part of README.md, /fapi/v1/account).
# Date: 2026-11-30.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null
cat > run.mjs <<'JS'
import ccxt from 'ccxt'
const exchange = new ccxt.bitrue({ apiKey: 'nobody', secret: 'nobody' })
exchange.markets = {}
exchange.loadMarkets = async () => ({})
const account = (partEquity) => ({
  marginCoin: 'USDT', accountNormal: 1010.4043400372839856, accountLock: 2.9827889600000006, partPositionNormal: 9110.7294,
  totalPositionNormal: 1.5610615, achievedAmount: 4156.5072, unrealizedAmount: 650.6385, totalEquity: 1010.4043400372839856, partEquity,
  positionVos: [],
})
let partEquity = 0
exchange.fetch = async () => ({ code: '0', msg: 'Success', data: { account: [account(partEquity)] } })
const without = (await exchange.fetchBalance({ type: 'swap' })).USDT
partEquity = 13917.8753
const held = (await exchange.fetchBalance({ type: 'swap' })).USDT
console.log('total without isolated positions:', without.total, '– with 13917.8753 USDT in them:', held.total, '– free beside 1.56 of cross margin:', held.free)
process.exit(held.total === without.total && held.free === 1010.404340037284 ? 0 : 1)
JS
node run.mjs
