/** An error answer of Phemex, `{"code":…,"msg":"…"}`. Those of keys are undocumented; their words are in ccxt's list of them. */
export class PhemexError extends Error {
  readonly code: number
  readonly status: number
  readonly headers: Record<string, string>

  constructor(code: number, message: string, status: number, headers: Record<string, string> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.headers = headers
  }
}

export const unknownKey = (key: string) => new PhemexError(10500, `Failed to find api-key ${key}`, 401)
export const wrongSignature = () => new PhemexError(10500, 'API Signature verification failed.', 401)
export const expired = () => new PhemexError(10500, 'Request is expired', 401)
export const addressRefused = () => new PhemexError(10500, 'Request IP mismatch.', 403)
export const noPermission = () => new PhemexError(403, 'No permission', 403)
export const unknownCurrency = () => new PhemexError(11028, 'TE_CURRENCY_INVALID', 200)
export const badParameter = () => new PhemexError(10500, 'Missing required parameter', 400)
export const tooMany = (group: string, retryAfterSeconds: number) =>
  new PhemexError(429, 'Too many requests', 429, { [`x-ratelimit-retry-after${group}`]: String(retryAfterSeconds) })
