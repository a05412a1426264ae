import { type IncomingMessage, Server } from 'node:http'
import { settleForwardedFor } from './client-address'

const DONE = Symbol.for('ballast.forwarded')

/**
 * Rewrites `X-Forwarded-For` of every request of this process to the one address that can be believed, before anything
 * reads it. Next takes what a caller sends there at its word and tells handlers no other address, so that a limit per
 * address could be passed by making addresses up.
 * @param proxies how many proxies of ours stand in front of this process
 */
export function settleForwardedHeaders(proxies: number): void {
  const prototype: Server & { [DONE]?: true } = Server.prototype
  if (prototype[DONE]) return
  prototype[DONE] = true
  const emit = prototype.emit
  prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    const [request] = args
    if (event === 'request' && isRequest(request)) {
      const sent = request.headers['x-forwarded-for']
      const chain = Array.isArray(sent) ? sent.join(',') : sent
      request.headers['x-forwarded-for'] = settleForwardedFor(chain, request.socket.remoteAddress ?? '', proxies)
    }
    return Reflect.apply(emit, this, [event, ...args])
  }
}

function isRequest(value: unknown): value is IncomingMessage {
  return typeof value === 'object' && value !== null && 'headers' in value && 'socket' in value
}
