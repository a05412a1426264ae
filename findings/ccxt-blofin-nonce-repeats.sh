#!/usr/bin/env bash
# Guess: two requests that ccxt signs for BloFin at once carry two nonces, as its documentation asks ("must not produce duplicates").
# What happens: the nonce is the time in milliseconds, so that requests of one millisecond carry the same one; BloFin refuses it then and for
# a minute (code 152407, "Repeated nonce, Reusing within 60 seconds is not allowed", which ccxt 4.5.84 lists among its errors).
# Package: ccxt 4.5.84 (npm). https://docs.blofin.com/index.html#rest-authentication. Date: 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null
cat > run.mjs <<'JS'
import ccxt from 'ccxt'
const exchange = new ccxt.blofin({ apiKey: 'a', secret: 'b', password: 'c' })
// Any millisecond will do: this one lasts for both.
exchange.milliseconds = () => 1764432000000
const nonces = ['account/balance', 'account/positions'].map((path) => exchange.sign(path, 'private', 'GET').headers['ACCESS-NONCE'])
console.log('nonces of two requests in one millisecond:', nonces.join(', '), '| documented refusal:', exchange.exceptions.exact['152407']?.name)
process.exit(nonces[0] === nonces[1] ? 0 : 1)
JS
node run.mjs
