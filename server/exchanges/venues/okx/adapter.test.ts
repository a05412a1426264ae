import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { recorded, valued } from '../recordings.testing'

const Detail = z.object({
  ccy: z.string(),
  cashBal: z.string(),
  eq: z.string(),
  eqUsd: z.string(),
  upl: z.string(),
  imr: z.string(),
})
const Balance = z.object({ data: z.array(z.object({ totalEq: z.string(), details: z.array(Detail) })) })
const MARKETS = [
  { symbol: 'LTC/USDT:USDT', id: 'LTC-USDT-SWAP', contractSize: '0.001' },
  { symbol: 'BTC/USD:BTC', id: 'BTC-USD-SWAP', contractSize: '100' },
]
const run = (calls: { path: string; response: unknown }[], prices: Record<string, string> = { USDT: '1' }) =>
  valued({ exchange: 'okx', markets: MARKETS, calls, prices })
const balance = (response: unknown) => ({ path: 'account/balance', response })
const positions = (response: unknown) => ({ path: 'account/positions', response })

describe('OKX', () => {
  it.each([2])('reads every coin of a recorded trading account (entry %i) with the digits that were sent', async (index) => {
    const answer = recorded('okx', index)
    const [account] = Balance.parse(answer).data
    const rows = (account?.details ?? []).filter((row) => Number(row.eq) !== 0)
    const prices = Object.fromEntries(rows.map((row) => [row.ccy, (Number(row.eqUsd) / Number(row.eq)).toFixed(15)]))
    const { assets, equities, warnings } = await run([balance(answer)], prices)
    expect(assets).toHaveLength(rows.length)
    for (const row of rows) {
      expect(assets.find((asset) => asset.symbol === row.ccy)).toMatchObject({
        walletType: 'unified',
        size: row.cashBal,
        marginBalance: row.eq,
        unrealizedProfit: row.upl,
        initialMargin: row.imr === '' ? null : row.imr,
      })
    }
    expect(equities[0]?.reportedEquity).toBe(account?.totalEq)
    expect(warnings.filter((line) => line.includes('differ'))).toEqual([])
    expect(Math.abs(Number(equities[0]?.totalEquity) / Number(account?.totalEq) - 1)).toBeLessThan(0.005)
  })

  it('reads the recorded funding wallet, also an empty one', async () => {
    const full = await run([{ path: 'asset/balances', response: recorded('okx', 0) }])
    expect(full.assets[0]).toMatchObject({ symbol: 'TUSD', size: '100', walletType: 'funding', availableBalance: '100' })
    const empty = await run([{ path: 'asset/balances', response: recorded('okx', 1) }])
    expect(empty.assets).toEqual([])
    expect(empty.notIncluded.some(({ wallet }) => wallet === 'funding')).toBe(false)
  })

  it.each([
    [
      5,
      {
        size: '0.001',
        notional: '0.06824',
        unrealizedProfit: '0',
        initialMargin: '0.0227466666666667',
        leverage: '3',
        maintMargin: '0.00044356',
      },
    ],
    [
      7,
      {
        size: '0.002',
        notional: '0.20266',
        unrealizedProfit: '0.03731',
        initialMargin: '0.020266',
        leverage: '10',
        maintMargin: '0.00131729',
      },
    ],
  ])('reads a recorded cross position of linear contracts (entry %i)', async (index, expected) => {
    const { assets } = await run([positions(recorded('okx', index))])
    expect(assets[0]).toMatchObject({
      symbol: 'LTC:PERP-USDT',
      positionSide: 'long',
      marginMode: 'cross',
      marginBalance: null,
      ...expected,
    })
  })

  it('reads recorded inverse positions, cross and isolated', async () => {
    const cross = await run([positions(recorded('okx', 8))], { BTC: '92057.4' })
    expect(cross.assets[0]).toMatchObject({
      symbol: 'BTC:PERP-USD',
      size: '0.001086278778',
      notional: '100',
      unrealizedProfit: '0.0000011848325084',
      initialMargin: '0.000054313938912',
      maintMargin: '0.000004345115113',
      marginBalance: null,
      leverage: '20',
      liquidationPrice: '89.11497615226264',
    })
    const isolated = await run([positions(recorded('okx', 9))], { BTC: '92376.7' })
    expect(isolated.assets[0]).toMatchObject({
      notional: '100',
      marginMode: 'isolated',
      marginBalance: '0.0003611412062116',
      initialMargin: '0.0003611412062116',
      leverage: '3',
    })
  })

  it('is not misled by the history of closed positions', async () => {
    const { assets } = await run([positions(recorded('okx', 6))])
    expect(assets).toEqual([])
  })

  it('takes off what is owed, which OKX keeps in a cash balance below zero', async () => {
    const details = [
      {
        ccy: 'USDT',
        cashBal: '-100',
        eq: '-100',
        liab: '100',
        interest: '0.5',
        upl: '0',
        imr: '',
        mmr: '',
        availEq: '',
        availBal: '0',
      },
    ]
    const { assets, equity } = await run([balance({ code: '0', msg: '', data: [{ totalEq: '-100', details }] })])
    expect(assets[0]).toMatchObject({ size: '-100', borrowed: '100', amount: '0' })
    expect(equity).toBe('-100')
  })

  it('shows positions on spot margin, whose profit is in the equity of their coins', async () => {
    const row = {
      instType: 'MARGIN',
      instId: 'BTC-USDT',
      posSide: 'net',
      markPx: '50000',
      avgPx: '48000',
      upl: '200',
      imr: '',
      mmr: '50',
      liqPx: '40000',
      lever: '3',
      ccy: 'USDT',
    }
    const long = { ...row, pos: '0.1', posCcy: 'BTC', liab: '-3200', liabCcy: 'USDT', mgnMode: 'isolated', margin: '1600' }
    const short = { ...row, pos: '5200', posCcy: 'USDT', liab: '-0.1', liabCcy: 'BTC', mgnMode: 'cross', margin: '', imr: '1733' }
    const calls = (...data: object[]) => [positions({ code: '0', msg: '', data })]
    const shown = await valued({
      exchange: 'okx',
      markets: [{ symbol: 'BTC/USDT', id: 'BTC-USDT' }],
      calls: calls(long, short),
      prices: { USDT: '1', BTC: '50000' },
    })
    expect(
      shown.assets.map(({ symbol, size, notional, unrealizedProfit, marginBalance, leverage, marginMode }) =>
        [symbol, size, notional, unrealizedProfit, marginBalance, leverage, marginMode].join(' '),
      ),
    ).toEqual(['BTC-USDT 0.1 5000 200 1600 3 isolated', 'BTC-USDT -0.1 -5000 200  3 cross'])
    expect(shown.equity).toBe('0')
    expect(shown.warnings).toEqual([])
    const delisted = await valued({ exchange: 'okx', calls: calls(long), prices: { USDT: '1' } })
    expect(delisted.assets.map(({ symbol, size, notional }) => [symbol, size, notional])).toEqual([['BTC-USDT', '0.1', '5000']])
  })

  it('counts on-chain and simple earn', async () => {
    const { assets } = await run([
      { path: 'finance/savings/balance', response: { code: '0', msg: '', data: [{ ccy: 'USDT', amt: '10' }] } },
      {
        path: 'orders-active',
        response: {
          code: '0',
          msg: '',
          data: [
            {
              investData: [
                { ccy: 'ETH', amt: '2' },
                { ccy: 'USDT', amt: '5' },
              ],
            },
          ],
        },
      },
    ])
    expect(assets.map(({ symbol, size, walletType }) => [symbol, size, walletType])).toEqual([
      ['USDT', '15', 'earn'],
      ['ETH', '2', 'earn'],
    ])
  })
})
