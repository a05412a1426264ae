import { readFileSync } from 'node:fs'
import pino from 'pino'
import { z } from 'zod'
import { Decimal } from '../../domain/decimal'
import type { ValuedAccount } from '../../domain/types'
import { createCcxtExchanges } from '../ccxt-port'
import { differenceOf } from '../recording/prove'
import { writeRecording } from '../recording/write'
import { findExchange } from '../registry'
import { parseRecording, type Recording } from '../replay/file'
import { nobodyOn, subAccountIn } from '../replay/nobody'
import { type Replayed, replay, valueRecording } from '../replay/replay'
import { recordedAnswers } from '../replay/transport'

const Recorded = z.object({
  entries: z.array(
    z.object({ description: z.string(), method: z.string(), input: z.array(z.unknown()), httpResponse: z.unknown() }),
  ),
})

/** One recorded answer of a real exchange, by its place in `<exchange>/fixtures/recorded.json`. */
export function recorded(exchange: string, index: number): unknown {
  const file = new URL(`./${exchange}/fixtures/recorded.json`, import.meta.url)
  const entry = Recorded.parse(JSON.parse(readFileSync(file, 'utf8'))).entries[index]
  if (!entry) throw new Error(`${exchange}.json has no entry ${index}`)
  return entry.httpResponse
}

export interface TestMarket {
  symbol: string
  id: string
  type?: 'spot' | 'swap' | 'future' | 'option'
  contractSize?: string
}

/** The least that a recording's `markets` may hold, from ccxt's symbol. */
export function market({ symbol, id, type, contractSize = '1' }: TestMarket) {
  const [pair = '', settled] = symbol.split(':')
  const [base = '', quote = ''] = pair.split('/')
  const settle = settled?.split('-')[0]
  const inverse = settle !== undefined && settle === base
  return settle === undefined
    ? { symbol, id, base, quote, type: 'spot' }
    : { symbol, id, base, quote, settle, type: type ?? 'swap', linear: !inverse, inverse, contractSize }
}

export interface TestRecording {
  exchange: string
  calls: { path: string; query?: string; status?: number; response: unknown }[]
  markets?: TestMarket[]
  prices?: Record<string, string>
  options?: Record<string, boolean>
}

export function recording({ markets = [], ...rest }: TestRecording) {
  return parseRecording(JSON.stringify({ ...rest, now: '2026-01-01T00:00:00Z', markets: markets.map(market) }))
}

/**
 * Runs recorded answers through the adapter and the valuation. On the way it makes a recording of them as a person would
 * save one, as it is and scaled, and holds that to the same assets: every answer of an adapter's test is a test of that.
 */
export async function valued(test: TestRecording): Promise<ValuedAccount> {
  const given = recording(test)
  const account = await valueRecording(given)
  await savedAgain(given, account)
  return account
}

const SOMEBODY = {
  apiKey: 'Kx7Pq2Zt9Lm4Vn8Rb1Yc',
  apiSecret: 'c29tZWJvZHlzb21lYm9keXNvbWVib2R5c29tZWJvZHk=',
  password: 'of-somebody',
  uid: '48392017',
  walletAddress: '0xabcdef0123456789abcdef0123456789abcdef01',
  privateKey: '0x7f3c9b1e5a2d8460c7e1f9043b6d5a28e4c0917bd36f582a19ce04b7d8f6a135',
}
/** Where keys have another form. */
const OWN: Readonly<Record<string, Partial<typeof SOMEBODY>>> = {
  woofipro: { apiSecret: '3'.repeat(44) },
  gemini: { apiKey: 'account-Kx7Pq2Zt9Lm4Vn8Rb1Yc' },
  // Longer ones are taken for an RSA key.
  lbank: { apiSecret: SOMEBODY.apiSecret.slice(0, 32) },
}
const FACTOR = new Decimal('1.2345')

async function savedAgain(given: Recording, account: ValuedAccount): Promise<void> {
  const exchange = findExchange(given.exchange)?.id ?? given.exchange
  const options = Object.fromEntries(
    Object.entries(given.options ?? {}).flatMap(([name, on]) => (typeof on === 'boolean' ? [[name, on]] : [])),
  )
  const ofSub = subAccountIn(given.calls).subAccount === undefined ? {} : { subAccount: 'carry-desk-of-somebody' }
  const connection = { exchange, credentials: { ...SOMEBODY, ...OWN[exchange], ...ofSub }, sandbox: false, options }
  const port = createCcxtExchanges({
    transport: recordedAnswers(given.calls).transport,
    // As somebody who has signed in.
    accountOptions: nobodyOn(exchange).signedIn,
    markets: () => given.markets ?? [],
    now: () => account.asOf,
    log: pino({ level: 'silent' }),
  })
  const recorded = await port.record(connection, new AbortController().signal)
  const prices = new Map(Object.entries(given.prices ?? {}).map(([code, usd]) => [code, { usd, route: '', asOf: account.asOf }]))
  for (const factor of [null, FACTOR]) {
    const text = writeRecording({ connection, recorded, prices, factor })
    const difference = await differenceOf(text, account, factor)
    if (difference !== null) throw new Error(`a ${factor ? 'scaled ' : ''}recording comes to something else: ${difference}`)
  }
}

export function replayed(test: TestRecording): Promise<Replayed> {
  return replay(recording(test))
}
