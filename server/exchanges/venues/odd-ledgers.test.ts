import { describe, expect, it } from 'vitest'
import { ledgersOf, sums, told } from './flows.testing'

/** Ledgers where a good guess goes wrong, an exchange at a time; what each must come to follows from its documentation. */

const AT = 1736128000000

describe('Binance', () => {
  it('has fiat orders that expired among those that failed, not among what is under way', async () => {
    const order = { fiatCurrency: 'BRL', amount: '10.00', totalFee: '0.00', method: 'BankAccount', createTime: AT }
    const statuses = ['Successful', 'Finished', 'Expired', 'Failed', 'Refunded', 'Refund Failed', 'Processing']
    const { read } = ledgersOf({
      exchange: 'binance',
      calls: [
        {
          path: 'fiat/orders',
          query: 'transactionType=0',
          response: { data: statuses.map((status, orderNo) => ({ ...order, orderNo, status })) },
        },
        { path: 'fiat/orders', response: { data: [] } },
        { path: 'fiat/payments', response: { data: [] } },
      ],
    })
    expect((await read('fiat')).map(({ state }) => state)).toEqual([
      ...['done', 'done', 'failed', 'failed', 'failed', 'pending', 'pending'],
    ])
  })

  it('changes dust to the coin that it names, and asks for what a hundred records leave out', async () => {
    const dribblet = (n: number, more: object = {}) => ({
      operateTime: AT - n * 1000,
      userAssetDribbletDetails: [
        {
          transId: n,
          fromAsset: 'ATOM',
          amount: '0.5',
          serviceChargeAmount: '0.01',
          transferedAmount: '0.49',
          operateTime: AT - n * 1000,
          ...more,
        },
      ],
    })
    const all = Array.from({ length: 130 }, (_, n) => dribblet(n, n === 0 ? { targetAsset: 'USDT' } : {}))
    const { read, asked } = ledgersOf({
      exchange: 'binance',
      answer: ({ searchParams }) => {
        const until = Number(searchParams.get('endTime'))
        return { total: 130, userAssetDribblets: all.filter(({ operateTime }) => operateTime <= until).slice(0, 100) }
      },
    })
    const entries = await read('dust')
    expect(asked.length).toBe(2)
    // The second of the first page's end is told twice, under one id.
    expect(new Set(entries.map(({ id }) => id)).size).toBe(260)
    expect(entries.slice(0, 4).map(told)).toEqual([
      '2025-01-06T01:46:40Z trade -0.5 ATOM spot',
      '2025-01-06T01:46:40Z trade 0.49 USDT spot',
      '2025-01-06T01:46:39Z trade -0.5 ATOM spot',
      '2025-01-06T01:46:39Z trade 0.49 BNB spot',
    ])
  })

  it('asks for the transfers of a sub-account that a full answer leaves out', async () => {
    const row = (n: number) => ({
      counterParty: 'master',
      email: 'm@x',
      type: 1,
      asset: 'BTC',
      qty: '1',
      fromAccountType: 'SPOT',
      toAccountType: 'SPOT',
      status: 'SUCCESS',
      tranId: n,
      time: AT - n,
    })
    const all = Array.from({ length: 600 }, (_, n) => row(n))
    const { read } = ledgersOf({
      exchange: 'binance',
      answer: ({ searchParams }) => all.filter(({ time }) => time <= Number(searchParams.get('endTime'))).slice(0, 500),
    })
    expect(new Set((await read('sub-transfers')).map(({ id }) => id)).size).toBe(600)
  })

  it('tells one id in income of several kinds and coins apart', async () => {
    const row = { symbol: 'BTCUSDT', income: '-1', asset: 'USDT', time: AT, info: '', tranId: 9689322392, tradeId: '7' }
    const { read } = ledgersOf({
      exchange: 'binance',
      calls: [
        {
          path: 'fapi/v1/income',
          response: [
            { ...row, incomeType: 'COMMISSION' },
            { ...row, incomeType: 'COMMISSION', asset: 'BNB', income: '-0.001' },
            { ...row, incomeType: 'REALIZED_PNL', income: '5' },
            { ...row, incomeType: 'FUNDING_FEE', income: '0.00000000' },
            { ...row, incomeType: 'SOMETHING_NEW', income: '3', tranId: 0 },
          ],
        },
      ],
    })
    const entries = await read('income')
    expect(entries.map(({ kind, amount, coin }) => `${kind} ${amount} ${coin}`)).toEqual([
      ...['fee -1 USDT', 'fee -0.001 BNB', 'realized 5 USDT', 'other 3 USDT'],
    ])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(4)
  })
})

describe('MEXC', () => {
  it('has two final states of deposits, and keeps two outputs of one transaction apart', async () => {
    const deposit = { amount: '50', coin: 'USDT-TRX', network: 'Tron(TRC20)', status: 5, txId: 'ab:0', insertTime: AT }
    const { read } = ledgersOf({
      exchange: 'mexc',
      calls: [
        {
          path: 'capital/deposit/hisrec',
          response: [
            deposit,
            { ...deposit, txId: 'ab:1', status: 12 },
            { ...deposit, txId: 'c', status: 9 },
            { ...deposit, txId: 'd', status: 10 },
          ],
        },
      ],
    })
    const entries = await read('deposits')
    expect(entries.map(({ state }) => state)).toEqual(['done', 'done', 'pending', 'failed'])
    expect(sums(entries)).toEqual({ USDT: '100' })
    expect(new Set(entries.map(({ id }) => id)).size).toBe(4)
  })
})

describe('Kraken Futures', () => {
  it('has several rows of one booking', async () => {
    const row = {
      contract: '',
      date: '2025-01-06T01:46:40.000Z',
      info: 'conversion',
      margin_account: 'flex',
      booking_uid: 'one',
      realized_pnl: null,
      realized_funding: null,
      fee: null,
    }
    const logs = [
      { ...row, id: 7, asset: 'usd', old_balance: 100, new_balance: 50 },
      { ...row, id: 8, asset: 'eur', old_balance: 0, new_balance: 46 },
      { ...row, id: 9, asset: 'usd', old_balance: 50, new_balance: 49 },
    ]
    const { read } = ledgersOf({ exchange: 'krakenfutures', calls: [{ path: 'history/v3/account-log', response: { logs } }] })
    const entries = await read('log')
    expect(sums(entries)).toEqual({ USD: '-51', EUR: '46' })
    expect(new Set(entries.map(({ id }) => id)).size).toBe(3)
  })
})

describe('Deribit', () => {
  it('pays funding with the settlement: a trade that tells what was due until then paid its commission alone', async () => {
    const row = {
      timestamp: AT,
      currency: 'BTC',
      instrument_name: 'BTC-PERPETUAL',
      type: 'trade',
      id: 1,
      change: -0.0001,
      commission: 0.0001,
      interest_pl: 0.00005,
    }
    const settled = { ...row, id: 2, type: 'settlement', change: 0.00015, commission: 0, interest_pl: 0.00005 }
    const { read } = ledgersOf({
      exchange: 'deribit',
      markets: [{ symbol: 'BTC/USD:BTC', id: 'BTC-PERPETUAL' }],
      calls: [
        {
          path: 'get_transaction_log',
          query: 'currency=BTC&',
          response: { result: { logs: [row, settled], continuation: null } },
        },
        { path: 'get_transaction_log', response: { result: { logs: [], continuation: null } } },
      ],
    })
    const entries = await read('log')
    expect(entries.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['fee', '-0.0001'],
      ['realized', '0.0001'],
      ['funding', '0.00005'],
    ])
    expect(sums(entries)).toEqual({ BTC: '0.00005' })
  })
})

describe('Bybit', () => {
  it('goes by the change where its parts do not come to it, and by each coin of a trade without an id', async () => {
    const row = {
      symbol: 'BTCUSDT',
      category: 'spot',
      transactionTime: String(AT),
      type: 'TRADE',
      funding: '',
      fee: '0',
      tradeId: '5',
      orderId: 'o',
    }
    const { read } = ledgersOf({
      exchange: 'bybit',
      calls: [
        {
          path: 'transaction-log',
          response: {
            retCode: 0,
            result: {
              nextPageCursor: '',
              list: [
                { ...row, currency: 'BTC', cashFlow: '0.1', fee: '0.0001', change: '0.0999' },
                { ...row, currency: 'USDT', cashFlow: '-5000', change: '-5000' },
                {
                  ...row,
                  category: 'linear',
                  type: 'SETTLEMENT',
                  currency: 'USDT',
                  cashFlow: '0',
                  funding: '-1.5',
                  fee: '0',
                  change: '-1.5',
                  tradeId: '6',
                },
                {
                  ...row,
                  category: 'linear',
                  type: 'TRADE',
                  currency: 'USDT',
                  cashFlow: '10',
                  funding: '',
                  fee: '-0.2',
                  change: '10.2',
                  tradeId: '7',
                },
                {
                  ...row,
                  category: 'linear',
                  type: 'DELIVERY',
                  currency: 'USDT',
                  cashFlow: '10',
                  fee: '1',
                  change: '12',
                  tradeId: '8',
                },
              ],
            },
          },
        },
      ],
    })
    const entries = await read('log')
    expect(entries.map(({ kind, amount, coin, fee }) => [kind, amount, coin, fee?.amount ?? null])).toEqual([
      ['trade', '0.1', 'BTC', '0.0001'],
      ['trade', '-5000', 'USDT', null],
      ['funding', '-1.5', 'USDT', null],
      ['realized', '10', 'USDT', null],
      ['rebate', '0.2', 'USDT', null],
      ['realized', '12', 'USDT', null],
    ])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(6)
  })
})

describe('Kraken', () => {
  it('takes the fee of a deposit off, the cost of a loan from where it stands alone, and both ends of staking as the account’s own', async () => {
    const row = { refid: 'R', time: 1736128000.1234, type: 'deposit', subtype: '', asset: 'XXBT', amount: '1.0', fee: '0.001' }
    const { read } = ledgersOf({
      exchange: 'kraken',
      calls: [
        {
          path: 'private/Ledgers',
          response: {
            error: [],
            result: {
              ledger: {
                L1: row,
                L2: { ...row, type: 'rollover', asset: 'ZUSD', amount: '0.0000', fee: '0.02' },
                L3: { ...row, type: 'trade', asset: 'ZUSD', amount: '-100', fee: '0.26' },
                L4: { ...row, type: 'trade', asset: 'XXBT', amount: '0.002', fee: '0' },
                L5: { ...row, type: 'transfer', subtype: 'spottostaking', asset: 'DOT', amount: '-5', fee: '0' },
                L6: { ...row, type: 'transfer', subtype: 'stakingfromspot', asset: 'DOT28.S', amount: '5', fee: '0' },
              },
            },
          },
        },
      ],
    })
    const entries = await read('ledgers')
    expect(sums(entries)).toEqual({ BTC: '1.001', USD: '-100.28' })
    expect(entries.slice(-2).map(({ wallet, counterpart }) => [wallet, counterpart?.wallet])).toEqual([
      ['spot', 'earn'],
      ['earn', 'spot'],
    ])
  })
})

describe('Gate', () => {
  it('has codes in its lists, of which the sign alone says whether they were sent or redeemed', async () => {
    const row = {
      id: 'd1',
      currency: 'USDT_TRX',
      address: 'T',
      amount: '100',
      txid: 'a',
      timestamp: '1736128000',
      status: 'DONE',
      chain: 'TRX',
    }
    const { read } = ledgersOf({
      exchange: 'gate',
      calls: [
        {
          path: 'wallet/deposits',
          response: [
            row,
            { ...row, id: 'b2', amount: '5', status: 'BCODE' },
            { ...row, id: 'b3', amount: '-7', status: 'BCODE' },
          ],
        },
        { path: 'wallet/withdrawals', response: [{ ...row, id: 'w4', amount: '222.61', fee: '0.01' }] },
      ],
    })
    const deposits = await read('deposits')
    expect(deposits.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['deposit', '100'],
      ['deposit', '5'],
      ['withdrawal', '-7'],
    ])
    expect(sums(await read('withdrawals'))).toEqual({ USDT: '-222.61' })
  })
})

describe('rows without an id', () => {
  it('are as many as there are, in whichever order they come again', async () => {
    const row = { ccy: 'USDT', amt: '1000', rate: '0.01', ts: String(AT) }
    const rows = [
      { ...row, earnings: '0.01' },
      { ...row, earnings: '0.02' },
      { ...row, earnings: '0.01' },
    ]
    const ids = async (data: object[]) => {
      const { read } = ledgersOf({
        exchange: 'okx',
        calls: [{ path: 'finance/savings/lending-history', response: { code: '0', data } }],
      })
      return (await read('savings')).map(({ id, amount }) => `${id} ${amount}`).toSorted()
    }
    const told = await ids(rows)
    expect(new Set(told).size).toBe(3)
    expect(await ids(rows.toReversed())).toEqual(told)
  })
})

describe('Bitget', () => {
  it('changes coins in a unified account without a profit of positions', async () => {
    const row = { id: '1', symbol: '', coin: 'USDT', type: 'CONVERT_OUT', fee: '0', amount: '-10', ts: String(AT) }
    const { read } = ledgersOf({
      exchange: 'bitget',
      calls: [
        {
          path: 'v3/account/financial-records',
          query: 'category=OTHER',
          response: {
            code: '00000',
            data: { list: [row, { ...row, id: '2', coin: 'BTC', type: 'CONVERT_IN', amount: '0.0001' }], cursor: '' },
          },
        },
        { path: 'v3/account/financial-records', response: { code: '00000', data: { list: [], cursor: '' } } },
      ],
    })
    expect((await read('unified')).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['trade', '-10'],
      ['trade', '0.0001'],
    ])
  })
})
