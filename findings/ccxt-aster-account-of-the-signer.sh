#!/usr/bin/env bash
# Guess: with the account's address as `walletAddress` and the private key of an API wallet that it approved, ccxt asks Aster for the
# account of that address, signed by the API wallet: `user` is the login wallet and `signer` the API wallet, as the documentation has it.
# What happens: ccxt derives an address from the key and sends that as `user` too. What is asked for is the API wallet's own account,
# which is another and holds nothing; the address that was given is in no part of the request.
# Package: ccxt 4.5.84 (npm), fetchBalance of aster with documented credentials, the network replaced. 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ccxt@4.5.84 >/dev/null 2>&1
cat > look.mjs <<'JS'
import ccxt from 'ccxt'

// The pair of the documentation's own example.
const ACCOUNT = '0x63DD5aCC6b1aa0f563956C0e534DD30B6dcF7C4e'
const API_WALLET = '0x21cF8Ae13Bb72632562c6Fff438652Ba1a151bb0'
const PRIVATE_KEY = '0x4fd0a42218f3eae43a6ce26d22544e986139a01e5b34a62db53757ffca81bae1'
const exchange = new ccxt.aster({ walletAddress: ACCOUNT, privateKey: PRIVATE_KEY })
exchange.setMarkets([])
const asked = []
exchange.fetchImplementation = async (url) => {
  asked.push(new URL(url))
  return { status: 200, statusText: 'OK', headers: {}, text: async () => '[]' }
}
await exchange.fapiPrivateGetV3Balance()
const [{ searchParams }] = asked
console.log('given  :', ACCOUNT)
console.log('user   :', searchParams.get('user'))
console.log('signer :', searchParams.get('signer'))
const same = (a, b) => a?.toLowerCase() === b.toLowerCase()
process.exit(same(searchParams.get('user'), API_WALLET) && same(searchParams.get('signer'), API_WALLET) ? 0 : 1)
JS
node look.mjs
