import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '@/server/log'
import type { VenueId } from '@/simulator/ledger'
import { allScenarios } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { Decimal } from '../../domain/decimal'
import type { ValuedAccount } from '../../domain/types'
import { valueAccount } from '../../domain/valuation'
import { createCcxtExchanges } from '../ccxt-port'
import type { Connection, ExchangePort } from '../port'
import { parseRecording } from '../replay/file'
import { replay } from '../replay/replay'
import { connectionOf, SIMULATED } from '../venues/ledger-connection.testing'
import { differenceOf, flowsDifferenceOf } from './prove'
import { spellings } from './scrubber'
import { writeRecording } from './write'

let simulator: RunningSimulator
let exchanges: ExchangePort
const signal = () => AbortSignal.timeout(30_000)

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 11, ledgers: allScenarios(SIMULATED) })
  simulator.limiter.scale(50)
  exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent'), limitFactor: 1000 })
})
afterAll(() => simulator.close())

async function recordingOf(connection: Connection, factor: Decimal | null): Promise<{ text: string; truth: ValuedAccount }> {
  const recorded = await exchanges.record(connection, signal())
  const { holdings } = recorded
  const codes = holdings.holdings.flatMap((row) => (row.kind === 'token' ? [row.symbol] : [row.settle, row.notionalCurrency]))
  const prices = await exchanges.prices(connection.exchange, codes, signal())
  const truth = valueAccount(holdings, (code) => prices.get(code) ?? null)
  return { text: writeRecording({ connection, recorded, prices, factor }), truth }
}

const ledgers = allScenarios(SIMULATED).filter((ledger) => !ledger.prices)

describe.each(ledgers.map(({ venue, scenario }) => [venue, scenario] as const))('%s %s', (venue, scenario) => {
  it.each([
    ['as it is', null],
    ['scaled', new Decimal('0.314159')],
  ])('recorded %s replays to the same assets, and tells no secret', async (_, factor) => {
    const connection = connectionOf(simulator.ledger(venue, scenario))
    const { text, truth } = await recordingOf(connection, factor)
    expect(await differenceOf(text, truth, factor)).toBeNull()
    const { uid } = simulator.ledger(venue, scenario)
    for (const secret of [...Object.values(connection.credentials), uid].filter((value) => value !== undefined)) {
      for (const spelling of spellings(secret)) expect(text).not.toContain(spelling)
    }
  })
})

/** Whether what stands behind this part of a text is no part of a longer number. */
const isWhole = (part: string, at: number, parts: readonly string[]) =>
  at + 1 < parts.length && !/[\d.]$/.test(part) && !/^[\d.]/.test(parts[at + 1] ?? '')

/** Their ledgers say amounts in sentences too, which would give the factor away: a scaled recording goes without them. */
const AMOUNTS_IN_WORDS: ReadonlySet<VenueId> = new Set(['bitfinex'])
const WEEK_MS = 7 * 86_400_000
/** Of each exchange the desk whose ledgers have the most to tell. */
const desks = ledgers.filter(({ venue, scenario }) => scenario === 'hedged-desk' || (scenario === 'desk' && venue !== 'lighter'))

describe.each(desks.map(({ venue, scenario }) => [venue, scenario] as const))('the ledgers of %s %s', (venue, scenario) => {
  it.each([
    ['as they are', null],
    ['scaled', new Decimal('0.314159')],
  ])('recorded %s replay to the same entries, and tell no secret', async (_, factor) => {
    const ledger = simulator.ledger(venue, scenario)
    const connection = connectionOf(ledger)
    const recorded = await exchanges.record(connection, signal(), new Date(Date.now() - WEEK_MS))
    const { flows } = recorded
    if (!flows) throw new Error('No ledgers were recorded.')
    const text = writeRecording({ connection, recorded, prices: new Map(), factor })
    if (factor !== null && AMOUNTS_IN_WORDS.has(venue)) return expect(await flowsDifferenceOf(text, flows, factor)).not.toBeNull()
    expect(await flowsDifferenceOf(text, flows, factor)).toBeNull()
    const replayed = await replay(parseRecording(text))
    expect(replayed.flows?.length).toBe(flows.entries.length)
    expect(flows.entries.length).toBeGreaterThan(2)
    expect(replayed.assets.length).toBeGreaterThan(0)
    for (const secret of [...Object.values(connection.credentials), ledger.uid].filter((value) => value !== undefined)) {
      // A short number may be part of an amount.
      for (const spelling of spellings(secret)) expect(text.split(spelling).some(isWhole), spelling).toBe(false)
    }
    // A recording that lost an entry, or told another amount, is found out.
    const [first, ...others] = flows.entries
    if (!first) throw new Error('No entry was recorded.')
    expect(await flowsDifferenceOf(text, { ...flows, entries: others }, factor)).not.toBeNull()
    const other = { ...first, entry: { ...first.entry, amount: '123456789' } }
    expect(await flowsDifferenceOf(text, { ...flows, entries: [other, ...others] }, factor)).not.toBeNull()
    // Without them it is a recording as it always was.
    expect(
      await replay(parseRecording(writeRecording({ connection, recorded, prices: new Map(), factor, withoutFlows: true }))),
    ).not.toHaveProperty('flows')
  })
})
