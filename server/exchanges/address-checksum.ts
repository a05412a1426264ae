import { keccak_256 } from '@noble/hashes/sha3'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils'
import { bech32, bech32m } from '@scure/base'

const WRONG = 'One of its characters is wrong: the address does not fit its own checksum. Copy it anew from the wallet.'

/**
 * What is wrong with an address that has the shape of one, as a sentence; null where nothing is, or where it has nothing to be
 * checked by: addresses of one case on Ethereum, base58 without a checksum (Solana). An exchange would answer 422, or, worse,
 * that of an account with nothing in it.
 *
 * Ethereum's addresses are checked by the case of their letters (EIP-55, https://eips.ethereum.org/EIPS/eip-55), those of
 * Cosmos (dYdX) by bech32 (BIP 173).
 */
export function addressFault(address: string): string | null {
  if (/^0x[0-9a-f]{40}$/i.test(address)) return hasMixedCase(address) && checksummed(address) !== address ? WRONG : null
  if (/^[a-z]{2,16}1[02-9ac-hj-np-z]{38,58}$/i.test(address)) return isBech32(address) ? null : WRONG
  return null
}

const hasMixedCase = (address: string) => /[a-f]/.test(address) && /[A-F]/.test(address)

function checksummed(address: string): string {
  const digits = address.slice(2).toLowerCase()
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)))
  return `0x${[...digits].map((digit, at) => (Number.parseInt(hash.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit)).join('')}`
}

function isBech32(address: string): boolean {
  return [bech32, bech32m].some((kind) => kind.decodeUnsafe(address) !== undefined)
}
