import type { VenueResponse } from '../venue'

/**
 * An error answer of Binance, `{"code": -1121, "msg": "Invalid symbol."}`.
 * Codes and words: https://developers.binance.com/docs/binance-spot-api-docs/errors and .../usds-margined-futures/error-code
 */
export class BinanceError extends Error {
  readonly status: number
  readonly code: number
  readonly headers: Record<string, string>

  constructor(code: number, message: string, status = 400, headers: Record<string, string> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.headers = headers
  }

  response(): VenueResponse {
    return { status: this.status, headers: this.headers, body: { code: this.code, msg: this.message } }
  }
}

export const badKeyFormat = () => new BinanceError(-2014, 'API-key format invalid.', 401)
export const badSignature = () => new BinanceError(-1022, 'Signature for this request is not valid.')
export const badSymbol = () => new BinanceError(-1121, 'Invalid symbol.')
export const missing = (name: string) =>
  new BinanceError(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`)
export const staleTimestamp = () => new BinanceError(-1021, 'Timestamp for this request is outside of the recvWindow.')
export const earlyTimestamp = () => new BinanceError(-1021, "Timestamp for this request was 1000ms ahead of the server's time.")

/** Unknown key, wrong address and missing right: Binance does not say which. Futures name the address. */
export function rejectedKey(host: string, ip: string): BinanceError {
  const told = host.startsWith('api') ? '.' : `, request ip: ${ip}`
  return new BinanceError(-2015, `Invalid API-key, IP, or permissions for action${told}`, 401)
}
