import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'
import type { Credentials } from '../port'
import { recordedAnswers } from '../replay/transport'
import { market, type TestMarket, valued } from './recordings.testing'

/**
 * Sub-accounts as a key of their main account lists and reads them, in the form of each exchange's documentation: addresses stand in
 * each room's `sub-accounts.ts`.
 */

type Call = { path: string; query?: string; status?: number; response: unknown }
const BTC: TestMarket = { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' }
const COIN_M: TestMarket = { symbol: 'BTC/USD:BTC', id: 'BTCUSD_PERP', contractSize: '100' }
const KEY: Credentials = { apiKey: 'a-key-of-somebody', apiSecret: 'c29tZWJvZHk=', password: 'of-somebody' }
const ADDRESS: Credentials = { walletAddress: `0x${'ab'.repeat(20)}` }

function portOf(...calls: Call[]) {
  const { transport } = recordedAnswers(calls)
  return createCcxtExchanges({ transport, markets: () => [market(BTC)], log: pino({ level: 'silent' }) })
}
const connection = (exchange: string, credentials: Credentials) => ({ exchange, credentials, sandbox: false, options: {} })
const listed = (exchange: string, credentials: Credentials, ...calls: Call[]) =>
  portOf(...calls).subAccounts?.(connection(exchange, credentials), AbortSignal.timeout(20_000))

const BINANCE: Call = {
  path: 'sapi/v1/sub-account/list',
  response: {
    subAccounts: [
      {
        subUserId: 123456,
        email: 'carry@example.com',
        remark: 'Carry',
        isFreeze: false,
        createTime: 1544433328000,
        isManagedSubAccount: false,
      },
      { subUserId: 1234567, email: 'old@example.com', remark: '', isFreeze: true, createTime: 1544433328000 },
    ],
  },
}
const OKX: Call = {
  path: 'users/subaccount/list',
  response: {
    code: '0',
    msg: '',
    data: [
      {
        canTransOut: false,
        enable: true,
        frozenFunc: [],
        gAuth: false,
        label: 'D456DDDLx',
        mobile: '',
        subAcct: 'D456DDDL',
        ts: '1659334756000',
        type: '1',
        uid: '3400101',
      },
    ],
  },
}

describe('a key of a main account lists its sub-accounts', () => {
  it('Binance, by e-mail', async () => {
    expect(await listed('binance', KEY, BINANCE)).toEqual([
      { id: 'carry@example.com', uid: '123456', name: 'Carry', frozen: false, reads: 'main key' },
      { id: 'old@example.com', uid: '1234567', name: 'old@example.com', frozen: true, reads: 'main key' },
    ])
  })

  it('OKX, by name', async () => {
    expect(await listed('okx', KEY, OKX)).toEqual([
      { id: 'D456DDDL', uid: '3400101', name: 'D456DDDLx', frozen: false, reads: 'main key' },
    ])
  })

  it('Bybit, which are read by keys of their own', async () => {
    const subMembers = [
      { uid: '53888000', username: 'lxe2zuo', memberType: 1, status: 1, remark: 'desk' },
      { uid: '53888001', username: '', memberType: 1, status: 4, remark: 'old' },
    ]
    const answer = { path: 'v5/user/query-sub-members', response: { retCode: 0, retMsg: '', result: { subMembers } } }
    expect(await listed('bybit', KEY, answer)).toEqual([
      { id: '53888000', uid: '53888000', name: 'lxe2zuo', frozen: false, reads: 'own key' },
      { id: '53888001', uid: '53888001', name: 'old', frozen: true, reads: 'own key' },
    ])
  })

  it('Hyperliquid, each with an address; none is null there', async () => {
    const state = { marginSummary: { accountValue: '12.5', totalNtlPos: '0' } }
    const owned = [
      {
        name: 'Carry',
        subAccountUser: `0x${'CD'.repeat(20)}`,
        master: ADDRESS.walletAddress,
        dexToClearinghouseState: [['', state]],
        spotState: { balances: [] },
      },
    ]
    const ask = (response: unknown) => listed('hyperliquid', ADDRESS, { path: 'info', query: '"subAccounts2"', response })
    const id = `0x${'cd'.repeat(20)}`
    expect(await ask(owned)).toEqual([{ id, uid: id, name: 'Carry', frozen: false, reads: 'address' }])
    expect(await ask(null)).toEqual([])
  })

  it('where an exchange lists none there is nothing to ask', async () => {
    expect(await listed('mexc', KEY)).toBeNull()
  })

  it('a key that may not list them is refused, and is no account without any', async () => {
    await expect(
      listed('okx', KEY, { path: 'subaccount/list', response: { code: '50030', msg: 'You do not have permission', data: [] } }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^exchange_/),
    })
  })
})

describe('a sub-account that is read with the main account’s key', () => {
  const assets = (...balances: object[]): Call => ({ path: 'sapi/v4/sub-account/assets', response: { balances } })
  const futures = (more: object = {}) => ({
    email: 'carry@example.com',
    assets: [
      {
        asset: 'USDT',
        initialMargin: '25',
        maintenanceMargin: '2',
        marginBalance: '1050',
        maxWithdrawAmount: '900',
        openOrderInitialMargin: '0',
        positionInitialMargin: '25',
        unrealizedProfit: '50',
        walletBalance: '1000',
        ...more,
      },
    ],
  })
  const linear: Call[] = [
    { path: 'sub-account/futures/account', query: 'futuresType=1', response: { futureAccountResp: futures() } },
    {
      path: 'sub-account/futures/positionRisk',
      query: 'futuresType=1',
      response: {
        futurePositionRiskVos: [
          {
            entryPrice: '50000',
            leverage: '20',
            maxNotional: '1000000',
            liquidationPrice: '40000',
            markPrice: '60000',
            positionAmount: '0.005',
            symbol: 'BTCUSDT',
            unrealizedProfit: '50',
          },
        ],
      },
    },
  ]
  const inverse: Call[] = [
    {
      path: 'sub-account/futures/account',
      query: 'futuresType=2',
      response: {
        deliveryAccountResp: {
          ...futures({
            asset: 'BTC',
            walletBalance: '0.5',
            marginBalance: '0.5',
            unrealizedProfit: '0',
            initialMargin: '0',
            maintenanceMargin: '0',
          }),
        },
      },
    },
    { path: 'sub-account/futures/positionRisk', query: 'futuresType=2', response: { deliveryPositionRiskVos: [] } },
  ]
  const margin: Call = {
    path: 'sub-account/margin/account',
    response: {
      email: 'carry@example.com',
      marginLevel: '11.64405625',
      marginUserAssetVoList: [{ asset: 'BTC', borrowed: '0.1', free: '0.3', interest: '0.001', locked: '0', netAsset: '0.199' }],
    },
  }

  it('is read whole on Binance where its main account may, and says what it may not', async () => {
    const {
      assets: rows,
      equity,
      notIncluded,
      bound,
    } = await valued({
      exchange: 'binance',
      markets: [BTC, COIN_M],
      prices: { BTC: '60000', USDT: '1' },
      calls: [
        assets(
          { asset: 'BTC', free: '0.1', locked: '0.2', freeze: '0', withdrawing: '0.05' },
          { asset: 'ADA', free: '0', locked: '0' },
        ),
        ...linear,
        ...inverse,
        margin,
      ],
    })
    expect(
      rows.map(({ walletType, symbol, size, unrealizedProfit }) => [walletType, symbol, size, unrealizedProfit]).sort(),
    ).toEqual([
      ['coinm', 'BTC', '0.5', '0'],
      ['margin', 'BTC', '0.199', null],
      ['perp', 'BTC:PERP-USDT', '0.005', '50'],
      ['perp', 'USDT', '1000', '50'],
      ['spot', 'BTC', '0.35', null],
    ])
    expect(rows.find(({ assetType }) => assetType === 'position')).toMatchObject({
      leverage: '20',
      notional: '300',
      positionSide: 'net',
    })
    // 0.35 + 0.5 + 0.199 BTC and 1050 USDT.
    expect(equity).toBe('63990')
    expect(notIncluded.map(({ wallet }) => wallet).sort()).toEqual(['earn', 'funding', 'isolated_margin'])
    expect(bound).toBe('at_least')
  })

  it('is read by its coins on OKX, whose equity holds the profit of positions that are not told', async () => {
    const balance = (detail: object): Call => ({
      path: 'account/subaccount/balances',
      response: {
        code: '0',
        data: [
          {
            totalEq: '1050',
            details: [
              { ccy: 'USDT', cashBal: '1000', eq: '1050', upl: '50', liab: '0', imr: '25', mmr: '2', availBal: '900', ...detail },
            ],
          },
        ],
      },
    })
    const funding: Call = {
      path: 'asset/subaccount/balances',
      response: { code: '0', data: [{ ccy: 'BTC', bal: '0.1', availBal: '0.1', frozenBal: '0' }] },
    }
    const read = (...calls: Call[]) => valued({ exchange: 'okx', markets: [], prices: { BTC: '60000', USDT: '1' }, calls })
    const open = await read(balance({}), funding)
    expect(open.equity).toBe('7050')
    expect(open.notIncluded.map(({ wallet }) => wallet).sort()).toEqual(['earn', 'positions'])
    const none = await read(balance({ upl: '0', imr: '0', mmr: '0', eq: '1000' }), funding)
    expect(none.notIncluded.map(({ wallet }) => wallet)).toEqual(['earn'])
  })

  it('is one that the key lists, and has none of the main account’s ledgers, orders and leverage', async () => {
    const CONFIG: Call = {
      path: 'account/config',
      response: { code: '0', data: [{ posMode: 'net_mode', acctLv: '2', label: 'reader', ip: '', perm: 'read_only' }] },
    }
    const port = portOf(OKX, CONFIG)
    const sub = (subAccount: string) => connection('okx', { ...KEY, subAccount })
    const signal = AbortSignal.timeout(20_000)
    expect(await port.verify(sub('d456dddl'), signal)).toMatchObject({ label: 'D456DDDLx', positionMode: null })
    await expect(port.verify(sub('stranger'), signal)).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { subAccount: expect.any(String) },
    })
    expect(await port.openOrders?.(sub('D456DDDL'), signal)).toBeNull()
    const stretch = { ledger: 'deposits', from: new Date(0), to: new Date(1), cursor: null }
    await expect(port.fetchFlows?.(sub('D456DDDL'), stretch, signal)).rejects.toMatchObject({ code: 'exchange_permission' })
    await expect(
      port.setLeverage(sub('D456DDDL'), { pair: 'BTC:PERP-USDT', leverage: '2', marginMode: 'cross' }, signal),
    ).rejects.toMatchObject({
      code: 'exchange_refused',
    })
  })
})
