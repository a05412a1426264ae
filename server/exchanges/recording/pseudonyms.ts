import { createHmac } from 'node:crypto'

const DIGITS = '0123456789'
const HEX = '0123456789abcdef'
const LOWER = 'abcdefghijklmnopqrstuvwxyz'

/**
 * Replacements of one recording: the same for the same value throughout it, of the same shape, and not to be turned
 * back, since the key is made for the recording and forgotten with it.
 */
export class Pseudonyms {
  constructor(private readonly key: Buffer) {}

  /** Digits for digits, letters for letters, hexadecimal ones for hexadecimal ones; everything else stays. */
  of(value: string): string {
    if (value.includes('@')) return `person-${this.#random(value, 8, HEX)}@example.com`
    if (/^\d{1,3}(\.\d{1,3}){3}$/.test(value)) return `192.0.2.${(this.#bytes(value, 1)[0] ?? 0) % 254}`
    if (/^[\da-f]*:[\da-f:.]+$/i.test(value)) return `2001:db8::${this.#random(value, 4, HEX)}`
    const prefix = /^0x/i.exec(value)?.[0] ?? ''
    const rest = value.slice(prefix.length)
    const hexadecimal = prefix !== '' || (/^[\da-f-]+$/i.test(rest) && /[a-f]/i.test(rest) && /\d/.test(rest))
    const bytes = this.#bytes(value.toLowerCase(), rest.length)
    let index = -1
    // An escaped sign (`%2C`) stays what it is, or the whole could no longer be read.
    const replaced = (rest.match(/%[\dA-F]{2}|./gisu) ?? []).map((sign) => {
      index += 1
      if (sign.length > 1) return sign
      const byte = bytes[index] ?? 0
      if (hexadecimal && /[\da-f]/i.test(sign)) return cased(HEX[byte % 16] ?? '', sign)
      // An id that began with 0 would be read as a shorter one.
      if (/\d/.test(sign)) return index === 0 && rest.length > 1 ? String(1 + (byte % 9)) : (DIGITS[byte % 10] ?? '')
      return /[a-z]/i.test(sign) ? cased(LOWER[byte % 26] ?? '', sign) : sign
    })
    return prefix + replaced.join('')
  }

  #random(value: string, length: number, alphabet: string): string {
    return [...this.#bytes(value, length)].map((byte) => alphabet[byte % alphabet.length]).join('')
  }

  #bytes(value: string, length: number): Buffer {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) =>
      createHmac('sha256', this.key).update(`${block} ${value}`).digest(),
    )
    return Buffer.concat(blocks).subarray(0, length)
  }
}

function cased(letter: string, like: string): string {
  return like === like.toUpperCase() && like !== like.toLowerCase() ? letter.toUpperCase() : letter
}
