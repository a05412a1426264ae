import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '@/server/context'
import { Decimal } from '@/server/domain/decimal'
import { createCcxtExchanges } from '@/server/exchanges'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createLog } from '@/server/log'
import type { Ledger } from '@/simulator/ledger'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { createAccount } from '../accounts/create'
import { getAccount } from '../accounts/get'
import { setLeverage } from '../accounts/set-leverage'
import { signedInUser, TestClock, testDeps } from '../testing'
import { getCachedBalances } from './get-cached'
import { getLiveBalances } from './get-live'
import { getOverview } from './overview'
import { refreshBalances } from './refresh'

/** The whole way with real ccxt: simulated exchange → port → services → PostgreSQL → answer. */

const LEDGERS = [scenario('bybit', 'contract-sample'), scenario('binance', 'hedged-desk'), scenario('okx', 'hedged-desk')]

let database: Awaited<ReturnType<typeof testDatabase>>
let simulator: RunningSimulator
let ctx: ServiceContext

beforeAll(async () => {
  database = await testDatabase()
  simulator = await startSimulator({ frozen: true, ledgers: LEDGERS })
  const log = createLog('silent')
  const deps = { ...testDeps(database.db, new FakeExchanges(), new TestClock()), now: () => new Date() }
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log })
  ctx = await signedInUser({ ...deps, exchanges, log })
})
afterAll(async () => {
  await simulator.close()
  await database.close()
})

const credentialsOf = ({ key }: Ledger) => ({ apiKey: key.apiKey, apiSecret: key.apiSecret, password: key.passphrase })
const connect = (ledger: Ledger) =>
  createAccount(ctx, { name: ledger.venue, exchange: ledger.venue, credentials: credentialsOf(ledger) })

describe('accounts on simulated exchanges', () => {
  it('are connected with a key that works, and not with another', async () => {
    for (const ledger of LEDGERS) {
      const wrong = { ...credentialsOf(ledger), apiSecret: 'wrong' }
      await expect(createAccount(ctx, { name: 'x', exchange: ledger.venue, credentials: wrong })).rejects.toMatchObject({
        code: 'exchange_credentials',
        fields: { apiSecret: expect.any(String) },
      })
      expect(await connect(ledger)).toMatchObject({
        exchange: ledger.venue,
        valid: true,
        permissions: expect.arrayContaining(['read']),
      })
    }
  })

  it('show the figures of their ledgers, live and stored alike', async () => {
    const live = await getLiveBalances(ctx, {})
    expect(live.map(({ ok }) => ok)).toEqual([true, true, true])
    const { balances, errors } = await getCachedBalances(ctx, {})
    expect(errors).toEqual([])
    expect(live).toEqual(balances.map((balance) => ({ ok: true, ...balance })))
    for (const [index, ledger] of LEDGERS.entries()) {
      const assets = balances[index]?.assets ?? []
      for (const token of ledger.tokens) {
        const sizes = assets
          .filter(({ assetType, symbol }) => assetType === 'token' && symbol === token.coin)
          .map(({ size }) => new Decimal(size).toFixed())
        expect(sizes, `${ledger.venue} ${token.coin}`).toContain(token.balance)
      }
      expect(assets.filter(({ assetType }) => assetType === 'position')).toHaveLength(ledger.positions.length)
    }
    expect(balances[0]?.assets.find(({ symbol }) => symbol === 'ETH:PERP-USDT')).toMatchObject({
      size: '1.69',
      notional: '3051.5284',
      unrealizedProfit: '24.6772',
      initialMargin: '306.80066534',
      maintMargin: '16.90546734',
      marginBalance: '298.90609459',
      notionalPctTotal: '0.994565',
    })
    expect((await getOverview(ctx)).accountsWithoutEquity).toBe(0)
  })

  it('that cannot be read say why, and take nothing from the others', async () => {
    const fault = simulator.addFault({ match: { venue: 'okx' }, effect: { kind: 'refuse', refusal: 'maintenance' } })
    const results = await refreshBalances(ctx, {})
    expect(results).toMatchObject([{ ok: true }, { ok: true }, { ok: false, code: 'exchange_maintenance' }])
    const { balances, errors } = await getCachedBalances(ctx, {})
    expect(balances.map(({ stale }) => stale)).toEqual([false, false, true])
    expect(errors).toMatchObject([{ accountName: 'okx', code: 'exchange_maintenance', exchangeError: expect.any(String) }])
    simulator.clearFaults(fault.id)
  })

  it('that hang are late, and no later than asked', async () => {
    const fault = simulator.addFault({ match: { venue: 'binance' }, effect: { kind: 'hang' } })
    // The exchange never answers: that there is an answer is the deadline's doing.
    const live = await getLiveBalances(ctx, { deadlineMs: 2000 })
    expect(live).toMatchObject([{ ok: true }, { ok: false, code: 'exchange_timeout' }, { ok: true }])
    simulator.clearFaults(fault.id)
  })

  it('with a revoked key are marked', async () => {
    const fault = simulator.addFault({ match: { venue: 'bybit' }, effect: { kind: 'refuse', refusal: 'key-revoked' } })
    const [result] = await refreshBalances(ctx, { accountNames: ['bybit'] })
    expect(result).toMatchObject({ ok: false, code: 'exchange_credentials' })
    expect(await getAccount(ctx, { id: result?.accountId ?? '' })).toMatchObject({ valid: false })
    simulator.clearFaults(fault.id)
  })

  it('have their leverage set on the exchange', async () => {
    const { results, errors } = await setLeverage(ctx, { accountIds: ['bybit', 'okx'], pair: 'ETH:PERP-USDT', leverage: '7' })
    expect(errors).toEqual([])
    expect(results.map(({ accountName, leverage }) => [accountName, leverage]).sort()).toEqual([
      ['bybit', '7'],
      ['okx', '7'],
    ])
    await refreshBalances(ctx, { accountNames: ['bybit'] })
    const { balances } = await getCachedBalances(ctx, { accountNames: ['bybit'] })
    expect(balances[0]?.assets.find(({ symbol }) => symbol === 'ETH:PERP-USDT')?.leverage).toBe('7')
  })
})
