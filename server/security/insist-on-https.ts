import { Server, ServerResponse } from 'node:http'
import { STRICT_TRANSPORT_SECURITY } from './csp'

const DONE = Symbol.for('ballast.https')

/** Tells browsers with every answer of this process, file and data too, to come back over https only. */
export function insistOnHttps(): void {
  const prototype: Server & { [DONE]?: true } = Server.prototype
  if (prototype[DONE]) return
  prototype[DONE] = true
  const emit = prototype.emit
  prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    const [, response] = args
    if (event === 'request' && response instanceof ServerResponse) {
      response.setHeader('Strict-Transport-Security', STRICT_TRANSPORT_SECURITY)
    }
    return Reflect.apply(emit, this, [event, ...args])
  }
}
