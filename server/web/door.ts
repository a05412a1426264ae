import type { IncomingMessage, ServerResponse } from 'node:http'

/** Looks at a request: answers it and says true, or leaves it to the next door and says false. */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>

/** Sends a request through doors, one behind the other. The last one takes whatever comes. */
export async function goThrough(doors: readonly Door[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const door of doors) {
    const answered = door(request, response)
    // Most doors only look: waiting for a plain word would cost each request a turn of the event loop's queue.
    if (answered === true || (answered !== false && (await answered))) return
  }
}

/** A refusal or a small answer in the shape of the API. */
export function answer(
  response: ServerResponse,
  status: number,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): true {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  })
  response.end(text)
  return true
}
