import { EVENT_STREAM_HEADERS, openEventStream } from '../event-stream'
import { EXAMPLE_STREAM } from '../examples-stream'
import { operation } from '../operation'
import { streamEvents } from '../schemas/stream'

export const getStream = operation({
  id: 'getStream',
  group: 'Stream',
  method: 'GET',
  path: '/api/stream/',
  summary: 'Hear what happens, as it does',
  description:
    'Server-sent events, until you go: `snapshot` (an account was read), `account_failed`, `alert`. `hello` comes first; `gap` before it where events may be missing since `Last-Event-ID`; `end`, with the reason, where Ballast ends the stream. A line that begins with a colon comes every five seconds. Send the last `id:` as `Last-Event-ID` to go on within an hour.',
  scope: 'read',
  responses: {
    200: {
      description: 'A stream; `data:` of each event is one of these.',
      contentType: 'text/event-stream',
      schema: streamEvents,
      example: EXAMPLE_STREAM,
    },
  },
  example: {},
  handle: async (context, { request }) => {
    if (request.method === 'HEAD') return { status: 200, headers: EVENT_STREAM_HEADERS }
    const stream = await openEventStream(context, request.headers.get('last-event-id'))
    return { status: 200, headers: EVENT_STREAM_HEADERS, stream }
  },
})
