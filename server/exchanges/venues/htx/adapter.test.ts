import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/** Answers in the form of HTX's documentation (as ccxt's htx.js quotes them), with figures that fit together. */
const MARKETS = [
  { symbol: 'BTC/USDT', id: 'btcusdt' },
  { symbol: 'BTC/USDT:USDT', id: 'BTC-USDT', contractSize: '0.001' },
  { symbol: 'ETH/USDT:USDT-260327', id: 'ETH-USDT-260327', type: 'future' as const, contractSize: '0.01' },
  { symbol: 'BTC/USD:BTC', id: 'BTC-USD', contractSize: '100' },
  { symbol: 'BTC/USD:BTC-260626', id: 'BTC260626', type: 'future' as const, contractSize: '100' },
]
const PRICES = { BTC: '50000', ETH: '2000', USDT: '1', LUN: '3' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const run = (calls: Call[]) => valued({ exchange: 'htx', markets: MARKETS, calls, prices: PRICES })
const ok = (data: unknown) => ({ status: 'ok', data, ts: 1637644827566 })
const v5 = (data: unknown) => ({ code: 200, message: 'Success', data, ts: 1770293281344 })
const row = (currency: string, type: string, balance: string) => ({ currency, type, balance, 'seq-num': '0' })
const accounts = (...rows: [number, string][]): Call => ({
  path: 'v1/account/accounts',
  response: ok(rows.map(([id, type]) => ({ id, type, subtype: '', state: 'working' }))),
})
const balance = (id: number, list: object[]): Call => ({
  path: `v1/account/accounts/${id}/balance`,
  response: ok({ id, state: 'working', list }),
})
const detail = {
  currency: 'USDT',
  equity: '174.216697577770536136',
  available: '174.216697577770536136',
  profit_unreal: '0',
  initial_margin: '0',
  maintenance_margin: '0',
  available_margin: '174.216697577770536136',
  voucher: '0',
  withdraw_available: '174.216697577770536136',
  isolated_equity: '0',
  isolated_profit_unreal: '0',
}
const linear = (equity: string, ...details: object[]): Call => ({
  path: 'v5/account/balance',
  response: v5({ state: 'normal', equity, details }),
})
const opens = (...rows: object[]): Call => ({ path: 'v5/trade/position/opens', response: v5(rows) })
const long = {
  contract_code: 'BTC-USDT',
  position_side: 'long',
  direction: 'buy',
  margin_mode: 'cross',
  open_avg_price: '63204.5',
  volume: '1',
  available: '1',
  lever_rate: 20,
  liquidation_price: '-110163.844268282697306843',
  margin: '3.158275',
  initial_margin: '3.158275',
  maintenance_margin: '0.2147627',
  profit_unreal: '-0.039',
  mark_price: '63165.5',
  last_price: '63163.3',
  margin_currency: 'USDT',
  contract_type: 'swap',
}
const swap = {
  symbol: 'BTC',
  contract_code: 'BTC-USD',
  volume: '30.000000000000000000',
  available: '30.000000000000000000',
  frozen: '0E-18',
  cost_open: '48000.000000000012353300',
  cost_hold: '48000.000000000012353300',
  profit_unreal: '0.0025',
  lever_rate: '3',
  position_margin: '0.02',
  direction: 'buy',
  last_price: '50000',
}

describe('HTX', () => {
  it('reads every account by its id, coins in orders too', async () => {
    const { assets } = await run([
      balance(1528640, [
        row('btc', 'trade', '1.25'),
        row('btc', 'frozen', '0.75'),
        row('lun', 'trade', '0'),
        row('lun', 'frozen', '0'),
      ]),
      balance(22, [row('usdt', 'trade', '100.5')]),
      balance(33, [row('eth', 'trade', '2'), row('eth', 'lock', '1')]),
      accounts([5202591, 'point'], [1528640, 'spot'], [22, 'otc'], [33, 'deposit-earning']),
    ])
    expect(assets.map(({ walletType, symbol, size, availableBalance }) => [walletType, symbol, size, availableBalance])).toEqual([
      ['spot', 'BTC', '2', '1.25'],
      ['earn', 'ETH', '3', '2'],
      ['funding', 'USDT', '100.5', '100.5'],
    ])
  })

  it('subtracts loans and their interest, of cross and isolated margin', async () => {
    const list = [
      row('btc', 'trade', '1168.533000000000000000'),
      row('btc', 'frozen', '0.000000000000000000'),
      row('btc', 'loan', '-2.433000000000000000'),
      row('btc', 'interest', '-0.000533000000000000'),
      row('btc', 'transfer-out-available', '1163.872174670000000000'),
      row('btc', 'loan-available', '8161.876538350676000000'),
      row('usdt', 'loan-available', '200'),
    ]
    const { assets } = await run([
      { path: 'v1/cross-margin/accounts/balance', response: ok({ id: 51015302, type: 'cross-margin', list }) },
      {
        path: 'v1/margin/accounts/balance',
        response: ok([
          { id: 18264, symbol: 'btcusdt', list: list.slice(0, 1) },
          { id: 2, list: [row('btc', 'trade', '1')] },
        ]),
      },
      accounts([1, 'super-margin'], [2, 'margin']),
    ])
    expect(assets.map(({ walletType, symbol, size, amount, borrowed }) => [walletType, symbol, size, amount, borrowed])).toEqual([
      ['isolated_margin', 'BTC', '1169.533', '1169.533', '0'],
      ['margin', 'BTC', '1166.099467', '1168.533000000000000000', '2.433533'],
    ])
  })

  it('reads the linear account and both sides of hedge mode', async () => {
    const { assets, equity, positionMode, equities } = await run([
      linear('174.177697577770536136', {
        ...detail,
        equity: '174.177697577770536136',
        profit_unreal: '-0.039',
        initial_margin: '3.158275',
        maintenance_margin: '0.2147627',
      }),
      opens(
        long,
        {
          ...long,
          contract_code: 'ETH-USDT-260327',
          position_side: 'short',
          direction: 'sell',
          margin_mode: 'isolated',
          volume: '50',
          mark_price: '2000',
          liquidation_price: '2500.5',
          margin: '99.5',
        },
        { ...long, volume: '0' },
      ),
    ])
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      walletType: 'perp',
      size: '174.216697577770536136',
      unrealizedProfit: '-0.039',
      marginBalance: '174.177697577770536136',
      initialMargin: '3.158275',
      maintMargin: '0.2147627',
      availableBalance: '174.216697577770536136',
    })
    expect(assets.find(({ symbol }) => symbol === 'BTC:PERP-USDT')).toMatchObject({
      size: '0.001',
      notional: '63.1655',
      unrealizedProfit: '-0.039',
      leverage: '20',
      liquidationPrice: null,
      marginBalance: null,
      marginMode: 'cross',
      positionSide: 'long',
    })
    expect(assets.find(({ symbol }) => symbol === 'ETH:260327-USDT')).toMatchObject({
      size: '-0.5',
      notional: '-1000',
      liquidationPrice: '2500.5',
      marginBalance: '99.5',
      marginMode: 'isolated',
      positionSide: 'short',
    })
    expect(equity).toBe('174.177697577771')
    expect(equities.find(({ walletType }) => walletType === 'perp')?.reportedEquity).toBe('174.177697577770536136')
    expect(positionMode).toBe('hedge')
  })

  it('counts the margin of isolated positions once, whether or not the equity holds it', async () => {
    const isolated = { ...detail, available: '90', isolated_equity: '11', isolated_profit_unreal: '1', profit_unreal: '0' }
    const within = await run([linear('101', { ...isolated, equity: '101' })])
    const beside = await run([linear('90', { ...isolated, equity: '90' })])
    for (const { assets } of [within, beside]) {
      expect(assets[0]).toMatchObject({ size: '100', unrealizedProfit: '1', marginBalance: '101' })
    }
  })

  it('reads inverse swaps and futures with the account of each coin', async () => {
    const account = {
      symbol: 'BTC',
      margin_balance: '1.0025',
      margin_static: '1',
      profit_unreal: '0.0025',
      margin_position: '0.02',
      margin_frozen: '0',
      margin_available: '0.9825',
    }
    const { assets, equity } = await run([
      {
        path: 'swap-api/v1/swap_account_info',
        response: ok([
          account,
          {
            ...account,
            symbol: 'ETH',
            margin_balance: 0,
            margin_static: 0,
            profit_unreal: 0,
            margin_position: '0E-18',
            margin_frozen: 0,
            margin_available: '0E-18',
          },
        ]),
      },
      { path: 'swap-api/v1/swap_position_info', response: ok([swap]) },
      { path: 'api/v1/contract_account_info', response: ok([]) },
      {
        path: 'api/v1/contract_position_info',
        response: ok([{ ...swap, contract_code: 'BTC260626', direction: 'sell', volume: '10' }]),
      },
    ])
    expect(assets.find(({ symbol }) => symbol === 'BTC')).toMatchObject({
      walletType: 'coinm',
      size: '1',
      unrealizedProfit: '0.0025',
      marginBalance: '1.0025',
      initialMargin: '0.02',
      availableBalance: '0.9825',
    })
    expect(assets.find(({ symbol }) => symbol === 'BTC:PERP-USD')).toMatchObject({
      size: '0.06',
      notional: '3000',
      markPrice: null,
      leverage: '3',
      positionSide: 'long',
    })
    expect(assets.find(({ symbol }) => symbol === 'BTC:260626-USD')).toMatchObject({
      walletType: 'delivery',
      size: '-0.02',
      notional: '-1000',
      positionSide: 'short',
    })
    expect(assets).toHaveLength(3)
    expect(equity).toBe('50125')
  })

  it('names contracts that were never opened', async () => {
    const { assets, notIncluded } = await run([
      balance(1, [row('btc', 'trade', '1')]),
      accounts([1, 'spot']),
      {
        path: 'swap-api/',
        response: {
          status: 'error',
          err_code: 1220,
          err_msg: 'You don’t have access permission as you have not opened contracts trading.',
        },
      },
    ])
    expect(assets).toHaveLength(1)
    expect(notIncluded.some(({ wallet, reason }) => wallet === 'coinm' && reason.includes('not opened contracts trading'))).toBe(
      true,
    )
  })

  it.each([
    ['api-signature-not-valid', 'Signature not valid: Incorrect Access key [Access key错误]', 'exchange_credentials', 'apiKey'],
    ['api-signature-not-valid', 'Signature not valid: Verification failure [校验失败]', 'exchange_credentials', 'apiSecret'],
    [
      'api-signature-not-valid',
      'Signature not valid: API key has no permission [API Key没有权限]',
      'exchange_permission',
      undefined,
    ],
    ['base-request-exceed-frequency-limit', 'Frequency of requests has exceeded the limit', 'exchange_rate_limit', undefined],
    ['system-maintenance', 'System is in maintenance!', 'exchange_maintenance', undefined],
  ])('tells %s (%s)', async (errorCode, message, code, field) => {
    const response = { status: 'error', 'err-code': errorCode, 'err-msg': message, data: null }
    const error: unknown = await run([{ path: '/', response }]).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code, fields: field === undefined ? undefined : { [field]: expect.any(String) } })
  })
})

describe('a key of HTX', () => {
  it('is told with its permissions and addresses', async () => {
    const key = {
      accessKey: 'key',
      note: 'reader',
      permission: 'readOnly,trade',
      ipAddresses: '203.0.113.7,203.0.113.8',
      validDays: -1,
      status: 'normal',
    }
    const { verify } = connected({
      exchange: 'htx',
      calls: [
        accounts([1, 'spot']),
        { path: 'v2/user/uid', response: { code: 200, data: 63628520 } },
        { path: 'v2/user/api-key', query: 'uid=63628520', response: { code: 200, data: [{ ...key, accessKey: 'other' }, key] } },
      ],
    })
    expect(await verify()).toEqual({
      permissions: ['read', 'trade'],
      positionMode: null,
      ipList: ['203.0.113.7', '203.0.113.8'],
      expiresAt: null,
      label: 'reader',
      uid: '63628520',
    })
  })
})

describe('leverage on HTX', () => {
  const tried = () =>
    connected({
      exchange: 'htx',
      markets: MARKETS,
      calls: [
        {
          path: 'v5/position/lever',
          response: v5([
            { contract_code: 'BTC-USDT', margin_mode: 'isolated', lever_rate: 5 },
            { contract_code: 'BTC-USDT', margin_mode: 'cross', lever_rate: 20 },
          ]),
        },
        { path: 'swap_account_info', response: ok([{ symbol: 'BTC', contract_code: 'BTC-USD', lever_rate: 3 }]) },
        { path: 'swap_switch_lever_rate', response: ok({ contract_code: 'BTC-USD', lever_rate: '10' }) },
      ],
    })

  it('is kept for each margin mode of a linear contract', async () => {
    const { setLeverage, changes } = tried()
    expect((await setLeverage('BTC:PERP-USDT', '10', 'cross')).previousLeverage).toBe('20')
    expect((await setLeverage('BTC:PERP-USDT', '5', 'isolated')).previousLeverage).toBe('5')
    expect(changes).toHaveLength(1)
    expect(changes[0]).toContain('"margin_mode":"cross","lever_rate":"10"')
  })

  it('is set for an inverse contract, and refused as a fraction', async () => {
    const { setLeverage, changes } = tried()
    expect((await setLeverage('BTC:PERP-USD', '10')).previousLeverage).toBe('3')
    expect(changes.at(-1)).toContain('"contract_code":"BTC-USD","lever_rate":"10"')
    await expect(setLeverage('BTC:PERP-USD', '2.5')).rejects.toThrow('must be a whole number')
  })
})
