import type { Exchange as CcxtExchange } from 'ccxt'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { differences, recordedAnswers } from '../recorded'
import { allScenarios } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

let simulator: RunningSimulator
let master: CcxtExchange

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: allScenarios(['binance']) })
  master = client('binance', simulator, null)
  await master.loadMarkets()
})

afterAll(() => simulator.close())

type Row = Record<string, unknown>

const connect = (name: string) => client('binance', simulator, simulator.ledger('binance', name), { marketsFrom: master })

function recorded(description: string): unknown {
  const entry = recordedAnswers('binance').find((e) => e.description === description)
  if (!entry) throw new Error(`nothing recorded as ${description}`)
  return entry.httpResponse
}

const listIn = (answer: unknown, name?: string) => (name ? (answer as Record<string, Row[]>)[name] : (answer as Row[])) ?? []

/** Description of the recording, the call, the account that answers, and the lists in the answer whose rows are compared too. */
const CALLS: [string, string, { path: string; api: string; params?: object }, string[]][] = [
  ['Fetch linear positions without symbols', 'isolated-and-cross', { path: 'positionRisk', api: 'fapiPrivateV3' }, []],
  [
    'Fetch linear positions using account endnpoint',
    'leveraged-long',
    { path: 'account', api: 'fapiPrivateV3' },
    ['assets', 'positions'],
  ],
  ['inverse positions', 'isolated-and-cross', { path: 'positionRisk', api: 'dapiPrivate' }, []],
  ['Spot balance', 'two-hundred-assets', { path: 'account', api: 'private' }, ['balances', 'permissions']],
  ['Linear swap balance', 'leveraged-long', { path: 'account', api: 'fapiPrivateV2' }, ['assets']],
  ['fetch papi balance', 'portfolio-margin', { path: 'balance', api: 'papi' }, []],
  [
    'linear swap fetch margin mode',
    'hedge-mode',
    { path: 'symbolConfig', api: 'fapiPrivate', params: { symbol: 'BTCUSDT' } },
    [],
  ],
  ['inverse swap fetch margin mode', 'inverse', { path: 'account', api: 'dapiPrivate' }, ['assets', 'positions']],
]

it.each(CALLS)('answers as recorded: %s', async (description, name, { path, api, params }, lists) => {
  const real = recorded(description)
  const answer = await connect(name).request(path, api, 'GET', { ...params })
  if (Array.isArray(real)) {
    expect(answer.length).toBeGreaterThan(0)
    expect(differences(answer, real)).toEqual([])
    return
  }
  expect(differences([answer], [real as object])).toEqual([])
  for (const list of lists) {
    const rows = listIn(answer, list)
    expect(rows.length, list).toBeGreaterThan(0)
    if (typeof rows[0] === 'object') expect(differences(rows, listIn(real, list)), list).toEqual([])
  }
})

/** How the figures of the recordings hang together; the simulator's own do the same (see the scenarios). */
it('reckons as the real exchange does', () => {
  const [position] = listIn(recorded('Fetch linear positions without symbols'))
  const cut = (value: number) => (Math.floor(value * 1e8 + 1e-6) / 1e8).toFixed(8)
  expect(cut(Number(position?.notional) * 0.004)).toBe(position?.maintMargin)
  expect(Number(position?.positionAmt) * Number(position?.markPrice)).toBeCloseTo(Number(position?.notional), 6)
  const [asset] = listIn(recorded('Fetch linear positions using account endnpoint'), 'assets').filter((a) => a.asset === 'USDT')
  expect(Number(asset?.walletBalance) + Number(asset?.unrealizedProfit)).toBeCloseTo(Number(asset?.marginBalance), 8)
})

it('writes numbers with as many decimals as the real exchange', async () => {
  const [real] = listIn(recorded('Fetch linear positions without symbols'))
  const rows: Row[] = await connect('isolated-and-cross').request('positionRisk', 'fapiPrivateV3')
  const cross = rows.find((row) => row.isolatedMargin === '0')
  const digits = (value: unknown) => String(value).split('.')[1]?.length ?? 0
  for (const field of [
    'markPrice',
    'unRealizedProfit',
    'notional',
    'initialMargin',
    'maintMargin',
    'isolatedMargin',
    'isolatedWallet',
  ])
    expect(digits(cross?.[field]), field).toBe(digits(real?.[field]))
})
