import { describe, expect, it } from 'vitest'
import { ledgersOf, sums, told } from '../flows.testing'

/** Answers of https://github.com/asterdex/api-docs (V3: "Get Income History", "transactionHistory", 2026-06-30). */

const TIME = 1736128000000
const income = (incomeType: string, amount: string, more: object = {}) => ({
  ...{ symbol: '', incomeType, income: amount, asset: 'USDT', info: incomeType, time: TIME, tranId: '9689322392', tradeId: '' },
  ...more,
})
const moved = (type: string, balanceDelta: string, more: object = {}) => ({
  ...{
    tranId: '1759115482304540227',
    tradeId: null,
    asset: 'ASTER',
    symbol: '',
    balanceDelta,
    balanceInfo: type,
    time: TIME,
    type,
  },
  ...more,
})
const of = (path: string, response: unknown) => ledgersOf({ exchange: 'aster', calls: [{ path, response }] })

describe('Aster: ledgers', () => {
  it('tells income by its kind; one number may be of several kinds', async () => {
    const rows = [
      income('TRANSFER', '-0.37500000'),
      income('COMMISSION', '-0.01000000', { symbol: 'BTCUSDT', tradeId: '2059192' }),
      income('FUNDING_FEE', '0.5'),
    ]
    const entries = await of('fapi/v3/income', rows).read('log')
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z transfer -0.37500000 USDT perp',
      '2025-01-06T01:46:40Z fee -0.01000000 USDT perp BTCUSDT',
      '2025-01-06T01:46:40Z funding 0.5 USDT perp',
    ])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(3)
    expect(sums(entries)).toEqual({ USDT: '0.115' })
  })

  it('tells both coins of a trade, and keeps what is staked in the account', async () => {
    const rows = [
      moved('TRADE_SOURCE', '-500'),
      moved('TRADE_TARGET', '350', { asset: 'USDT' }),
      moved('STAKING_DELEGATE', '-100'),
      moved('AIRDROP', '7'),
    ]
    const entries = await of('api/v3/transactionHistory', rows).read('spot')
    expect(entries.map(({ kind, coin, amount, counterpart }) => [kind, coin, amount, counterpart?.wallet ?? null])).toEqual([
      ['trade', 'ASTER', '-500', null],
      ['trade', 'USDT', '350', null],
      ['transfer', 'ASTER', '-100', 'staking'],
      ['reward', 'ASTER', '7', null],
    ])
  })

  it('says of an account that is read by its address alone that an API wallet is told, and asks nothing', async () => {
    const { read, asked } = ledgersOf({ exchange: 'aster', credentials: { privateKey: '' } })
    await expect(read('log')).rejects.toMatchObject({ code: 'exchange_permission' })
    expect(asked).toEqual([])
  })
})
