import { describe, expect, it } from 'vitest'
import { ledgersOf, sums, told } from '../flows.testing'

const SWAP = { symbol: 'BTC/USDT:USDT', id: 'BTC-USDT-SWAP' }
const SPOT = { symbol: 'LTC/USDT', id: 'LTC-USDT' }
const answer = (data: object[]) => ({ code: '0', msg: '', data })
const bills = (...data: object[]) => ({ path: 'api/v5/account/bills-archive', response: answer(data) })

/** Fields as in https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-bills-details-last-3-months */
const BILL = {
  bal: '8694.2179403378290202',
  balChg: '-664.2679586599999802',
  billId: '623950854533513219',
  ccy: 'USDT',
  clOrdId: '',
  execType: 'T',
  fee: '0',
  from: '',
  instId: 'LTC-USDT',
  instType: 'SPOT',
  interest: '0',
  mgnMode: 'cross',
  notes: '',
  ordId: '310394313519800320',
  pnl: '0',
  posBal: '0',
  posBalChg: '0',
  px: '51.13',
  subType: '1',
  sz: '664.26',
  tag: '',
  to: '',
  tradeId: '586',
  ts: '1736128000000',
  type: '2',
}
const swap = { ...BILL, instId: 'BTC-USDT-SWAP', instType: 'SWAP', px: '', sz: '' }

describe('OKX: bills of the trading account', () => {
  it('takes profit and fee out of one figure: a fee below zero was paid, above zero it is a rebate', async () => {
    const { read } = ledgersOf({
      exchange: 'okx',
      markets: [SWAP],
      calls: [
        bills(
          { ...swap, billId: '3', balChg: '11.2', pnl: '12.5', fee: '-1.3', subType: '5' },
          { ...swap, billId: '2', balChg: '0.4', pnl: '0', fee: '0.4', subType: '3' },
          { ...swap, billId: '1', type: '8', subType: '173', balChg: '-0.75', pnl: '-0.75' },
        ),
      ],
    })
    const entries = await read('bills')
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z realized 12.5 USDT fee 1.3 USDT unified BTC:PERP-USDT',
      '2025-01-06T01:46:40Z rebate 0.4 USDT unified BTC:PERP-USDT',
      '2025-01-06T01:46:40Z funding -0.75 USDT unified BTC:PERP-USDT',
    ])
    expect(sums(entries)).toEqual({ USDT: '10.85' })
  })

  it('reads both coins of a spot trade, each fee in its own coin', async () => {
    const entries = await ledgersOf({
      exchange: 'okx',
      markets: [SPOT],
      calls: [bills({ ...BILL, billId: '1' }, { ...BILL, billId: '2', ccy: 'LTC', balChg: '12.987', fee: '-0.013' })],
    }).read('bills')
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z trade -664.2679586599999802 USDT unified LTC-USDT',
      '2025-01-06T01:46:40Z trade 13 LTC fee 0.013 LTC unified LTC-USDT',
    ])
  })

  it('sees that margin moved to an isolated position is still there, and that a loan makes nobody richer', async () => {
    const entries = await ledgersOf({
      exchange: 'okx',
      markets: [SWAP],
      calls: [
        bills(
          { ...swap, billId: '1', type: '6', subType: '160', balChg: '-10', posBalChg: '10' },
          { ...swap, billId: '2', type: '8', subType: '174', balChg: '0', posBalChg: '0.2' },
          { ...BILL, billId: '3', type: '16', subType: '', balChg: '500', instType: '', instId: '' },
          { ...BILL, billId: '4', type: '7', subType: '9', balChg: '-0.01', instType: '', instId: '' },
          { ...BILL, billId: '5', type: '999', subType: '', balChg: '1', instType: '', instId: '' },
        ),
      ],
    }).read('bills')
    expect(entries.map(({ kind, amount, counterpart, word }) => [kind, amount, counterpart?.wallet ?? null, word])).toEqual([
      ['funding', '0.2', null, '8/174'],
      ['transfer', '500', 'loan', '16'],
      ['interest', '-0.01', null, '7/9'],
      ['other', '1', null, '999'],
    ])
  })

  it('follows ids of bills, a hundred a page', async () => {
    const first = Array.from({ length: 100 }, (_, i) => ({ ...swap, billId: String(900 - i) }))
    const tried = ledgersOf({
      exchange: 'okx',
      markets: [SWAP],
      calls: [bills(...first), { ...bills(swap), query: 'after=801' }],
    })
    expect(await tried.read('bills')).toHaveLength(101)
    expect(tried.asked[1]).toBe('api/v5/account/bills-archive?begin=1735689600000&end=1736207999999&limit=100&after=801')
  })
})

describe('OKX: the funding account', () => {
  const asset = (...data: object[]) => ({ path: 'api/v5/asset/bills-history', response: answer(data) })
  const row = (billId: string, type: string, balChg: string, ts = '1736128000000') => ({
    bal: '12',
    balChg,
    billId,
    ccy: 'USDT',
    clientId: '',
    ts,
    type,
  })

  /** https://www.okx.com/docs-v5/en/#funding-account-rest-api-get-deposit-history and -withdrawal-history */
  it('counts a deposit and a withdrawal once, though bills tell them too', async () => {
    const deposit = {
      actualDepBlkConfirm: '2',
      amt: '1',
      areaCodeFrom: '',
      ccy: 'USDT',
      chain: 'USDT-TRC20',
      depId: '88165462',
      from: '',
      fromWdId: '',
      state: '2',
      subAcct: '',
      to: 'TEhFAqpuHa3LYquyhJWnzVTRnZoVoHBrmL',
      ts: '1736128000000',
      txId: '16f36383292f451',
    }
    const withdrawal = {
      amt: '100',
      areaCodeFrom: '',
      areaCodeTo: '',
      ccy: 'USDT',
      chain: 'USDT-Ethereum',
      clientId: '',
      fee: '5',
      feeCcy: 'USDT',
      from: '',
      nonTradableAsset: false,
      state: '2',
      tag: '',
      to: '0x8b8a2f4b8f1b8b8a2f4b8f1b8b8a2f4b8f1b1234',
      ts: '1736128100000',
      txId: '0x62477bac',
      wdId: '67485',
    }
    const tried = ledgersOf({
      exchange: 'okx',
      calls: [
        asset(row('1', '1', '1'), row('2', '2', '-105'), row('3', '131', '-20'), row('4', '75', '-7')),
        {
          path: 'asset/deposit-history',
          response: answer([deposit, { ...deposit, depId: '2', state: '1' }, { ...deposit, depId: '3', state: '0' }]),
        },
        {
          path: 'asset/withdrawal-history',
          response: answer([withdrawal, ...['1', '-1', '-2', '0'].map((state) => ({ ...withdrawal, wdId: state, state }))]),
        },
      ],
    })
    const entries = [
      ...(await tried.read('asset-bills')),
      ...(await tried.read('deposits')),
      ...(await tried.read('withdrawals')),
    ]
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z transfer -20 USDT funding',
      '2025-01-06T01:46:40Z transfer -7 USDT funding',
      '2025-01-06T01:46:40Z deposit 1 USDT funding',
      '2025-01-06T01:46:40Z deposit 1 USDT funding',
      '2025-01-06T01:46:40Z deposit pending 1 USDT funding',
      '2025-01-06T01:48:20Z withdrawal -100 USDT fee 5 USDT funding',
      // 1 is final for deposits, and only sent for withdrawals.
      '2025-01-06T01:48:20Z withdrawal pending -100 USDT fee 5 USDT funding',
      '2025-01-06T01:48:20Z withdrawal failed -100 USDT fee 5 USDT funding',
      '2025-01-06T01:48:20Z withdrawal failed -100 USDT fee 5 USDT funding',
      '2025-01-06T01:48:20Z withdrawal pending -100 USDT fee 5 USDT funding',
    ])
    expect(entries[1]?.counterpart?.wallet).toBe('earn')
    expect(entries[5]?.counterpart).toMatchObject({ address: '0x8b…1234', txHash: '0x62477bac', chain: 'USDT-Ethereum' })
  })

  it('takes an earnings hour as one entry a coin', async () => {
    const hour = { amt: '1', ccy: 'BTC', earnings: '0.0004', rate: '0.01', ts: '1736128000000' }
    const { read } = ledgersOf({ exchange: 'okx', calls: [{ path: 'savings/lending-history', response: answer([hour]) }] })
    expect((await read('savings')).map(told)).toEqual(['2025-01-06T01:46:40Z reward 0.0004 BTC earn'])
  })

  it('asks for the oldest moment of a page again, since "after" leaves it out', async () => {
    const first = Array.from({ length: 100 }, (_, i) => row(`${i}`, '130', '1', i < 98 ? '1736128000000' : '1736000000000'))
    const tried = ledgersOf({
      exchange: 'okx',
      calls: [
        asset(...first),
        {
          ...asset(row('99', '130', '1', '1736000000000'), row('100', '130', '1', '1736000000000')),
          query: 'after=1736000000001',
        },
      ],
    })
    expect(new Set((await tried.read('asset-bills')).map(({ id }) => id)).size).toBe(101)
  })
})
