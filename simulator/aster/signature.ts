import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'

/**
 * Aster's signatures: EIP-712 over a message whose one field is the query as it is sent, by an API wallet.
 * https://github.com/asterdex/api-docs (V3, "Authentication signature payload")
 */

const CHAIN = 1666
const bytes = (text: string) => new TextEncoder().encode(text)
const hash = (...parts: Uint8Array[]) => keccak_256(Buffer.concat(parts))
const word = (value: number) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')

const DOMAIN = hash(
  hash(bytes('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)')),
  hash(bytes('AsterSignTransaction')),
  hash(bytes('1')),
  word(CHAIN),
  word(0),
)
const MESSAGE = hash(bytes('Message(string msg)'))

const addressOf = (publicKey: Uint8Array) => `0x${Buffer.from(keccak_256(publicKey.slice(1)).slice(-20)).toString('hex')}`

/** The address that a private key signs as. */
export function signerOf(privateKey: string): string {
  return addressOf(secp256k1.getPublicKey(Buffer.from(privateKey.replace(/^0x/, ''), 'hex'), false))
}

/** The address that made a signature of this text; null where it is none. */
export function recovered(text: string, signature: string): string | null {
  const hex = signature.replace(/^0x/, '')
  if (!/^[\da-f]{130}$/i.test(hex)) return null
  const digest = hash(Uint8Array.of(0x19, 0x01), DOMAIN, hash(MESSAGE, hash(bytes(text))))
  const recovery = (Number.parseInt(hex.slice(128), 16) + 1) % 2
  try {
    const point = secp256k1.Signature.fromBytes(Buffer.from(hex.slice(0, 128), 'hex'), 'compact')
    return addressOf(point.addRecoveryBit(recovery).recoverPublicKey(digest).toBytes(false))
  } catch {
    return null
  }
}
