import type { IncomingMessage, ServerResponse } from 'node:http'
import { answer, type Door } from './door'
import { MAX_BODY_BYTES, MAX_UNREAD_BYTES } from './limits'

/** Callers that wait to be told before they send their body. */
const waiting = new WeakSet<IncomingMessage>()

/** For `checkContinue`: the body is asked for once it is known to be wanted. */
export function awaitsContinue(request: IncomingMessage): void {
  waiting.add(request)
}

/**
 * The one bound on bodies: whatever is behind reads at most `MAX_BODY_BYTES`, for the length that is named is the length
 * that is read. A body without one (chunked) is only for doors that count by themselves: those stand before `lengthNamed`.
 */
export const bodies: Door = (request, response) => {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return refuseBody(request, response, 413)
  if (waiting.has(request)) response.writeContinue()
  return false
}

/** Before doors that would read a body of any length. */
export const lengthNamed: Door = (request, response) =>
  request.headers['transfer-encoding'] === undefined ? false : refuseBody(request, response, 411)

/** Refuses without keeping anything; of what is on its way only so much is read that the refusal arrives. */
function refuseBody(request: IncomingMessage, response: ServerResponse, status: 411 | 413): true {
  let unread = 0
  request.on('data', (chunk: Buffer) => {
    unread += chunk.length
    if (unread > MAX_UNREAD_BYTES) request.destroy()
  })
  return status === 411
    ? answer(response, 411, { error: 'Send a Content-Length with the body.', code: 'length_required' })
    : answer(response, 413, {
        error: `The body is too large: at most ${MAX_BODY_BYTES / 1024} KiB are read.`,
        code: 'payload_too_large',
      })
}
