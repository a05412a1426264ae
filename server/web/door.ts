import { type IncomingMessage, Server, ServerResponse } from 'node:http'

const DONE = Symbol.for('ballast.door')

/** Answers a request, or calls `pass` to leave it to the framework. */
export type Doorkeeper = (request: IncomingMessage, response: ServerResponse, pass: () => void) => void

/**
 * Lets a request be answered straight on its socket, before the framework makes a route's `Request` of it and copies the
 * `Response` back through its streams: several times the work of an answer that stands written already.
 */
export function openDoor(keeper: Doorkeeper): void {
  const prototype: Server & { [DONE]?: true } = Server.prototype
  if (prototype[DONE]) return
  prototype[DONE] = true
  const emit = prototype.emit
  prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    const pass = () => Reflect.apply(emit, this, [event, ...args])
    const [request, response] = args
    if (event !== 'request' || !isRequest(request) || !(response instanceof ServerResponse)) return pass()
    keeper(request, response, pass)
    return true
  }
}

function isRequest(value: unknown): value is IncomingMessage {
  return typeof value === 'object' && value !== null && 'headers' in value && 'url' in value
}
