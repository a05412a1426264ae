import pino from 'pino'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Transport } from '../../ccxt/http'
import { createCcxtExchanges } from '../../ccxt-port'
import type { Connection, ExchangePort } from '../../port'
import { market } from '../recordings.testing'

const CONNECTION: Connection = {
  exchange: 'binance',
  credentials: { apiKey: 'key', apiSecret: 'secret' },
  sandbox: false,
  options: { default: true },
}
const FUTURES_ASSET = {
  asset: 'USDT',
  walletBalance: '7',
  unrealizedProfit: '0',
  marginBalance: '7',
  initialMargin: '0',
  maintMargin: '0',
}
const ANSWERS: Record<string, unknown> = {
  '/api/v3/account': { balances: [{ asset: 'BTC', free: '1', locked: '0' }] },
  '/sapi/v1/asset/get-funding-asset': [],
  '/sapi/v1/simple-earn/flexible/position': { rows: [], total: 0 },
  '/sapi/v1/simple-earn/locked/position': { rows: [], total: 0 },
  '/sapi/v1/onchain-yields/locked/position': { rows: [], total: 0 },
  '/sapi/v1/margin/account': { userAssets: [] },
  '/sapi/v1/margin/isolated/account': { assets: [] },
  '/fapi/v3/account': { assets: [FUTURES_ASSET], positions: [] },
  '/fapi/v3/positionRisk': [],
  '/fapi/v1/symbolConfig': [],
  '/fapi/v1/accountConfig': { dualSidePosition: false },
  '/dapi/v1/account': { assets: [], positions: [] },
  '/dapi/v1/positionRisk': [],
  '/eapi/v1/marginAccount': { asset: [] },
  '/eapi/v1/position': [],
  '/papi/v1/balance': [{ asset: 'USDT', totalWalletBalance: '11' }],
  '/papi/v1/account': { accountEquity: '11' },
  '/papi/v1/um/account': { assets: [], positions: [] },
  '/papi/v1/cm/account': { assets: [], positions: [] },
  '/papi/v1/um/positionRisk': [],
  '/papi/v1/cm/positionRisk': [],
}
const KIND = '/sapi/v1/account/info'
const REFUSED = { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' }

let portfolio: boolean
let options: boolean
let refuseFutures: boolean
/** The kind is not told before this resolves. */
let held: Promise<void> | null
let asked: string[]
let onAsked: (path: string) => void
let exchanges: ExchangePort

const transport: Transport = async ({ url }) => {
  const path = new URL(url).pathname
  asked.push(path)
  onAsked(path)
  if (path === KIND) await held
  const refused = refuseFutures && path.startsWith('/fapi/')
  const answer =
    path === KIND ? { isPortfolioMarginRetailEnabled: portfolio, isOptionsEnabled: options } : refused ? REFUSED : ANSWERS[path]
  return { status: refused ? 401 : 200, statusText: '', headers: {}, body: JSON.stringify(answer) }
}
const read = async () => {
  asked = []
  return exchanges.fetchHoldings(CONNECTION, AbortSignal.timeout(10_000))
}
const tokens = async () => (await read()).holdings.map((row) => row.kind === 'token' && `${row.wallet} ${row.symbol} ${row.size}`)

describe('Binance: whether an account is on portfolio margin', () => {
  beforeEach(() => {
    portfolio = false
    options = false
    refuseFutures = false
    held = null
    onAsked = () => {}
    exchanges = createCcxtExchanges({
      markets: () => [market({ symbol: 'BTC/USDT', id: 'BTCUSDT' })],
      log: pino({ level: 'silent' }),
      transport,
    })
  })

  it('is asked first of an account that is not known', async () => {
    expect(await tokens()).toEqual(['spot BTC 1', 'perp USDT 7'])
    expect(asked.indexOf(KIND)).toBeLessThan(asked.findIndex((path) => path.startsWith('/fapi/')))
  })

  it('is asked beside the wallets that it told of last, with no call more', async () => {
    await read()
    const before = [...asked].sort()
    held = new Promise((resolve) => {
      onAsked = (path) => path === '/dapi/v1/positionRisk' && resolve()
    })
    expect(await tokens()).toEqual(['spot BTC 1', 'perp USDT 7'])
    expect([...asked].sort()).toEqual(before)
  })

  it('drops what was read for the other kind, and its refusals, when it has changed', async () => {
    await read()
    portfolio = true
    refuseFutures = true
    const account = await read()
    expect(asked).toContain('/fapi/v3/account')
    expect(account.wallets.map(({ wallet }) => wallet)).toEqual(['spot', 'funding', 'earn', 'unified'])
    expect(account.notIncluded).toEqual([{ wallet: 'option', reason: expect.any(String), unopened: true }])
    expect(await tokens()).toEqual(['spot BTC 1', 'unified USDT 11'])
    expect(asked.filter((path) => path.startsWith('/fapi/'))).toEqual([])
  })

  it('asks for options as soon as they are opened, and no more when they are not', async () => {
    await read()
    expect(asked.filter((path) => path.startsWith('/eapi/'))).toEqual([])
    options = true
    const account = await read()
    expect(account.wallets.map(({ wallet }) => wallet)).toContain('option')
    expect(account.notIncluded).toEqual([])
    expect(asked.filter((path) => path.startsWith('/eapi/')).sort()).toEqual(['/eapi/v1/marginAccount', '/eapi/v1/position'])
  })

  it('names what may not be read, also when it was asked ahead', async () => {
    refuseFutures = true
    const [first, second] = [await read(), await read()]
    expect(first.notIncluded.map(({ wallet }) => wallet)).toContain('perp')
    expect(second.notIncluded).toEqual(first.notIncluded)
  })
})
