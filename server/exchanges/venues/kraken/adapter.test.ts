import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/** Answers in the form of Kraken's documentation (as ccxt's kraken.js quotes them), with figures that fit together. */
const MARKETS = [
  { symbol: 'BTC/USD', id: 'XXBTZUSD' },
  { symbol: 'ETH/USDT', id: 'ETHUSDT' },
]
const PRICES = { BTC: '50000', ETH: '1500', USDT: '1', DOT: '5', DOGE: '0.1', EUR: '1.1' }
const ok = (result: unknown) => ({ error: [], result })
const run = (calls: { path: string; status?: number; response: unknown }[], options?: Record<string, boolean>) =>
  valued({ exchange: 'kraken', markets: MARKETS, calls, prices: PRICES, options })
const balances = (result: object) => ({ path: 'private/BalanceEx', response: ok(result) })
const positions = (result: unknown) => ({ path: 'private/OpenPositions', response: ok(result) })
const consolidated = {
  pair: 'ETHUSDT',
  positions: '1',
  type: 'buy',
  leverage: '2.00000',
  cost: '28.49800',
  fee: '0.07979',
  vol: '0.02000000',
  vol_closed: '0.00000000',
  margin: '14.24900',
}

describe('Kraken', () => {
  it('reads coins under their own names, less what orders hold', async () => {
    const { assets, equity } = await run([
      balances({
        ZUSD: { balance: '25435.2100', hold_trade: '8249.7600' },
        XXBT: { balance: '1.2435000000', hold_trade: '0.8423000000' },
        XXDG: { balance: '0.00000000', hold_trade: '0.00000000' },
      }),
    ])
    expect(assets.map(({ symbol, walletType, size, availableBalance }) => [symbol, walletType, size, availableBalance])).toEqual([
      ['BTC', 'spot', '1.2435000000', '0.4012'],
      ['USD', 'spot', '25435.2100', '17185.45'],
    ])
    expect(equity).toBe('87610.21')
  })

  it('counts receipts of earning products as the coins behind them, one row a coin', async () => {
    const held = (balance: string) => ({ balance, hold_trade: '0' })
    const { assets } = await run([
      balances({
        'XBT.F': held('0.5'),
        'XBT.M': held('0.25'),
        'ETH2.S': held('1.5'),
        ETH2: held('0.01'),
        'DOT28.S': held('10.5'),
        'EUR.M': held('100'),
        XXBT: held('0.1'),
      }),
    ])
    const rows = assets.map(({ symbol, walletType, size }) => `${walletType} ${symbol} ${size}`)
    expect(rows.sort()).toEqual(['earn BTC 0.75', 'earn DOT 10.5', 'earn ETH 1.51', 'earn EUR 100', 'spot BTC 0.1'])
  })

  it('does not take a tokenized stock for a receipt', async () => {
    const { assets } = await run([balances({ 'AAPLx.T': { balance: '2', hold_trade: '0' } })])
    expect(assets.map(({ symbol, walletType }) => [symbol, walletType])).toEqual([['AAPLX', 'spot']])
  })

  it('subtracts what is used of a credit line', async () => {
    const { assets, equity } = await run([
      balances({ ZUSD: { balance: '100.00', credit: '1000.00', credit_used: '400.00', hold_trade: '50.00' } }),
    ])
    expect(assets[0]).toMatchObject({ size: '-300', amount: '100.00', borrowed: '400.00', availableBalance: '-350' })
    expect(equity).toBe('-300')
  })

  it('reads margin positions, whose profit is in no balance', async () => {
    const { assets, equity, positionMode } = await run([
      balances({ USDT: { balance: '100', hold_trade: '0' } }),
      positions([
        { ...consolidated, value: '30.00000', net: '+1.5020' },
        {
          ...consolidated,
          pair: 'XXBTZUSD',
          type: 'sell',
          vol: '0.1',
          cost: '5100',
          margin: '1020',
          leverage: '5',
          value: '5000',
          net: '+100',
        },
      ]),
    ])
    expect(assets.find(({ symbol }) => symbol === 'ETH-USDT')).toMatchObject({
      assetType: 'position',
      walletType: 'margin',
      size: '0.02000000',
      notional: '30',
      unrealizedProfit: '1.502',
      initialMargin: '14.24900',
      leverage: '2',
      entryPrice: '1424.9',
      markPrice: '1500',
      marginMode: 'cross',
    })
    expect(assets.find(({ symbol }) => symbol === 'BTC-USD')).toMatchObject({ size: '-0.1', notional: '-5000', leverage: '5' })
    expect(equity).toBe('201.502')
    expect(positionMode).toBe('one_way')
  })

  it('sums positions of one market that were not consolidated, and drops closed ones', async () => {
    const row = { ...consolidated, posstatus: 'open', leverage: undefined, value: '30', net: '1.502' }
    const { assets } = await run([
      positions({
        'TGUFMY-FLESJ-VYIX3J': row,
        'TAAAAA-FLESJ-VYIX3J': { ...row, vol: '0.03', vol_closed: '0.01' },
        'TBBBBB-FLESJ-VYIX3J': { ...row, pair: 'XXBTZUSD', vol: '1', vol_closed: '1' },
      }),
    ])
    expect(assets).toHaveLength(1)
    expect(assets[0]).toMatchObject({ size: '0.04', unrealizedProfit: '3.004', initialMargin: '28.498', leverage: '2' })
  })

  it('reads an account without margin permission, and says so', async () => {
    const { assets, notIncluded } = await run([
      balances({ XXBT: { balance: '1', hold_trade: '0' } }),
      { path: 'private/OpenPositions', response: { error: ['EGeneral:Permission denied'] } },
    ])
    expect(assets).toHaveLength(1)
    expect(notIncluded).toEqual([{ wallet: 'margin', reason: expect.stringContaining('EGeneral:Permission denied') }])
  })

  it('holds its sum against that of Kraken', async () => {
    const { equities, warnings } = await run([
      balances({ XXBT: { balance: '1', hold_trade: '0' } }),
      positions([]),
      { path: 'private/TradeBalance', response: ok({ eb: '40000.00', tb: '40000.00', m: '0.0', n: '0.0', e: '40000.00' }) },
    ])
    expect(equities.find(({ walletType }) => walletType === 'spot')?.reportedEquity).toBe('40000.00')
    expect(warnings).toEqual([expect.stringContaining('differ by 10000 USD')])
  })

  it.each([
    ['EAPI:Invalid key', 'exchange_credentials'],
    ['EAPI:Invalid signature', 'exchange_credentials'],
    ['EAPI:Invalid nonce', 'exchange_clock'],
    ['EGeneral:Permission denied', 'exchange_permission'],
    ['EAPI:Rate limit exceeded', 'exchange_rate_limit'],
    ['EService:Unavailable', 'exchange_maintenance'],
  ])('tells %s as %s', async (word, code) => {
    await expect(run([{ path: 'private/', response: { error: [word] } }])).rejects.toMatchObject({ code })
  })

  it('does not take an empty balance for zero', async () => {
    await expect(run([balances({ XXBT: { balance: '' } })])).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('leaves out what is switched off', async () => {
    const { assets, notIncluded } = await run(
      [balances({ XXBT: { balance: '1', hold_trade: '0' }, 'XBT.F': { balance: '2', hold_trade: '0' } })],
      { spot: true },
    )
    expect(assets.map(({ size }) => size)).toEqual(['1'])
    expect(notIncluded.some(({ wallet }) => wallet === 'earn')).toBe(true)
  })
})

describe('a key of Kraken', () => {
  const balance = balances({})

  it('is told with its permissions, addresses and end', async () => {
    const key = {
      apiKeyName: 'Ballast',
      permissions: ['query-funds', 'query-open-trades', 'query-ledger'],
      ipAllowlist: ['203.0.113.7'],
      validUntil: '1798761600',
    }
    expect(
      await connected({ exchange: 'kraken', calls: [balance, { path: 'GetApiKeyInfo', response: ok(key) }] }).verify(),
    ).toEqual({
      permissions: ['read'],
      positionMode: 'one_way',
      ipList: ['203.0.113.7'],
      expiresAt: new Date('2027-01-01T00:00:00Z'),
      label: 'Ballast',
    })
  })

  it('is good without them where Kraken does not tell', async () => {
    const refused = { path: 'GetApiKeyInfo', response: { error: ['EGeneral:Unknown method'] } }
    expect(await connected({ exchange: 'kraken', calls: [balance, refused] }).verify()).toMatchObject({
      permissions: null,
      ipList: null,
    })
  })
})

it('prices coins of Kraken in one call', async () => {
  const row = (last: string, bid = '1', ask = '3') => ({ a: [ask, '1', '1.000'], b: [bid, '1', '1.000'], c: [last, '0.1'] })
  const { prices } = connected({
    exchange: 'kraken',
    markets: MARKETS,
    calls: [{ path: 'public/Ticker', response: ok({ XXBTZUSD: row('50000.10000'), ETHUSDT: row('0.0'), GONEUSD: row('9') }) }],
  })
  expect(await prices('BTC', 'ETH', 'GONE')).toEqual({ BTC: '50000.1 by BTC-USD', ETH: '2 by ETH-USDT, USDT-USD (pegged)' })
})
