/** An error answer of Bitget. Codes: https://www.bitget.com/api-doc/common/error-code/restapi */
export class BitgetError extends Error {
  readonly code: string
  readonly status: number
  readonly headers: Record<string, string>

  constructor(code: string, message: string, status = 400, headers: Record<string, string> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.headers = headers
  }
}

export const badParameter = (name: string) => new BitgetError('40020', `Parameter ${name} error`)
export const unknownSymbol = (symbol: string) => new BitgetError('40034', `Parameter ${symbol} does not exist`)
export const expiredTimestamp = () => new BitgetError('40008', 'Request timestamp expired')
export const unknownKey = () => new BitgetError('40037', 'Apikey does not exist')
export const addressRefused = () => new BitgetError('40018', 'Invalid IP')
export const noPermission = () => new BitgetError('40014', 'Incorrect permissions, need mix read permissions')
export const tooMany = (seconds: number) =>
  new BitgetError('429', 'Too Many Requests', 429, { 'Retry-After': String(seconds), 'x-mbx-used-remain-limit': '0' })
/** Accounts of one kind are closed to the other's interface. */
export const isClassic = () =>
  new BitgetError('40084', 'You are in Classic Account mode, and the Unified Account API is not supported at this time')
export const isUnified = () =>
  new BitgetError('40085', 'You are in Unified Account mode, and the Classic Account API is not supported at this time')
