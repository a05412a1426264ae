import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningSimulator, startSimulator } from '../server'
import { client } from '../testing'

/** The recorded answers of the real exchange that this project carries. */
const recordings = z
  .object({ entries: z.array(z.object({ description: z.string(), method: z.string(), httpResponse: z.unknown() })) })
  .parse(JSON.parse(readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), '../fixtures/bybit.json'), 'utf8')))

const answerSchema = z.object({ result: z.object({ list: z.array(z.record(z.string(), z.unknown())) }).loose() }).loose()

let simulator: RunningSimulator

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true })
})

afterAll(() => simulator.close())

function recorded(description: string) {
  return answerSchema.parse(recordings.entries.find((entry) => entry.description === description)?.httpResponse)
}

/**
 * The recordings went through ccxt, which reads JSON numbers as strings; so a number and a number in a string are one
 * kind, words and `""` others. A cell may be `""` here or there: not known.
 */
function kind(value: unknown): string {
  if (value === '') return 'unknown'
  if (typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))) return 'number'
  return typeof value
}

function expectSameForm(row: Record<string, unknown> | undefined, real: Record<string, unknown>[], ignored: string[] = []) {
  if (!row) throw new Error('no row to compare')
  const keys = [...new Set(real.flatMap((r) => Object.keys(r)))].filter((key) => !ignored.includes(key))
  expect(Object.keys(row).sort()).toEqual(keys.sort())
  for (const key of keys) {
    const kinds = new Set(real.map((r) => kind(r[key])))
    if (kinds.has('unknown')) kinds.add('number')
    if (kinds.has('number')) kinds.add('unknown')
    expect(kinds, key).toContain(kind(row[key]))
  }
}

it('sends a wallet with the keys and value forms of the real one', async () => {
  const exchange = client('bybit', simulator, simulator.ledger('bybit', 'hedged-desk'))
  const answer = answerSchema.parse((await exchange.fetchBalance()).info)
  const real = recorded('balance after availableToWithdraw update')
  expect(Object.keys(answer).sort()).toEqual(Object.keys(real).sort())
  const [account] = answer.result.list
  expectSameForm(account, real.result.list)
  const coins = z.array(z.record(z.string(), z.unknown()))
  const realCoins = coins.parse(real.result.list[0]?.coin)
  for (const coin of coins.parse(account?.coin)) {
    expectSameForm(coin, realCoins)
    expect(String(coin.borrowAmount)).toMatch(/^\d+\.\d{18}$/)
  }
})

it.each([
  ['open', 'Fetch linear position', 'SOLUSDT', 'hedged-desk'],
  ['closed', 'linear position', 'LTCUSDT', 'hedged-desk'],
])('sends an %s position with the keys and value forms of the real one', async (_state, description, symbol, name) => {
  const exchange = client('bybit', simulator, simulator.ledger('bybit', name))
  const answer = answerSchema.parse(await exchange.request('v5/position/list', 'private', 'GET', { category: 'linear', symbol }))
  const real = recorded(description)
  expect(Object.keys(answer.result).sort()).toEqual(Object.keys(real.result).sort())
  // ccxt itself wrote the cursor into the recorded row.
  expectSameForm(answer.result.list[0], real.result.list, ['nextPageCursor'])
})

it('values a position at entry, as the real exchange does', () => {
  const [row] = recorded('Fetch linear position').result.list
  expect(Number(row?.positionValue)).toBeCloseTo(Number(row?.size) * Number(row?.avgPrice), 6)
})
