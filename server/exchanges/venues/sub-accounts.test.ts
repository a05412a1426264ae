import { generateKeyPairSync } from 'node:crypto'
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

  it('Deribit, by number, without the main account that stands on the list too', async () => {
    const result = [
      { id: 2, email: 'a@example.com', type: 'main', username: 'user_1', system_name: 'user_1', login_enabled: true },
      { id: 7, email: 'a@example.com', type: 'subaccount', username: 'Vol desk', system_name: 'user_1_1', login_enabled: false },
    ]
    const answer = { path: 'private/get_subaccounts', response: { jsonrpc: '2.0', result } }
    expect(await listed('deribit', KEY, answer)).toEqual([
      { id: '7', uid: '7', name: 'Vol desk', frozen: false, reads: 'main key' },
    ])
  })

  it('Bitget, of which unified ones are read with the main key', async () => {
    const rows = [
      {
        subUid: '11',
        username: 'a@virtual-bitget.com',
        status: 'normal',
        accountMode: 'CLASSIC',
        type: 'VIRTUAL_CHILD',
        note: '',
      },
      {
        subUid: '12',
        username: 'b@virtual-bitget.com',
        status: 'freeze',
        accountMode: 'UNIFIED',
        type: 'VIRTUAL_CHILD',
        note: 'Carry',
      },
    ]
    const page = (list: object[], hasNext: boolean) => ({ code: '00000', data: { list, hasNext, cursor: '18484' } })
    const first = { path: 'v3/user/sub-list', response: page(rows.slice(0, 1), true) }
    const second = { path: 'v3/user/sub-list', query: 'cursor=18484', response: page(rows.slice(1), false) }
    expect(await listed('bitget', KEY, second, first)).toEqual([
      { id: '11', uid: '11', name: 'a@virtual-bitget.com', frozen: false, reads: 'own key' },
      { id: '12', uid: '12', name: 'Carry', frozen: true, reads: 'main key' },
    ])
  })

  it('Bitget’s classic account, by the older call', async () => {
    const subAccountList = [
      { subAccountUid: '21', subAccountName: 'c@virtual-bitget.com', status: 'normal', permList: ['read'], label: 'mySub01' },
      { subAccountUid: '22', subAccountName: 'd@virtual-bitget.com', status: 'del', permList: [], label: '' },
    ]
    const refused = { path: 'v3/user/sub-list', status: 400, response: { code: '40014', msg: 'Incorrect permissions' } }
    const answer = { path: 'virtual-subaccount-list', response: { code: '00000', data: { endId: 51, subAccountList } } }
    expect(await listed('bitget', KEY, refused, answer)).toEqual([
      { id: '21', uid: '21', name: 'c@virtual-bitget.com', frozen: false, reads: 'own key' },
    ])
  })

  it('Gate, KuCoin, HTX, MEXC and Kraken Futures, each by its number', async () => {
    const gate = [
      { remark: '', login_name: 'carry', state: 1, type: 1, user_id: 10003, create_time: 168888888 },
      { remark: 'Old', login_name: 'old', state: 2, type: 1, user_id: 10004, create_time: 168888889 },
    ]
    expect(await listed('gate', KEY, { path: 'v4/sub_accounts', response: gate })).toEqual([
      { id: '10003', uid: '10003', name: 'carry', frozen: false, reads: 'own key' },
      { id: '10004', uid: '10004', name: 'Old', frozen: true, reads: 'own key' },
    ])

    const items = [
      { userId: '63743f07e0c5230001761d08', uid: 169579801, subName: 'testapi6', status: 2, type: 0, remarks: 'remarks' },
      { userId: '63743f07e0c5230001761d09', uid: 169579802, subName: 'robot1', status: 3, type: 1, remarks: null },
    ]
    const kucoin = { currentPage: 1, pageSize: 100, totalNum: 2, totalPage: 1, items }
    const modes = { selfAccountMode: 'UNIFIED', unifiedSubAccount: [169579801], classicSubAccount: [169579802] }
    expect(
      await listed(
        'kucoin',
        KEY,
        { path: 'api/v2/sub/user', response: { code: '200000', data: kucoin } },
        { path: 'ua/v1/account/mode', response: { code: '200000', data: modes } },
      ),
    ).toEqual([
      { id: '63743f07e0c5230001761d08', uid: '169579801', name: 'remarks', frozen: false, reads: 'own key' },
      { id: '63743f07e0c5230001761d09', uid: '169579802', name: 'robot1', frozen: true, reads: 'main key' },
    ])

    const htx = [
      { uid: 63628520, userState: 'normal' },
      { uid: 132208121, userState: 'lock' },
    ]
    expect(await listed('htx', KEY, { path: 'v2/sub-user/user-list', response: { code: 200, data: htx } })).toEqual([
      { id: '63628520', uid: '63628520', name: '63628520', frozen: false, reads: 'own key' },
      { id: '132208121', uid: '132208121', name: '132208121', frozen: true, reads: 'own key' },
    ])

    const mexc = { subAccount: [{ subAccount: 'mexc1', isFreeze: false, createTime: 1544433328000, note: '', uid: '49910511' }] }
    expect(await listed('mexc', KEY, { path: 'v3/sub-account/list', response: mexc })).toEqual([
      { id: 'mexc1', uid: '49910511', name: 'mexc1', frozen: false, reads: 'own key' },
    ])

    const kraken = {
      result: 'success',
      masterAccountUid: 'ba598ca1-65c1-4f48-927d-0e2b647d627a',
      subaccounts: [
        { accountUid: '7f7f8e4e-3d04-4ac7-8ed7-d4f4a6e1b9e1', email: 'a@example.com', fullName: 'Carry', holdingAccounts: [] },
      ],
    }
    expect(await listed('krakenfutures', KEY, { path: 'v3/subaccounts', response: kraken })).toEqual([
      {
        id: '7f7f8e4e-3d04-4ac7-8ed7-d4f4a6e1b9e1',
        uid: '7f7f8e4e-3d04-4ac7-8ed7-d4f4a6e1b9e1',
        name: 'Carry',
        frozen: false,
        reads: 'own key',
      },
    ])
  })

  it('Coinbase, its portfolios but the one of the key and those that are read with it', async () => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString()
    const key = { can_view: true, can_trade: false, can_transfer: false, portfolio_uuid: 'p-0', portfolio_type: 'DEFAULT' }
    const portfolios = [
      { name: 'Default', uuid: 'p-0', type: 'DEFAULT', deleted: false },
      { name: 'Carry', uuid: 'p-1', type: 'CONSUMER', deleted: false },
      { name: 'Gone', uuid: 'p-2', type: 'CONSUMER', deleted: true },
      { name: 'Perpetuals', uuid: 'p-3', type: 'INTX', deleted: false },
    ]
    const calls = [
      { path: 'key_permissions', response: key },
      { path: 'brokerage/portfolios', response: { portfolios } },
    ]
    const found = await listed('coinbase', { apiKey: 'organizations/a/apiKeys/b', apiSecret: pem }, ...calls)
    expect(found).toEqual([{ id: 'p-1', uid: 'p-1', name: 'Carry', frozen: false, reads: 'own key' }])
  })

  it('Crypto.com, but those that are closed for good, twenty a page', async () => {
    const sub = (uuid: string, more: object = {}) => ({
      uuid,
      master_account_uuid: '291879ae-b769-4eb3-4d75-3366ebee7dd6',
      label: 'Sub Account',
      enabled: true,
      name: '',
      suspended: false,
      terminated: false,
      ...more,
    })
    const page = (...sub_account_list: object[]): Call['response'] => ({
      code: 0,
      method: 'private/get-accounts',
      result: { master_account: {}, sub_account_list },
    })
    const many = Array.from({ length: 20 }, (_, at) => sub(`u-${at}`, at > 1 ? { terminated: true } : {}))
    const found = await listed(
      'cryptocom',
      KEY,
      { path: 'private/get-accounts', query: '"page":1', response: page(sub('u-20', { label: '', suspended: true })) },
      { path: 'private/get-accounts', query: '"page":0', response: page(...many) },
    )
    expect(found?.map(({ id, name, frozen, reads }) => [id, name, frozen, reads])).toEqual([
      ['u-0', 'Sub Account', false, 'own key'],
      ['u-1', 'Sub Account', false, 'own key'],
      ['u-20', 'u-20', true, 'own key'],
    ])
  })

  it('XT, whose list holds the main account too', async () => {
    const account = (id: string, accountName: string, level: number) => ({ id, accountName, userId: 1352123154435, level })
    const result = [account('1352123154436', 'master1', 1), account('1626456841938669570', 'first1', 2)]
    const found = await listed('xt', KEY, { path: 'v4/user/account', response: { rc: 0, mc: 'SUCCESS', ma: [{}], result } })
    expect(found).toEqual([
      { id: '1626456841938669570', uid: '1626456841938669570', name: 'first1', frozen: false, reads: 'own key' },
    ])
  })

  it('CoinEx, by name, and frozen ones too, which stand on a list of their own', async () => {
    const page = (has_next: boolean, ...data: object[]): Call['response'] => ({
      code: 0,
      message: 'OK',
      data,
      pagination: { total: 3, has_next },
    })
    const sub = (sub_user_name: string, is_frozen: boolean) => ({
      sub_user_name,
      is_frozen,
      is_authorized: false,
      permissions: ['FUTURES', 'API'],
      balance_usd: '3564.23',
    })
    const found = await listed(
      'coinex',
      KEY,
      { path: 'account/subs', query: 'is_frozen=false&limit=100&page=2', response: page(false, sub('sub3', false)) },
      { path: 'account/subs', query: 'is_frozen=false', response: page(true, sub('sub1', false)) },
      { path: 'account/subs', query: 'is_frozen=true', response: page(false, sub('sub2', true)) },
    )
    expect(found?.map(({ id, name, frozen, reads }) => [id, name, frozen, reads])).toEqual([
      ['sub1', 'sub1', false, 'own key'],
      ['sub3', 'sub3', false, 'own key'],
      ['sub2', 'sub2', true, 'own key'],
    ])
  })

  it('Toobit, by what they are called there', async () => {
    const sub = (userId: string, remark: string) => ({
      userId,
      email: `${userId}@example.com`,
      remark,
      accountList: [{ accountId: '1795119090857208832', userId, accountType: 'MAIN' }],
    })
    const found = await listed('toobit', KEY, {
      path: 'v1/subAccount/list',
      response: [sub('879141111', ''), sub('935651111', 'Carry')],
    })
    expect(found?.map(({ uid, name, reads }) => [uid, name, reads])).toEqual([
      ['879141111', '879141111@example.com', 'own key'],
      ['935651111', 'Carry', 'own key'],
    ])
  })

  it('Poloniex, without the main account', async () => {
    const sub = (accountId: string, accountName: string, accountState: string, isPrimary: string) => ({
      accountId,
      accountName,
      accountState,
      isPrimary,
    })
    const found = await listed('poloniex', KEY, {
      path: 'subaccounts',
      response: [
        sub('32b323201-e832-2270-78t4-e25ak408945', 'primary Acct', 'ACTIVE', 'true'),
        sub('23422vdd1-e832-2270-78t4-2342cl2292', 'sub1', 'ACTIVE', 'false'),
        sub('56322vdd1-e832-2270-jh45-2342cl6789', 'sub2', 'LOCKED', 'false'),
      ],
    })
    expect(found?.map(({ name, frozen, reads }) => [name, frozen, reads])).toEqual([
      ['sub1', false, 'own key'],
      ['sub2', true, 'own key'],
    ])
  })

  it('Upbit, whose pockets are read with a key of the main one', async () => {
    const pockets = [
      { uuid: '9ca023a5-851b-4fec-9f0a-48cd83c2eaae', name: '메인포켓', type: 'main' },
      { uuid: '2d1a8f60-0b5c-4b8e-9d4e-6f1f8a3c7e21', name: '단기 트레이딩 계좌', type: 'user_spot_trading' },
    ]
    const uuid = '2d1a8f60-0b5c-4b8e-9d4e-6f1f8a3c7e21'
    const found = await listed('upbit', KEY, { path: 'v1/pockets', response: pockets })
    expect(found).toEqual([{ id: uuid, uid: uuid, name: '단기 트레이딩 계좌', frozen: false, reads: 'main key' }])
  })

  it('where an exchange lists none there is nothing to ask', async () => {
    expect(await listed('kraken', KEY)).toBeNull()
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

  it('is a pocket of Upbit, of which no other is read', async () => {
    const coin = (currency: string, balance: string) => ({
      currency,
      balance,
      locked: '0.5',
      avg_buy_price: '0',
      unit_currency: 'KRW',
    })
    const { assets: rows, notIncluded } = await valued({
      exchange: 'upbit',
      calls: [{ path: 'v1/pockets/assets', response: [coin('KRW', '1000000.0'), coin('BTC', '2.0')] }],
      prices: { KRW: '0.0007', BTC: '60000' },
    })
    expect(rows.map(({ symbol, size }) => [symbol, size])).toEqual([
      ['BTC', '2.5'],
      ['KRW', '1000000.5'],
    ])
    expect(notIncluded).toEqual([])
  })

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
    expect(notIncluded.map(({ wallet }) => wallet).sort()).toEqual(['earn', 'funding', 'isolated_margin', 'option'])
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

  it('is read whole on Deribit, whose calls are about the one that is named', async () => {
    const of = 'subaccount_id='
    const summary = {
      currency: 'BTC',
      balance: 1.5,
      equity: 1.6,
      session_upl: 0.1,
      initial_margin: 0.05,
      maintenance_margin: 0.04,
      available_funds: 1.5,
      cross_collateral_enabled: false,
    }
    const position = {
      instrument_name: 'BTC-PERPETUAL',
      direction: 'sell',
      size: -600,
      average_price: 66000,
      mark_price: 60000,
      floating_profit_loss: 0.1,
      initial_margin: 0.05,
      maintenance_margin: 0.04,
      leverage: 20,
      estimated_liquidation_price: 80000,
    }
    const { assets: rows, equity } = await valued({
      exchange: 'deribit',
      markets: [{ symbol: 'BTC/USD:BTC', id: 'BTC-PERPETUAL', contractSize: '10' }],
      prices: { BTC: '60000' },
      calls: [
        { path: 'private/get_account_summaries', query: of, response: { result: { summaries: [summary] } } },
        { path: 'private/get_positions', query: of, response: { result: [position] } },
      ],
    })
    expect(equity).toBe('96000')
    expect(rows.map(({ symbol, size, unrealizedProfit }) => [symbol, size, unrealizedProfit]).sort()).toEqual([
      ['BTC', '1.5', '0.1'],
      ['BTC:PERP-USD', '-0.01', '0.1'],
    ])
  })

  it('is read by its coins on Bitget where it is unified, and named where nothing tells of it', async () => {
    const coin = { coin: 'USDT', equity: '1000', usdValue: '1000', balance: '1000', available: '900', debt: '0', locked: '0' }
    const lent = { coin: 'BTC', equity: '-0.1', usdValue: '-6000', balance: '0', available: '0', debt: '0.1', locked: '0' }
    const answer = (subUid: string): Call => ({
      path: 'sub-unified-assets',
      response: { code: '00000', data: [{ subUid, cursor: '5832862', assets: [coin, lent] }] },
    })
    const read = (...calls: Call[]) => valued({ exchange: 'bitget', markets: [], prices: { BTC: '60000', USDT: '1' }, calls })
    const found = await read(answer('sub-account'))
    expect(found.equity).toBe('-5000')
    expect(found.assets.find(({ symbol }) => symbol === 'BTC')).toMatchObject({ size: '-0.1', borrowed: '0.1' })
    expect(found.notIncluded.map(({ wallet }) => wallet).sort()).toEqual(['earn', 'funding', 'positions'])
    // Another's money is none of this account's.
    await expect(read(answer('another'))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('is read on KuCoin with its futures, which stand in one list by name', async () => {
    const coins = (balance: string, available = balance) => [{ currency: 'USDT', balance, available, holds: '0' }]
    const detail = {
      subUserId: 'sub-account',
      subName: 'carry',
      mainAccounts: coins('10'),
      tradeAccounts: coins('20', '15'),
      marginAccounts: coins('5'),
      tradeHFAccounts: [],
    }
    const account = (accountName: string, marginBalance: number, unrealisedPNL: number) => ({
      accountName,
      currency: 'USDT',
      accountEquity: marginBalance + unrealisedPNL,
      marginBalance,
      unrealisedPNL,
      positionMargin: unrealisedPNL === 0 ? 0 : 5,
      orderMargin: 0,
      frozenFunds: 0,
      availableBalance: 90,
    })
    const all = (currency: string, ...accounts: object[]): Call => ({
      path: 'account-overview-all',
      query: `currency=${currency}`,
      response: { code: '200000', data: { summary: {}, accounts } },
    })
    const found = await valued({
      exchange: 'kucoin',
      markets: [],
      prices: { USDT: '1' },
      calls: [
        { path: 'api/v1/sub-accounts/', response: { code: '200000', data: detail } },
        all('USDT', account('main', 5000, 0), account('carry', 100, 7), account('robot', 300, 0)),
        all('USDC'),
        all('XBT'),
        all('ETH'),
      ],
    })
    expect(found.equity).toBe('137')
    expect(found.assets.map(({ walletType, size }) => [walletType, size]).sort()).toEqual([
      ['funding', '10'],
      ['perp', '100'],
      ['spot', '20'],
    ])
    expect(found.notIncluded.map(({ wallet }) => wallet).sort()).toEqual(['earn', 'isolated_margin', 'margin', 'positions'])
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
