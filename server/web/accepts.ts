import type { IncomingHttpHeaders } from 'node:http'

/** Whether the caller names a packing (or anything) without refusing it by a weight of nought. */
export function accepts(headers: IncomingHttpHeaders, packing: 'br' | 'gzip'): boolean {
  return String(headers['accept-encoding'] ?? '')
    .split(',')
    .some((part) => {
      const [name = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
      if (name !== packing && name !== '*') return false
      const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))
      return weight === undefined || Number(weight.split('=')[1]) > 0
    })
}
