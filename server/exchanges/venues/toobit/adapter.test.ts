import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/**
 * Answers of https://api-docs.toobit.com (updated 2026-02-07; read 2026-11-29): Query Spot Account, Futures Account Balance, Query Position,
 * Get the leverage multiple and position mode, Change Initial Leverage, Query Sub-account; with figures that fit. The position is the one
 * that ccxt 4.5.84 shows.
 */
const MARKETS = [
  { symbol: 'ETH/USDT', id: 'ETHUSDT', type: 'spot' as const },
  { symbol: 'DOGE/USDT:USDT', id: 'DOGE-SWAP-USDT', contractSize: '1', limits: { leverage: { max: 75 } } },
  { symbol: 'BTC/USDT:USDT', id: 'BTC-SWAP-USDT', contractSize: '0.0001' },
  { symbol: 'BTC/USDC:USDC', id: 'BTC-SWAP-USDC', contractSize: '0.0001' },
]
const PRICES = { USDT: '1', USDC: '1', ETH: '3000' }
type Call = { path: string; query?: string; status?: number; response: unknown }

const spot = (...balances: object[]): Call => ({ path: 'api/v1/account', response: { userId: '912902020', balances } })
const usdt = {
  coin: 'USDT',
  balance: '1000',
  availableBalance: '990',
  positionMargin: '11.9825',
  orderMargin: '9.5',
  crossUnRealizedPnl: '-0.1701',
  coupon: '0',
}
const doge = {
  symbol: 'DOGE-SWAP-USDT',
  side: 'LONG',
  avgPrice: '0.21191',
  position: '63',
  available: '63',
  leverage: '25',
  lastPrice: '0.20932',
  positionValue: '13.3503',
  flp: '0.05471',
  margin: '0.5262',
  marginRate: '',
  unrealizedPnL: '-0.1701',
  profitRate: '-0.3185',
  realizedPnL: '-0.008',
  minMargin: '0',
  maxNotionalValue: '10000000',
  marginType: 'CROSSED',
  markPrice: '0.20921',
}
const short = {
  ...doge,
  symbol: 'BTC-SWAP-USDT',
  side: 'SHORT',
  avgPrice: '24000',
  position: '10',
  leverage: '2',
  positionValue: '24',
  flp: '35000',
  margin: '11.9825',
  unrealizedPnL: '7.1458',
  minMargin: '0.12',
  marginType: 'ISOLATED',
  markPrice: '16854.2',
}
const inUsdc = { ...short, symbol: 'BTC-SWAP-USDC', side: 'LONG', position: '20', positionValue: '48', unrealizedPnL: '-14.2916' }
const of = (category: 'USDT' | 'USDC', coins: unknown, positions: unknown = []): Call[] =>
  [
    { path: 'futures/balance', response: coins },
    { path: 'futures/positions', response: positions },
  ].map((call) => (category === 'USDC' ? { ...call, query: 'category=USDC' } : call))
const run = (...calls: Call[]) =>
  valued({
    exchange: 'toobit',
    markets: MARKETS,
    calls: [...of('USDC', []), ...calls, spot(), ...of('USDT', [])],
    prices: PRICES,
  })
/** USDC's before the empty ones. */
const withUsdc = (usdc: Call[], ...calls: Call[]) =>
  valued({ exchange: 'toobit', markets: MARKETS, calls: [...usdc, ...calls, spot(), ...of('USDT', [])], prices: PRICES })
type Account = Awaited<ReturnType<typeof run>>
const positionsOf = ({ assets }: Account) =>
  assets.filter(({ assetType }) => assetType === 'position').sort((a, b) => Number(a.size) - Number(b.size))

describe('Toobit', () => {
  it('reads the spot account with what orders lock', async () => {
    const { assets, equity } = await run(
      spot({ asset: 'ETH', assetId: 'ETH', assetName: 'ETH', total: '0.025', free: '0.02', locked: '0.005' }),
    )
    expect(assets).toEqual([
      expect.objectContaining({ walletType: 'spot', symbol: 'ETH', size: '0.025', availableBalance: '0.02' }),
    ])
    expect(equity).toBe('75')
  })

  it('values positions at the mark, not at their entry as their value does, and counts all their profit', async () => {
    const account = await run(...of('USDT', [usdt], [doge, short]))
    expect(positionsOf(account)).toEqual([
      expect.objectContaining({
        size: '-0.001',
        positionSide: 'short',
        notional: '-16.8542',
        marginMode: 'isolated',
        marginBalance: '11.9825',
        maintMargin: '0.12',
        liquidationPrice: '35000',
        leverage: '2',
      }),
      expect.objectContaining({
        size: '63',
        positionSide: 'long',
        // 63 × 0.20921, where the exchange's own value is 13.3503.
        notional: '13.18023',
        marginMode: 'cross',
        marginBalance: null,
        maintMargin: null,
        entryPrice: '0.21191',
        markPrice: '0.20921',
      }),
    ])
    // `crossUnRealizedPnl` is that of cross positions alone.
    expect(account.assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      size: '1000',
      unrealizedProfit: '6.9757',
      marginBalance: '1006.9757',
      initialMargin: '21.4825',
    })
    expect(account.equity).toBe('1006.9757')
  })

  it('asks for the account in USDC by itself, which no question without a category tells', async () => {
    const account = await withUsdc(of('USDC', [{ ...usdt, coin: 'USDC', balance: '500' }], [inUsdc]), ...of('USDT', [usdt]))
    expect(positionsOf(account)[0]).toMatchObject({ symbol: 'BTC:PERP-USDC', size: '0.002', unrealizedProfit: '-14.2916' })
    expect(account.assets.find(({ symbol }) => symbol === 'USDC')).toMatchObject({ size: '500', marginBalance: '485.7084' })
    expect(account.equity).toBe('1485.7084')
  })

  it('counts nothing twice where the category is not looked at', async () => {
    const account = await withUsdc(of('USDC', [usdt], [doge]), ...of('USDT', [usdt], [doge]))
    expect(account.equity).toBe('999.8299')
    expect(positionsOf(account)).toHaveLength(1)
    expect(JSON.stringify(account.notIncluded)).toContain('USDT, DOGE-SWAP-USDT in its account of USDC')
  })

  it('passes over an account in USDC that was never opened', async () => {
    const refusal = { code: -1171, msg: 'account not exist' }
    const account = await withUsdc(
      of('USDC', refusal).map((call) => ({ ...call, status: 400, response: refusal })),
      ...of('USDT', [usdt]),
    )
    expect(account.equity).toBe('1000')
    expect(account.notIncluded.find(({ wallet }) => wallet === 'perp')).toMatchObject({ unopened: true })
  })

  it('knows the coin by both names that it has had, and takes none without', async () => {
    const { coin, ...bare } = usdt
    expect((await run(...of('USDT', [{ ...bare, asset: coin }]))).equity).toBe('1000')
    await expect(run(...of('USDT', [bare]))).rejects.toMatchObject({ code: 'exchange_network' })
    await expect(run(...of('USDT', [{ ...usdt, balance: '' }]))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('takes the mark price from what was earned where it is not sent', async () => {
    const { markPrice: _, ...bare } = short
    const account = await run(...of('USDT', [usdt], [bare]))
    expect(positionsOf(account)[0]).toMatchObject({ markPrice: '16854.2', notional: '-16.8542' })
  })

  it('says coupons, and counts them not', async () => {
    const account = await run(...of('USDT', [{ ...usdt, coupon: '100.5' }]))
    expect(account.equity).toBe('1000')
    expect(account.warnings.join()).toContain('100.5 USDT of trial funds')
  })

  it('knows an account by its number, and tells refusals apart', async () => {
    expect(await connected({ exchange: 'toobit', calls: [spot()] }).verify()).toMatchObject({ uid: '912902020' })
    const refusedWith = (code: number) =>
      connected({ exchange: 'toobit', calls: [{ path: 'api/v1/account', status: 400, response: { code, msg: 'no' } }] }).verify()
    await expect(refusedWith(-1022)).rejects.toMatchObject({ fields: { apiSecret: expect.anything() } })
    await expect(refusedWith(-1107)).rejects.toMatchObject({ fields: { apiKey: expect.anything() } })
    await expect(refusedWith(-1021)).rejects.toMatchObject({ code: 'exchange_clock' })
    await expect(refusedWith(-1023)).rejects.toMatchObject({ code: 'exchange_ip' })
    await expect(refusedWith(-1002)).rejects.toMatchObject({ code: 'exchange_permission' })
    await expect(refusedWith(-1015)).rejects.toMatchObject({ code: 'exchange_rate_limit' })
  })

  it('sets leverage of a contract in the margin mode that it has', async () => {
    const setting = (mode: 'cross' | 'isolated', leverage: string) => {
      const tried = connected({
        exchange: 'toobit',
        markets: MARKETS,
        calls: [
          { path: 'futures/accountLeverage', response: [{ symbolId: 'DOGE-SWAP-USDT', leverage: '20', marginType: 'CROSS' }] },
          { path: 'futures/leverage', response: { code: 200, symbolId: 'DOGE-SWAP-USDT', leverage } },
        ],
      })
      return { tried, result: tried.setLeverage('DOGE:PERP-USDT', leverage, mode) }
    }
    const set = setting('cross', '25')
    expect(await set.result).toMatchObject({ leverage: '25', previousLeverage: '20' })
    expect(set.tried.changes.map((change) => change.replace(/&?(recvWindow|timestamp|signature)=[^&]*/g, ''))).toEqual([
      'POST /api/v1/futures/leverage symbol=DOGE-SWAP-USDT&leverage=25',
    ])
    const same = setting('cross', '20')
    await same.result
    expect(same.tried.changes).toEqual([])
    await expect(setting('isolated', '25').result).rejects.toThrow('is on cross margin at Toobit')
    await expect(setting('cross', '100').result).rejects.toThrow('highest leverage of DOGE:PERP-USDT is 75')
  })
})
