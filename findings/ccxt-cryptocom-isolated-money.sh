#!/usr/bin/env bash
# Guess: ccxt's balance of Crypto.com has all coins of an account, those that margin isolated positions among them.
# What happens: since 2026-01-08 isolated positions have accounts of their own (`isolated_positions` beside `position_balances`), whose coins
# stand in no row of the main one. fetchBalance reads `position_balances` alone, so that this money and its profit are in no total.
# Package: ccxt 4.5.84 (npm), Crypto.com's answer as its documentation has it
# (https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#private-get-subaccount-balances). Date: 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null
cat > run.mjs <<'JS'
import ccxt from 'ccxt'
const exchange = new ccxt.cryptocom()
const coin = (instrument_name, quantity) => ({ instrument_name, quantity, market_value: quantity, collateral_eligible: 'true', haircut: '0', collateral_amount: quantity, max_withdrawal_balance: quantity, reserved_qty: '0' })
const answer = { id: 11, method: 'private/user-balance', code: 0, result: { data: [{
  instrument_name: 'USD', total_available_balance: '99', total_session_unrealized_pnl: '0', total_isolated_cash_balance: '8.96326705',
  position_balances: [coin('USD', '100.00000000')],
  isolated_positions: [{ isolation_id: '19848526', leverage: '10', isolation_type: 'ISOLATED_MARGIN', instrument_name: 'USD',
    total_session_unrealized_pnl: '-0.003', total_cash_balance: '8.96326705', position_balances: [coin('USD', '8.9632670590686')] }],
}] } }
exchange.v1PrivatePostPrivateUserBalance = async () => answer
exchange.markets = {}
exchange.loadMarkets = async () => ({})
exchange.apiKey = exchange.secret = 'nobody'
const { total } = await exchange.fetchBalance()
console.log('held:', 100 + 8.9632670590686, 'ccxt total:', total.USD)
process.exit(total.USD === 100 ? 0 : 1)
JS
node run.mjs
