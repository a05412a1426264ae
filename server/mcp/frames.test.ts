import { describe, expect, it } from 'vitest'
import { Frames, frameOf, plainCall, standInId } from './frames'
import { WrittenResults } from './written'

const known = new Set(['balances', 'exposure'])
const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'x', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
}
const message = (params: object = {}, own: object = {}) => ({
  ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
  params: { name: 'balances', arguments: {}, _meta: meta, ...params },
  ...own,
})
const HEADERS = { accept: 'application/json', 'mcp-method': 'tools/call', 'mcp-name': 'balances' }
const read = (body: unknown, headers: Record<string, string> = HEADERS) =>
  plainCall(body, new Headers(headers), { known, sent: Object.keys(headers) })

describe('plainCall', () => {
  it('is of one kind whatever its number, tool and arguments', () => {
    const other = { ...HEADERS, 'mcp-name': 'exposure' }
    const one = read(message())
    expect(one).not.toBeNull()
    expect(read(message({ arguments: { account_names: ['x'] } }, { id: 'seven' }))?.kind).toBe(one?.kind)
    expect(read(message({ name: 'exposure' }), other)?.kind).toBe(one?.kind)
  })

  it('is of another kind with whatever else the library looks at', () => {
    const { 'mcp-name': _, ...unnamed } = HEADERS
    const kinds = [
      read(message()),
      read(message(), unnamed),
      read(message(), { ...HEADERS, accept: 'text/event-stream' }),
      read(message(), { ...HEADERS, 'mcp-session-id': '1' }),
      read(message(), { ...HEADERS, 'mcp-protocol-version': '2025-06-18' }),
      read(message({ _meta: { ...meta, 'io.modelcontextprotocol/clientCapabilities': { sampling: {} } } })),
      read(message({ _meta: undefined })),
      read(message({ arguments: undefined })),
    ].map((call) => call?.kind)
    expect(kinds).not.toContain(undefined)
    expect(new Set(kinds).size).toBe(kinds.length)
  })

  it.each([
    ['a batch', [message()]],
    ['a notification', message({}, { id: undefined })],
    ['a number that is none', message({}, { id: 1.5 })],
    ['no number', message({}, { id: null })],
    ['another method', message({}, { method: 'tools/list' })],
    ['another version', message({}, { jsonrpc: '1.0' })],
    ['a field that messages do not have', message({}, { extra: 1 })],
    ['a parameter that calls do not have', message({ task: { ttl: 1 } })],
    ['a token for progress', message({ _meta: { ...meta, progressToken: 1 } })],
    ['a trace', message({ _meta: { ...meta, traceparent: '00-1-2-01' } })],
    ['arguments that are none', message({ arguments: [] })],
    ['a tool that there is not', message({ name: 'nothing' })],
    ['a long description of the client', message({ _meta: { ...meta, 'io.modelcontextprotocol/clientInfo': 'x'.repeat(3000) } })],
  ])('is none: %s', (_, body) => expect(read(body)).toBeNull())

  it('is none where a header names another tool, or is one that is not known here', () => {
    expect(read(message(), { ...HEADERS, 'mcp-name': 'exposure' })).toBeNull()
    expect(read(message(), { ...HEADERS, 'mcp-param-x': '1' })).toBeNull()
  })
})

describe('frameOf', () => {
  const headers = { 'content-type': 'application/json' }
  const answerWith = (id: unknown, { text, structured }: { text: string; structured: unknown }) =>
    `data: ${JSON.stringify({ jsonrpc: '2.0', result: { content: [{ type: 'text', text }], structuredContent: structured }, id })}\n\n`

  it('is filled as the library would have written it, whatever goes into it', () => {
    const written = new WrittenResults()
    const id = standInId()
    const frame = frameOf({ status: 200, headers, text: answerWith(id, written.standIn('{"a":1}')) }, id, written)
    for (const [number, json] of [
      [7, JSON.stringify({ a: '$& $1 \u2028 "quoted" \\', n: '1.000000000000000001' })],
      ['$&"\\', '{}'],
    ] as const) {
      expect(frame?.fill({ id: number, json: Buffer.from(json) }).toString()).toBe(
        answerWith(number, { text: json, structured: JSON.parse(json) }),
      )
    }
  })

  it('is none of an answer without a result, with none of the number, or with one of them twice', () => {
    const written = new WrittenResults()
    const [id, placed] = [standInId(), written.standIn('{"a":1}')]
    const text = answerWith(id, placed)
    const none = [JSON.stringify({ id, error: {} }), answerWith(null, placed), text + text, `${text}"${id}"`]
    for (const other of none) expect(frameOf({ status: 200, headers, text: other }, id, written)).toBeNull()
  })
})

it('remembers so many kinds, and forgets the oldest', () => {
  const frames = new Frames()
  const call = (n: number) => ({ kind: String(n), message: message() as never })
  const frame = { status: 200, headers: {}, fill: () => Buffer.from('') }
  for (let n = 0; n < 300; n++) frames.keep(call(n), 'done', frame)
  expect([frames.takes(call(99)), frames.takes(call(100)), frames.takes(call(299))]).toEqual([false, true, true])
  expect(frames.frame(call(299), 'refused')).toBeUndefined()
})
