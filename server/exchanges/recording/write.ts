import { randomBytes, randomInt } from 'node:crypto'
import { Decimal } from '../../domain/decimal'
import type { Price } from '../../domain/types'
import type { Connection, Recorded } from '../port'
import { callOf, type TapedCall } from './call-of'
import { type Json, parseExactly, writeExactly } from './exact-json'
import { Pseudonyms } from './pseudonyms'
import { Scrubber, spellings } from './scrubber'

export interface RecordingParts {
  connection: Connection
  recorded: Recorded
  prices: ReadonlyMap<string, Price>
  /** Without what its ledgers told, where that is there. */
  withoutFlows?: boolean
  /** Amounts are multiplied by it; null leaves them as they are. */
  factor: Decimal | null
  /** What the replacements are made by; random, and forgotten, unless it is given. */
  pseudonymKey?: Buffer
}

/** A factor that nobody knows: from a tenth to ten, and not close to 1. */
export function randomFactor(): Decimal {
  const wide = new Decimal(randomInt(200_000, 1_000_001)).div(100_000)
  return randomInt(2) === 0 ? wide : new Decimal(1).div(wide).toDecimalPlaces(6)
}

/**
 * A recording as `npm run replay` reads it: what was asked and answered, without keys, signatures and identities. They
 * are replaced by others of the same shape, the same one each time; what replaced them is not kept.
 * @throws Error should a secret of the connection be left in it
 */
export function writeRecording({ connection, recorded, prices, withoutFlows, factor, pseudonymKey }: RecordingParts): string {
  const { markets, marketOptions } = recorded
  const flows = withoutFlows ? undefined : recorded.flows
  const calls = [...recorded.calls, ...(flows?.calls ?? [])]
  const { asOf } = recorded.holdings
  const scrubber = new Scrubber(connection.credentials, new Pseudonyms(pseudonymKey ?? randomBytes(32)))
  const answers = calls.map((call) => ({ call, json: parseExactly(call.answer) }))
  for (const { json } of answers) if (json !== undefined) scrubber.note(json)
  const written = answers.map(({ call, json }) => recordedCall(call, json, scrubber, factor, asOf))
  const text = writeExactly({
    exchange: connection.exchange,
    options: { ...connection.options, ...marketOptions },
    ...(connection.sandbox ? { sandbox: true } : {}),
    now: asOf.toISOString(),
    ...(flows && { flows: { from: flows.from.toISOString(), to: flows.to.toISOString() } }),
    markets,
    calls: written.sort((a, b) => b.path.length + (b.query?.length ?? 0) - a.path.length - (a.query?.length ?? 0)),
    prices: Object.fromEntries([...prices].map(([code, { usd }]) => [code, usd])),
  })
  const secrets = Object.values(connection.credentials).filter((secret) => secret !== undefined && secret.length >= MIN_SECRET)
  if (secrets.some((secret) => spellings(secret).some((spelling) => text.includes(spelling)))) {
    throw new Error('a secret was left in a recording')
  }
  return `${text}\n`
}

/** Shorter ones are found in all kinds of words and figures. */
const MIN_SECRET = 8

/** The more a call says of its request, the earlier it stands: a request is answered by the first call that fits it. */
function recordedCall(call: TapedCall, json: Json | undefined, scrubber: Scrubber, factor: Decimal | null, asOf: Date) {
  const { path, query } = callOf(call, asOf.getTime())
  return {
    path: scrubber.text(path),
    ...(query === undefined ? {} : { query: scrubber.text(query) }),
    ...(call.status === 200 ? {} : { status: call.status }),
    response: json === undefined ? scrubber.text(call.answer) : scrubber.answer(json, factor),
  }
}
