#!/usr/bin/env bash
# Guess: a Web Push library of 2026 seals a message as RFC 8291 has it: `Content-Encoding: aes128gcm`, with salt and sender's
# key at the head of the body, which is the one coding that a push service or browser has to know.
# What happens: it sends the `aesgcm` of the drafts before the RFC: salt and key travel in the headers `Encryption` and
# `Crypto-Key`, and the body is the bare ciphertext. No option changes it. The token beside it is of the final RFC 8292, with an
# end exactly 24 hours away: one second of a fast clock is past what that RFC allows.
# Package: @pushforge/builder 2.0.5 (npm). 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @pushforge/builder@2.0.5 >/dev/null 2>&1
cat > look.mjs <<'JS'
import { createECDH, generateKeyPairSync, randomBytes } from 'node:crypto'
import { buildPushHTTPRequest } from '@pushforge/builder'

const browser = createECDH('prime256v1')
browser.generateKeys()
const { headers, body } = await buildPushHTTPRequest({
  privateJWK: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  subscription: {
    endpoint: 'https://push.example.com/a',
    keys: { p256dh: browser.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') },
  },
  message: { payload: { title: 'Hello' }, adminContact: 'mailto:desk@example.com' },
})
const get = (name) => new Headers(headers).get(name)
const { exp } = JSON.parse(Buffer.from(get('authorization').split('.')[1], 'base64url').toString())
const hours = (exp - Math.floor(Date.now() / 1000)) / 3600
// RFC 8188: 16 bytes salt, 4 bytes record size, 1 byte length of the key (65), the key, which begins with 4.
const bytes = Buffer.from(body)
const hasHead = bytes.length > 86 && bytes[20] === 65 && bytes[21] === 4
console.log('content-encoding:', get('content-encoding'))
console.log('crypto-key:', get('crypto-key')?.slice(0, 12), 'encryption:', get('encryption')?.slice(0, 10))
console.log('salt and key in the body:', hasHead, '- the token ends in', hours.toFixed(3), 'hours')
process.exit(get('content-encoding') === 'aesgcm' && get('crypto-key')?.startsWith('dh=') && !hasHead ? 0 : 1)
JS
node look.mjs
