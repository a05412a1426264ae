import { describe, expect, it } from 'vitest'
import { ledgersOf, sums, told } from '../flows.testing'

const XRP = { symbol: 'XRP/USDT:USDT', id: 'XRPUSDT' }
const BTC = { symbol: 'BTC/USDT', id: 'BTCUSDT' }
const answer = (result: object) => ({ retCode: 0, retMsg: 'OK', result, retExtInfo: {}, time: 1_736_000_000_000 })
const log = (rows: object[], nextPageCursor = '') => ({
  path: 'v5/account/transaction-log',
  response: answer({ list: rows, nextPageCursor }),
})

/** The rows of https://bybit-exchange.github.io/docs/v5/account/transaction-log. */
const FUNDING = {
  id: '592324_XRPUSDT_161440249321',
  symbol: 'XRPUSDT',
  side: 'Buy',
  funding: '-0.003676',
  orderLinkId: '',
  orderId: '1672128000-8-592324-1-2',
  fee: '0.00000000',
  change: '-0.003676',
  cashFlow: '0',
  transactionTime: '1736128000000',
  type: 'SETTLEMENT',
  feeRate: '0.0001',
  size: '100',
  qty: '100',
  cashBalance: '5086.55825002',
  currency: 'USDT',
  category: 'linear',
  tradePrice: '0.3676',
  tradeId: '534c0003-4bf7-486f-aa02-78cee36825e4',
}
const TRADE = {
  ...FUNDING,
  id: '592324_XRPUSDT_161440249322',
  funding: '',
  fee: '0.01908720',
  change: '-0.0190872',
  type: 'TRADE',
  feeRate: '0.0006',
  transactionTime: '1736121182224',
  tradeId: '5184f079-88ec-54c7-8774-5173cafd2b4e',
}

describe('Bybit: transaction log', () => {
  it('tells funding, fees and closed profit apart, which the exchange adds up in one figure', async () => {
    const close = { ...TRADE, id: 'c', cashFlow: '12.5', fee: '0.02', change: '12.48' }
    const { read } = ledgersOf({ exchange: 'bybit', markets: [XRP], calls: [log([FUNDING, TRADE, close])] })
    const entries = await read('log')
    expect(entries.map(told)).toEqual([
      '2025-01-06T01:46:40Z funding -0.003676 USDT unified XRP:PERP-USDT',
      '2025-01-05T23:53:02.224Z fee -0.01908720 USDT unified XRP:PERP-USDT',
      '2025-01-05T23:53:02.224Z realized 12.5 USDT fee 0.02 USDT unified XRP:PERP-USDT',
    ])
    expect(sums(entries)).toEqual({ USDT: '12.4572368' })
  })

  it('gives a maker rebate its own entry and takes a settlement of USDC contracts for funding and profit', async () => {
    const rebate = { ...TRADE, id: 'r', cashFlow: '1', fee: '-0.01', change: '1.01' }
    const session = { ...FUNDING, id: 's', currency: 'USDC', funding: '0.5', cashFlow: '-3', change: '-2.5' }
    const entries = await ledgersOf({ exchange: 'bybit', markets: [XRP], calls: [log([rebate, session])] }).read('log')
    expect(entries.map(({ id, kind, amount }) => [id, kind, amount])).toEqual([
      ['r', 'realized', '1'],
      ['r:rebate', 'rebate', '0.01'],
      ['s', 'funding', '0.5'],
      ['s:profit', 'realized', '-3'],
    ])
  })

  it('reads both coins of a spot trade, and believes the change where the parts do not add up', async () => {
    const spot = { ...TRADE, symbol: 'BTCUSDT', category: 'spot', funding: '' }
    const entries = await ledgersOf({
      exchange: 'bybit',
      markets: [BTC],
      calls: [
        log([
          { ...spot, id: '1', currency: 'BTC', cashFlow: '0.01', fee: '0.00001', change: '0.00999' },
          { ...spot, id: '2', currency: 'USDT', cashFlow: '-1000', fee: '0', change: '-1000' },
          { ...FUNDING, id: '3', type: 'INTEREST', funding: '', cashFlow: '0', fee: '0', change: '-0.7', symbol: '' },
          { ...FUNDING, id: '4', type: 'SOMETHING_NEW', funding: '', cashFlow: '2', change: '2', symbol: '' },
        ]),
      ],
    }).read('log')
    expect(
      entries.map(({ kind, amount, coin, fee, pair, word }) => [kind, amount, coin, fee?.amount ?? null, pair, word]),
    ).toEqual([
      ['trade', '0.01', 'BTC', '0.00001', 'BTC-USDT', 'TRADE'],
      ['trade', '-1000', 'USDT', null, 'BTC-USDT', 'TRADE'],
      ['interest', '-0.7', 'USDT', null, null, 'INTEREST'],
      ['other', '2', 'USDT', null, null, 'SOMETHING_NEW'],
    ])
  })

  it('follows the cursor within seven days, fifty rows a page', async () => {
    const tried = ledgersOf({
      exchange: 'bybit',
      markets: [XRP],
      calls: [log([FUNDING], '21963%3A1%2C14954%3A1'), { ...log([TRADE]), query: 'cursor=21963' }],
    })
    expect((await tried.read('log')).map(({ id }) => id)).toEqual([FUNDING.id, TRADE.id])
    expect(tried.asked).toEqual([
      'v5/account/transaction-log?accountType=UNIFIED&startTime=1735689600000&endTime=1736207999999&limit=50',
      'v5/account/transaction-log?accountType=UNIFIED&startTime=1735689600000&endTime=1736207999999&limit=50&cursor=21963:1,14954:1',
    ])
  })

  it('is refused by the exchange as a permission that lacks, not as an empty ledger', async () => {
    const refused = { retCode: 10005, retMsg: 'Permission denied, please check your API key permissions.', result: {} }
    const { read } = ledgersOf({ exchange: 'bybit', calls: [{ path: 'v5/account/transaction-log', response: refused }] })
    await expect(read('log')).rejects.toMatchObject({ code: 'exchange_permission' })
  })
})

/** https://bybit-exchange.github.io/docs/v5/asset/deposit/deposit-record */
const DEPOSIT = {
  id: '160237231',
  coin: 'USDT',
  chain: 'TRX',
  amount: '44',
  txID: '0b038ea12fa1575e2d66693db3c346b700d4b28347afc39f80321cf089acc960',
  status: 3,
  toAddress: 'TC6NCAC5WSVCCiaD3kWZXyW91ZKKhLm53b',
  tag: '',
  depositFee: '',
  successAt: '1735700000000',
  confirmations: '100',
  txIndex: '0',
  blockHash: '0000000002ac',
  batchReleaseLimit: '-1',
  depositType: 0,
  fromAddress: '0x1C62f3fF9D83C86BAa03D8c87E06A1C53fA9A5Fb',
}

describe('Bybit: deposits, withdrawals and transfers', () => {
  it('knows that the same number is final in one list and under way in another', async () => {
    const rows = [DEPOSIT, { ...DEPOSIT, id: '2', status: 2, successAt: '' }, { ...DEPOSIT, id: '3', status: 4 }]
    const inside = [1, 2, 3].map((status) => ({
      id: `i${status}`,
      type: 1,
      coin: 'USDT',
      amount: '100',
      status,
      address: 'xxxx***@gmail.com',
      createdTime: '1735700001',
      fromMemberId: '51',
      txID: '77c5',
    }))
    const tried = ledgersOf({
      exchange: 'bybit',
      calls: [
        { path: 'deposit/query-record', response: answer({ rows, nextPageCursor: '' }) },
        { path: 'deposit/query-internal-record', response: answer({ rows: inside, nextPageCursor: '' }) },
      ],
    })
    const deposits = await tried.read('deposits')
    expect(deposits.map(({ state }) => state)).toEqual(['done', 'pending', 'failed'])
    expect(deposits[0]?.counterpart).toEqual({
      wallet: null,
      account: null,
      chain: 'TRX',
      address: '0x1C…A5Fb',
      txHash: DEPOSIT.txID,
      transferId: null,
    })
    const internal = await tried.read('internal-deposits')
    expect(internal.map(({ state }) => state)).toEqual(['pending', 'done', 'failed'])
    // Seconds, where every other list has milliseconds.
    expect(internal[0]?.at.toISOString()).toBe('2025-01-01T02:53:21.000Z')
  })

  /** https://bybit-exchange.github.io/docs/v5/asset/withdraw/withdraw-record */
  it('takes a withdrawal for what arrives, its fee besides, and shows no whole address', async () => {
    const row = {
      coin: 'USDT',
      chain: 'TRX',
      amount: '12.34',
      txID: 'de5ea0a2',
      status: 'success',
      toAddress: 'TQdmFKUoe1Lk2iwZuwRJEHJreTUBoN3BAw',
      tag: '',
      withdrawFee: '0.5',
      createTime: '1735700000000',
      updateTime: '1735700100000',
      withdrawId: '8839035',
      withdrawType: 0,
    }
    const rows = [
      row,
      ...['SecurityCheck', 'BlockchainConfirmed', 'Reject'].map((status, i) => ({ ...row, status, withdrawId: `${i}` })),
    ]
    const { read } = ledgersOf({
      exchange: 'bybit',
      calls: [{ path: 'withdraw/query-record', response: answer({ rows, nextPageCursor: '' }) }],
    })
    const entries = await read('withdrawals')
    expect(entries[0]).toMatchObject({ amount: '-12.34', fee: { coin: 'USDT', amount: '0.5' }, kind: 'withdrawal' })
    expect(entries[0]?.counterpart?.address).toBe('TQdm…3BAw')
    expect(entries.map(({ state }) => state)).toEqual(['done', 'pending', 'done', 'failed'])
    expect(JSON.stringify(entries)).not.toContain('wRJEHJreTUBoN')
  })

  it('counts a transfer between wallets once in each: the unified end stands in the log', async () => {
    const transfer = {
      transferId: 'selfTransfer_a1091cc7',
      coin: 'USDT',
      amount: '5000',
      fromAccountType: 'FUND',
      toAccountType: 'UNIFIED',
      timestamp: '1735700000000',
      status: 'SUCCESS',
    }
    const arrived = {
      ...FUNDING,
      id: 't',
      type: 'TRANSFER_IN',
      symbol: '',
      category: '',
      funding: '',
      fee: '',
      cashFlow: '5000',
      change: '5000',
      transactionTime: '1735700000000',
    }
    const tried = ledgersOf({
      exchange: 'bybit',
      calls: [
        log([arrived]),
        {
          path: 'query-inter-transfer-list',
          response: answer({ list: [transfer, { ...transfer, transferId: 'x', status: 'FAILED' }], nextPageCursor: '' }),
        },
      ],
    })
    const entries = [...(await tried.read('log')), ...(await tried.read('transfers'))]
    expect(entries.map(told)).toEqual([
      '2025-01-01T02:53:20Z transfer 5000 USDT unified',
      '2025-01-01T02:53:20Z transfer -5000 USDT funding',
      '2025-01-01T02:53:20Z transfer failed -5000 USDT funding',
    ])
    expect(sums(entries)).toEqual({})
  })

  it('knows by its own number which end of a transfer to a sub-account is its own', async () => {
    const row = {
      transferId: 'u1',
      coin: 'USDC',
      amount: '35',
      timestamp: '1735700000000',
      status: 'SUCCESS',
      fromMemberId: '533285',
      toMemberId: '592324',
      fromAccountType: 'FUND',
      toAccountType: 'FUND',
    }
    const at = (userID: number) =>
      ledgersOf({
        exchange: 'bybit',
        calls: [
          { path: 'query-universal-transfer-list', response: answer({ list: [row], nextPageCursor: '' }) },
          { path: 'user/query-api', response: answer({ userID }) },
        ],
      }).read('universal')
    expect((await at(592324)).map(({ amount }) => amount)).toEqual(['35'])
    expect((await at(533285)).map(({ amount }) => amount)).toEqual(['-35'])
  })
})
