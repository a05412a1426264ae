import { generateKeyPairSync } from 'node:crypto'
import type { Credentials } from '../port'

/** Signing wants something to sign with; no exchange ever sees it. Valid as base64, which some exchanges' secrets are. */
export const NOBODY = {
  apiKey: 'replay',
  apiSecret: 'cmVwbGF5cmVwbGF5cmVwbGF5cmVwbGF5cmVwbGF5cmU=',
  password: 'replay',
  uid: '0',
  walletAddress: '0x0000000000000000000000000000000000000001',
  privateKey: '0x0000000000000000000000000000000000000000000000000000000000000001',
} as const

/** In the place of a sub-account that a recording was made of with the main account's key. */
const NOBODYS_SUB_ACCOUNT = 'sub-account'
const OF_SUB_ACCOUNT =
  /sub-account\/(assets|futures|margin)|subaccount\/balances|subaccount_id=|sub-unified-assets|\/sub-accounts\/|account-overview-all|v1\/pockets\/assets/

/** Which sub-account the questions of a recording are about; nothing where they are about the key's own account. */
export function subAccountIn(calls: readonly { path: string; query?: string | undefined }[]): Credentials {
  const asked = calls.some(({ path, query = '' }) => OF_SUB_ACCOUNT.test(`${path}?${query}`))
  return asked ? { subAccount: NOBODYS_SUB_ACCOUNT } : {}
}

/** Who a recording is replayed as, where an exchange's keys have another form: what ccxt does not accept, it does not sign. */
const FORMS: Readonly<Record<string, () => Credentials>> = {
  // A key of one account; master keys begin otherwise.
  gemini: () => ({ apiKey: 'account-replay' }),
  // Longer ones are taken for an RSA key.
  lbank: () => ({ apiSecret: NOBODY.apiSecret.slice(0, 32) }),
  // Ed25519, in base58.
  woofipro: () => ({ apiSecret: BASE58_KEY }),
  modetrade: () => ({ apiSecret: BASE58_KEY }),
  // Ed25519, as PEM.
  revolutx: () => ({ privateKey: generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() }),
}
/** 32 bytes that say "replay" again and again. */
const BASE58_KEY = '8hZC51TntCFs9u4wuYmfhnNntR9UhAUFZg4UKAzF9AhJ'

/** Signing in is no answer about an account: what ccxt keeps once it is done, so that a recording need not hold it. */
const SIGNED_IN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  bullish: { token: 'replay', tokenExpires: Number.MAX_SAFE_INTEGER },
  paradex: { authToken: 'replay', expires: Number.MAX_SAFE_INTEGER },
  grvt: {
    signInExpiration: Number.MAX_SAFE_INTEGER,
    AuthCookieValue: 'gravity=replay',
    AuthAccountId: NOBODY.uid,
    userMainAccountId: NOBODY.uid,
    accountId: NOBODY.uid,
  },
}

/** The credentials that an exchange's recordings are replayed with, and ccxt's `options` of somebody who has signed in. */
export function nobodyOn(exchange: string): { credentials: Credentials; signedIn: Readonly<Record<string, unknown>> } {
  return { credentials: { ...NOBODY, ...FORMS[exchange]?.() }, signedIn: SIGNED_IN[exchange] ?? {} }
}
