/** An error answer of Gate, `{"label":"INVALID_KEY","message":"…"}`. Labels: https://www.gate.com/docs/developers/apiv4/en/#label-list */
export class GateError extends Error {
  readonly label: string
  readonly status: number
  readonly headers: Record<string, string>

  constructor(label: string, message: string, status = 400, headers: Record<string, string> = {}) {
    super(message)
    this.label = label
    this.status = status
    this.headers = headers
  }
}

export const badParameter = (name: string) => new GateError('INVALID_PARAM_VALUE', `invalid argument: ${name}`)
export const unknownContract = () => new GateError('CONTRACT_NOT_FOUND', 'CONTRACT_NOT_FOUND')
export const unknownKey = () => new GateError('INVALID_KEY', 'Invalid key provided', 401)
export const expired = () => new GateError('REQUEST_EXPIRED', 'gap between request Timestamp and server time exceeds 60', 403)
export const addressRefused = () => new GateError('IP_FORBIDDEN', 'Your ip is not in whitelist', 403)
export const noPermission = () => new GateError('FORBIDDEN', 'Request API key does not have the permission', 403)
export const readOnly = () => new GateError('READ_ONLY', 'API key is read-only', 403)
export const userNotFound = (what: string) =>
  new GateError('USER_NOT_FOUND', `please transfer funds first to create ${what} account`)
export const tooMany = (limit: number, resetSeconds: number) =>
  new GateError('TOO_MANY_REQUESTS', 'Request Rate Limit Exceeded', 429, {
    'X-Gate-RateLimit-Requests-Remain': '0',
    'X-Gate-RateLimit-Limit': String(limit),
    'X-Gate-RateLimit-Reset-Timestamp': String(resetSeconds),
  })
