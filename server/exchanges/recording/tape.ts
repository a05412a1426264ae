import type { Transport } from '../ccxt/http'
import type { TapedCall } from './call-of'

/** A transport that keeps what goes through it. */
export function taped(transport: Transport, calls: TapedCall[]): Transport {
  return async (request) => {
    const answer = await transport(request)
    calls.push({ url: request.url, body: request.body, status: answer.status, answer: answer.body })
    return answer
  }
}
