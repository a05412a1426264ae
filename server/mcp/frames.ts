import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { asText } from './bytes'
import type { WrittenResults } from './written'

/**
 * Plain calls of tools: one message that names a tool and what it is called with, and says of itself no more than clients say
 * of themselves with every message. Whether such a message is in order, and how it is answered, the protocol's library says: it
 * makes a server, its schemas and a transport for that, which takes longer than a small answer does. It says the same of two calls
 * that differ in nothing but their number, tool and arguments. What it wrote around the first one's result is therefore kept
 * as a frame, and the next such call's result put into that. All else goes to the library.
 */

/** https://www.jsonrpc.org/specification#request_object, with no field that it does not have. */
const plainSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(200), z.int()]),
  method: z.literal('tools/call'),
  params: z.strictObject({
    name: z.string(),
    arguments: z.record(z.string(), z.unknown()).optional(),
    _meta: z
      .strictObject({
        'io.modelcontextprotocol/protocolVersion': z.string(),
        'io.modelcontextprotocol/clientInfo': z.unknown(),
        'io.modelcontextprotocol/clientCapabilities': z.unknown(),
      })
      .partial()
      .optional(),
  }),
})
type Message = z.output<typeof plainSchema>

/** A call that another one may be answered like. */
export interface PlainCall {
  message: Message
  /** All that the library looks at but number, tool and arguments. */
  kind: string
}

/** Headers that the library looks at; of others that begin like its own it is asked. */
const LOOKED_AT = ['content-type', 'accept', 'mcp-protocol-version', 'mcp-method', 'mcp-session-id', 'last-event-id'] as const
const NAME_HEADER = 'mcp-name'
/** Longer than any client's description of itself that is worth keeping. */
const LONGEST_KIND = 2000

/**
 * The call that was sent, where it is a plain one; else null.
 * @param known tools that there are
 * @param sent the names of all headers, in small letters
 */
export function plainCall(
  body: unknown,
  headers: Pick<Headers, 'get'>,
  { known, sent }: { known: { has(name: string): boolean }; sent: Iterable<string> },
): PlainCall | null {
  const found = plainSchema.safeParse(body)
  if (!found.success || !known.has(found.data.params.name)) return null
  for (const header of sent) {
    if (header.startsWith('mcp-') && header !== NAME_HEADER && !LOOKED_AT.some((name) => name === header)) return null
  }
  const { params } = found.data
  const named = headers.get(NAME_HEADER)
  if (named !== null && named !== params.name) return null
  const kind = JSON.stringify([
    named === null,
    params.arguments === undefined,
    params._meta,
    LOOKED_AT.map((name) => headers.get(name)),
  ])
  return kind.length > LONGEST_KIND ? null : { message: found.data, kind }
}

/** What goes into an answer of a plain call. */
interface Filling {
  id: string | number
  /** The result, as JSON of one line. */
  json: Buffer
}

/** How the library answers calls of one kind: what stands before, between and behind what differs. */
export interface Frame {
  status: number
  headers: Record<string, string>
  fill(filling: Filling): Buffer<ArrayBuffer>
}

type Slot = 'id' | 'text' | 'structured'

/** Stands for the number of a message whose answer a frame is made of. Nobody can guess it. */
export const standInId = () => randomBytes(18).toString('base64url')

/**
 * The frame of an answer that the library wrote to a message with the number `id`, around what stood for one result.
 * Null where it holds anything but each of them once: that is asked of the library again.
 */
export function frameOf(
  { status, headers, text }: { status: number; headers: Record<string, string>; text: string },
  id: string,
  results: WrittenResults,
): Frame | null {
  const marks: [Slot, string][] = [['id', JSON.stringify(id)], ...results.places(0)]
  const at = marks.map(([slot, mark]) => ({ slot, mark, from: text.indexOf(mark), last: text.lastIndexOf(mark) }))
  const places = at.filter(({ from }) => from >= 0).sort((one, other) => one.from - other.from)
  const slots = new Set(places.map(({ slot }) => slot))
  if (!slots.has('id') || !slots.has('text') || places.some(({ from, last }) => from !== last)) return null
  const parts: { before: Buffer; slot: Slot }[] = []
  let behind = 0
  for (const { slot, mark, from } of places) {
    parts.push({ before: Buffer.from(text.slice(behind, from)), slot })
    behind = from + mark.length
  }
  const end = Buffer.from(text.slice(behind))
  return {
    status,
    headers,
    fill: (filling) => Buffer.concat([...parts.flatMap(({ before, slot }) => [before, written(slot, filling)]), end]),
  }
}

function written(slot: Slot, { id, json }: Filling): Buffer {
  if (slot === 'id') return Buffer.from(JSON.stringify(id))
  return slot === 'text' ? asText(json) : json
}

/** How calls ended that a frame is kept of. */
export type Ending = 'done' | 'refused'
/** Kinds of calls that are remembered; the one that was asked longest ago goes first. */
const MOST_KINDS = 200

/** Frames that a process has seen the library write. They hold nothing of anybody's. */
export class Frames {
  readonly #known = new Map<string, Partial<Record<Ending, Frame>>>()

  /** Whether the library was seen to take calls of this kind. */
  takes({ kind }: PlainCall): boolean {
    return this.#known.has(kind)
  }

  frame({ kind }: PlainCall, ending: Ending): Frame | undefined {
    return this.#known.get(kind)?.[ending]
  }

  keep({ kind }: PlainCall, ending: Ending, frame: Frame): void {
    const before = this.#known.get(kind)
    this.#known.delete(kind)
    this.#known.set(kind, { ...before, [ending]: frame })
    const [oldest] = this.#known.keys()
    if (this.#known.size > MOST_KINDS && oldest !== undefined) this.#known.delete(oldest)
  }
}
