import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '@/server/context'
import { Decimal } from '@/server/domain/decimal'
import { createCcxtExchanges } from '@/server/exchanges'
import { spellings } from '@/server/exchanges/recording/scrubber'
import { parseRecording } from '@/server/exchanges/replay/file'
import { valueRecording } from '@/server/exchanges/replay/replay'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createLog } from '@/server/log'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { listDeskAudit } from '../audit/list'
import { getLiveBalances } from '../balances/get-live'
import { signedInUser, TestClock, testDeps } from '../testing'
import { archiveAccount } from './archive'
import { createAccount } from './create'
import { recordAccount } from './record'

const LEDGER = scenario('bybit', 'hedged-desk')
const { apiKey, apiSecret } = LEDGER.key

let database: Awaited<ReturnType<typeof testDatabase>>
let simulator: RunningSimulator
let alice: ServiceContext
let bob: ServiceContext
let id: string

beforeAll(async () => {
  database = await testDatabase()
  simulator = await startSimulator({ frozen: true, ledgers: [LEDGER] })
  const log = createLog('silent')
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log })
  const deps = { ...testDeps(database.db, new FakeExchanges(), new TestClock()), now: () => new Date(), exchanges, log }
  alice = await signedInUser(deps)
  bob = await signedInUser(deps)
  ;({ id } = await createAccount(alice, { name: 'Desk', exchange: 'bybit', credentials: { apiKey, apiSecret } }))
})
afterAll(async () => {
  await simulator.close()
  await database.close()
})

const rows = (assets: { symbol: string; walletType: string; size: string; marginBalance: string | null }[]) =>
  assets.map(({ symbol, walletType, size, marginBalance }) => [walletType, symbol, size, marginBalance].join(' ')).sort()

describe('saving a recording', () => {
  it('gives a file that replays to what the account shows, and tells neither key nor name', async () => {
    const { fileName, text, differs } = await recordAccount(alice, { id, scale: false })
    expect(fileName).toMatch(/^bybit-\d{4}-\d\d-\d\d-\d{4}\.json$/)
    expect(differs).toBeNull()
    const [live] = await getLiveBalances(alice, {})
    const replayed = await valueRecording(parseRecording(text))
    expect(rows(replayed.assets)).toEqual(live?.ok ? rows(live.assets) : [])
    for (const told of [apiKey, apiSecret, LEDGER.uid]) {
      for (const spelling of spellings(told)) expect(text).not.toContain(spelling)
    }
    expect(text).not.toContain('Desk')
  })

  it('multiplies every amount by one number that it does not tell', async () => {
    const plain = await recordAccount(alice, { id, scale: false })
    const { text, fileName } = await recordAccount(alice, { id, scale: true })
    expect(fileName).toContain('-scaled.json')
    const [own, scaled] = await Promise.all([plain.text, text].map((file) => valueRecording(parseRecording(file))))
    const sizes = (account: typeof own) => new Map(account?.assets.map((row) => [`${row.walletType} ${row.symbol}`, row]))
    const factors = [...sizes(own)].map(([name, row]) => {
      const other = sizes(scaled).get(name)
      expect([other?.leverage, other?.entryPrice, other?.price]).toEqual([row.leverage, row.entryPrice, row.price])
      return new Decimal(other?.size ?? 0).div(row.size).toFixed(6)
    })
    expect(factors.length).toBeGreaterThan(3)
    expect(new Set(factors).size).toBe(1)
    expect(Math.abs(Math.log(Number(factors[0])))).toBeGreaterThan(Math.log(1.9))
    expect(text).not.toContain(`"${factors[0]}`)
  })

  it('holds answers that make no sense too, and says what is wrong with them', async () => {
    simulator.addFault({ match: { path: 'wallet-balance' }, effect: { kind: 'empty-numbers' } })
    const { text, failure } = await recordAccount(alice, { id, scale: false })
    expect(failure).toContain('makes no sense')
    await expect(valueRecording(parseRecording(text))).rejects.toMatchObject({ code: 'exchange_network' })
    await expect(recordAccount(alice, { id, scale: true })).rejects.toMatchObject({ code: 'conflict' })
    simulator.clearFaults()
  })

  it('is noted in the log of its user', async () => {
    const { events } = await listDeskAudit(alice, { limit: 50 })
    const noted = events.flatMap(({ event, details }) => (event === 'recording_saved' ? [details] : []))
    expect(noted).toContainEqual({ accountId: id, name: 'Desk', scaled: true })
    expect(noted).toContainEqual({ accountId: id, name: 'Desk', scaled: false })
  })

  it('is for its own user alone, and not for an archived account', async () => {
    await expect(recordAccount(bob, { id, scale: false })).rejects.toMatchObject({ code: 'not_found' })
    const token = {
      ...bob,
      actor: { kind: 'token', tokenId: 'x', userId: null, scopes: ['read'], ipAddress: null, userAgent: null } as const,
    }
    await expect(recordAccount(token, { id, scale: false })).rejects.toMatchObject({ code: 'not_found' })
    const without = { ...alice, actor: { ...token.actor, scopes: [] } }
    await expect(recordAccount(without, { id, scale: false })).rejects.toMatchObject({ code: 'forbidden' })
    await archiveAccount(alice, { id })
    await expect(recordAccount(alice, { id, scale: false })).rejects.toMatchObject({ code: 'not_found' })
  })
})
