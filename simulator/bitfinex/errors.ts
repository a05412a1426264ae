/** An error answer of Bitfinex, `["error", 10100, "apikey: invalid"]`. https://docs.bitfinex.com/docs/abbreviations-glossary#errorinfo-codes */
export class BitfinexError extends Error {
  readonly code: number
  readonly status: number

  constructor(code: number, message: string, status = 500) {
    super(message)
    this.code = code
    this.status = status
  }
}

export const unknownKey = () => new BitfinexError(10100, 'apikey: invalid')
export const wrongSignature = () => new BitfinexError(10100, 'apikey: digest invalid')
export const smallNonce = () => new BitfinexError(10114, 'nonce: small')
export const noPermission = () => new BitfinexError(10001, 'api_key: permission invalid')
export const tooMany = () => new BitfinexError(11010, 'ratelimit: error')
export const badParameter = (name: string) => new BitfinexError(10020, `${name}: invalid`)
