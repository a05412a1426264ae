import { addressFault } from './address-checksum'
import type { CredentialField, CredentialFieldInfo, CredentialShape } from './port'

interface Shape {
  test: RegExp
  /** Ends the sentence "The API key is …". */
  words: string
}

/**
 * What each kind of credential looks like on every exchange: checked before anything is sent, so that no text finds its
 * way into an address, a header or a signature that was meant for something else.
 */
const SHAPES: Readonly<Record<CredentialShape, Shape>> = {
  key: { test: /^[\x21-\x7e]{1,1024}$/, words: 'one piece of letters, digits and signs, without spaces' },
  secret: {
    test: /^(?:[\x21-\x7e]{1,4096}|-----BEGIN [A-Z0-9 ]+-----[\w+/=\\\r\n -]{1,8192}-----END [A-Z0-9 ]+-----)$/,
    words: 'one piece of letters, digits and signs, or a whole PEM text from its BEGIN to its END line',
  },
  passphrase: { test: /^[^\p{Cc}]{1,256}$/u, words: 'one line' },
  id: { test: /^[\w-]{1,128}$/, words: 'letters, digits and hyphens' },
  evm_address: { test: /^0x[0-9a-f]{40}$/i, words: '0x and 40 digits of 0–9 and a–f' },
  address: {
    test: /^(?:0x[0-9a-f]{40,64}|[a-z]{2,16}1[02-9ac-hj-np-z]{38,58}|[1-9A-HJ-NP-Za-km-z]{32,44})$/i,
    words: 'the address of a wallet (0x…, dydx1… or the like), and nothing else',
  },
  hex_key: { test: /^(?:0x)?[0-9a-f]{64}$/i, words: '64 digits of 0–9 and a–f, with or without 0x' },
  private_key: {
    test: /^(?:(?:0x)?[0-9a-f]{60,66}|[1-9A-HJ-NP-Za-km-z]{40,100}|[\w+/]{40,100}={0,2}|-----BEGIN [A-Z0-9 ]+-----[\w+/=\\\r\n -]{1,8192}-----END [A-Z0-9 ]+-----)$/i,
    words: 'the key in hexadecimal, base58 or base64, or a whole PEM text',
  },
  sub_account: { test: /^[\w.+@-]{1,128}$/, words: 'an e-mail, a name or a number' },
}

const USUAL: Readonly<Record<CredentialField, CredentialShape>> = {
  apiKey: 'key',
  apiSecret: 'secret',
  password: 'passphrase',
  uid: 'id',
  walletAddress: 'address',
  vaultAddress: 'evm_address',
  privateKey: 'private_key',
  subAccount: 'sub_account',
}

/** What is wrong with the shape of a value, as a sentence; null where nothing is. */
export function misshapen({ field, label, shape }: CredentialFieldInfo, value: string): string | null {
  const kind = shape ?? USUAL[field]
  const { test, words } = SHAPES[kind]
  if (!test.test(value)) return `This is no ${label}: it is ${words}.`
  return kind === 'address' || kind === 'evm_address' ? addressFault(value) : null
}
