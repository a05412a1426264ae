import type { VenueResponse } from '../venue'

/** An error answer of OKX, `{"code":"51001","data":[],"msg":"…"}`. Codes: https://www.okx.com/docs-v5/en/#error-code */
export class OkxError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 200) {
    super(message)
    this.code = code
    this.status = status
  }

  response(): VenueResponse {
    const { code, status, message } = this
    // What the gateway refuses has no data.
    return { status, body: code.startsWith('501') ? { msg: message, code } : { code, data: [], msg: message } }
  }
}

export const badParameter = (name: string) => new OkxError('51000', `Parameter ${name} error`, 400)
export const emptyParameter = (name: string) => new OkxError('50014', `Parameter ${name} can not be empty`, 400)
export const unknownInstrument = () => new OkxError('51001', "Instrument ID, Instrument ID code, or Spread ID doesn't exist.")
export const tooMany = () => new OkxError('50011', 'Too Many Requests', 429)
export const unknownKey = () => new OkxError('50111', 'Invalid OK-ACCESS-KEY', 401)
export const deletedKey = () => new OkxError('50119', "API key doesn't exist", 401)
export const frozenKey = () => new OkxError('50100', 'API frozen, please contact customer service.', 400)
export const expiredTimestamp = () => new OkxError('50102', 'Timestamp request expired', 401)
export const noPermission = () => new OkxError('50120', "This API key doesn't have permission to use this function", 401)
export const addressRefused = (ip: string) =>
  new OkxError('50110', `Your IP ${ip} is not included in your API key's IP whitelist.`, 401)
