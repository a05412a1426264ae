import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '@/server/log'
import type { Ledger, VenueId } from '@/simulator/ledger'
import { allScenarios } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { Decimal } from '../../domain/decimal'
import type { ValuedAccount } from '../../domain/types'
import { valueAccount } from '../../domain/valuation'
import { createCcxtExchanges } from '../ccxt-port'
import type { Connection, ExchangePort } from '../port'
import { differenceOf } from './prove'
import { spellings } from './scrubber'
import { writeRecording } from './write'

const VENUES: readonly VenueId[] = ['binance', 'bybit', 'okx', 'hyperliquid', 'lighter', 'bitget', 'gate', 'bitfinex', 'phemex']

let simulator: RunningSimulator
let exchanges: ExchangePort
const signal = () => AbortSignal.timeout(30_000)

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 11, ledgers: allScenarios(VENUES) })
  simulator.limiter.scale(50)
  exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent'), limitFactor: 1000 })
})
afterAll(() => simulator.close())

function connectionOf({ venue, key: { apiKey, apiSecret, passphrase } }: Ledger): Connection {
  const credentials =
    venue === 'hyperliquid' || venue === 'lighter' ? { walletAddress: apiKey } : { apiKey, apiSecret, password: passphrase }
  return { exchange: venue, credentials, sandbox: false, options: { default: true } }
}

async function recordingOf(connection: Connection, factor: Decimal | null): Promise<{ text: string; truth: ValuedAccount }> {
  const recorded = await exchanges.record(connection, signal())
  const { holdings } = recorded
  const codes = holdings.holdings.flatMap((row) => (row.kind === 'token' ? [row.symbol] : [row.settle, row.notionalCurrency]))
  const prices = await exchanges.prices(connection.exchange, codes, signal())
  const truth = valueAccount(holdings, (code) => prices.get(code) ?? null)
  return { text: writeRecording({ connection, recorded, prices, factor }), truth }
}

const ledgers = allScenarios(VENUES).filter((ledger) => !ledger.prices)

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
