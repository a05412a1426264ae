import { z } from 'zod'
import { parseJsonExactly } from '../ccxt/json'

/** A fault of the file itself; `message` is one line for a person. */
export class BadRecording extends Error {}

const Call = z.object({
  /** Answers a request whose URL holds this. */
  path: z.string().min(1),
  /** … and whose query or body holds this. */
  query: z.string().optional(),
  /** HTTP status; 200 if absent. */
  status: z.coerce.number().int().min(100).max(599).optional(),
  response: z.unknown(),
})
export type RecordedCall = z.output<typeof Call>

/** What of a market nothing can do without; ccxt has structures whose base or quote is null, and they are passed over. */
const Structure = z.looseObject({ symbol: z.string().min(1), id: z.union([z.string(), z.number()]) })

const Recording = z.object({
  /** ccxt id or display name. */
  exchange: z.string().min(1),
  options: z.record(z.string(), z.unknown()).optional(),
  sandbox: z.union([z.boolean(), z.stringbool()]).optional(),
  /** When it was recorded. */
  now: z.iso.datetime({ offset: true }).optional(),
  /** ccxt market structures; the least is symbol, id, base, quote and, for contracts, settle, type, linear, inverse, contractSize. */
  markets: z.array(Structure).optional(),
  calls: z.array(Call),
  /** The stretch that its answers of ledgers were asked for; ledgers are replayed without it too, up to `now`. */
  flows: z
    .object({ from: z.iso.datetime({ offset: true }).optional(), to: z.iso.datetime({ offset: true }).optional() })
    .optional(),
  /** USD by currency code. */
  prices: z
    .record(z.string(), z.string().regex(/^\d+(\.\d+)?([eE][+-]?\d+)?$/, 'must be a number that is not negative'))
    .optional(),
})
export type Recording = z.output<typeof Recording>

/** @throws BadRecording naming what is wrong, and where in the file. */
export function parseRecording(text: string): Recording {
  const json = parseJsonExactly(text)
  if (json === undefined) throw new BadRecording(`is not JSON${where(text)}`)
  const parsed = Recording.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new BadRecording(issue ? `${issue.path.join('.') || 'the file'}: ${issue.message}` : 'does not hold a recording')
}

/** The parser's own words, for the place of the fault. */
function where(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text)
    return `: it holds ${parsed === null ? 'null' : typeof parsed} where an object must be`
  } catch (error) {
    return error instanceof Error ? `: ${error.message.split('\n')[0]?.replace(/\p{C}+/gu, ' ')}` : ''
  }
}
