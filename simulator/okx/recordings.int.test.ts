import type { Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { differences, recordedAnswers } from '../recorded'
import { allScenarios } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let master: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: allScenarios(['okx']) })
  master = client('okx', simulator, null)
  await master.loadMarkets()
})

beforeEach(() => simulator.limiter.clear())
afterAll(() => simulator.close())

const answerSchema = z.object({ code: z.string(), msg: z.string(), data: z.array(z.record(z.string(), z.unknown())) })
const rowsSchema = z.array(z.record(z.string(), z.unknown()))

function recorded(description: string, index = 0) {
  const entry = recordedAnswers('okx').filter((e) => e.description === description)[index]
  return answerSchema.parse(entry?.httpResponse)
}

async function ask(name: string, path: string, params: object = {}) {
  const exchange = client('okx', simulator, simulator.ledger('okx', name), { marketsFrom: master })
  return answerSchema.parse(await exchange.request(path, 'private', 'GET', { ...params }))
}

/** One currency's margin, several currencies' margin, spot alone. */
describe.each(['leveraged-long', 'hedged-desk', 'borrowed', 'dust-and-unpriced', 'isolated-and-cross'])('%s', (name) => {
  it('has a trading balance as recorded', async () => {
    const [answer, real] = [await ask(name, 'account/balance'), recorded('spot balance')]
    expect(Object.keys(answer).sort()).toEqual(Object.keys(real).sort())
    expect(differences(answer.data, real.data)).toEqual([])
    const details = rowsSchema.parse(answer.data[0]?.details)
    expect(details.length).toBeGreaterThan(0)
    expect(differences(details, rowsSchema.parse(real.data[0]?.details))).toEqual([])
  })

  it('has an account configuration as recorded', async () => {
    expect(differences((await ask(name, 'account/config')).data, recorded('Fetch accounts').data)).toEqual([])
  })
})

it('has a funding balance as recorded, filled and empty', async () => {
  const filled = await ask('hedged-desk', 'asset/balances')
  expect(filled.data.length).toBeGreaterThan(0)
  expect(differences(filled.data, recorded('funding balance').data)).toEqual([])
  expect(await ask('empty', 'asset/balances')).toEqual(recorded('funding balance', 1))
})

const cross = () => recorded('Inverse swap cross fetch position').data
const isolated = () => recorded('Inverse swap isolated fetch position').data
const linear = () => recorded('fetch position').data

it.each(['leveraged-long', 'isolated-and-cross', 'hedge-mode', 'inverse'])('has positions as recorded: %s', async (name) => {
  const { data } = await ask(name, 'account/positions')
  expect(data.length).toBeGreaterThan(1)
  expect(differences(data, [...cross(), ...isolated()])).toEqual([])
})

it('leaves empty what the real exchange leaves empty: margin of a cross position, initial margin of an isolated one', async () => {
  const { data } = await ask('isolated-and-cross', 'account/positions')
  const emptyIn = (row: Record<string, unknown> | undefined) => Object.keys(row ?? {}).filter((key) => row?.[key] === '')
  const find = (mgnMode: string) => data.find((row) => row.mgnMode === mgnMode && String(row.instId).includes('-USD-'))
  // Some accounts cannot be liquidated.
  const always = (keys: string[]) => keys.filter((key) => key !== 'liqPx').sort()
  expect(always(emptyIn(find('cross')))).toEqual(always(emptyIn(cross()[0])))
  expect(always(emptyIn(find('isolated')))).toEqual(always(emptyIn(isolated()[0])))
})

/** How the recorded figures hang together; the scenarios' test asks the same of the simulator. */
it('reckons as the real exchange does', () => {
  const figure = (row: Record<string, unknown> | undefined, key: string) => Number(row?.[key])
  const [coin] = cross()
  expect(100 / figure(coin, 'markPx') / 20).toBeCloseTo(figure(coin, 'imr'), 12)
  expect((100 / figure(coin, 'markPx')) * 0.004).toBeCloseTo(figure(coin, 'mmr'), 12)
  expect(100 / figure(coin, 'avgPx') - 100 / figure(coin, 'markPx')).toBeCloseTo(figure(coin, 'upl'), 12)
  expect(figure(coin, 'upl') / (100 / figure(coin, 'avgPx') / 20)).toBeCloseTo(figure(coin, 'uplRatio'), 9)
  const [alone] = isolated()
  expect(100 / figure(alone, 'avgPx') / 3).toBeCloseTo(figure(alone, 'margin'), 12)
  const [ltc] = linear()
  expect(2 * 0.001 * figure(ltc, 'markPx')).toBeCloseTo(figure(ltc, 'imr') * 10, 12)
})
