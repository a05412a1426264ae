import { describe, expect, it } from 'vitest'
import { recorded, replayed, valued } from '../recordings.testing'

const MARKETS = [
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
  { symbol: 'BTC/USDT', id: 'BTCUSDT' },
  { symbol: 'ETH/USDT', id: 'ETHUSDT' },
  { symbol: 'LDO/USDT', id: 'LDOUSDT' },
  { symbol: 'BTC/USD:BTC', id: 'BTCUSD_PERP', contractSize: '100' },
  { symbol: 'BCH/USD:BCH-241227', id: 'BCHUSD_241227', type: 'future' as const, contractSize: '10' },
]
const run = (calls: { path: string; response: unknown }[], prices: Record<string, string> = { USDT: '1' }) =>
  valued({ exchange: 'binance', markets: MARKETS, calls, prices })

describe('Binance', () => {
  it('reads a recorded USD-M position of positionRisk v3', async () => {
    const { assets, positionMode } = await run([{ path: 'fapi/v3/positionRisk', response: recorded('binance', 0) }])
    expect(assets).toHaveLength(1)
    expect(assets[0]).toMatchObject({
      symbol: 'BTC:PERP-USDT',
      walletType: 'perp',
      size: '0.009',
      notional: '607.524167',
      unrealizedProfit: '0.51106678',
      initialMargin: '7.59405208',
      maintMargin: '2.43009666',
      marginBalance: null,
      marginMode: 'cross',
      leverage: null,
      markPrice: '67502.68519858',
      liquidationPrice: '64846.98753790',
    })
    expect(positionMode).toBe('one_way')
  })

  it('takes the leverage from the settings of the symbol', async () => {
    const { assets } = await run([
      { path: 'fapi/v3/positionRisk', response: recorded('binance', 1) },
      { path: 'fapi/v1/symbolConfig', response: recorded('binance', 8) },
    ])
    expect(assets[0]).toMatchObject({ notional: '608.2398', unrealizedProfit: '1.22670000', leverage: '20', marginMode: 'cross' })
  })

  it('reads assets and the position of a recorded account v3; coins of which there are none are no assets', async () => {
    const { assets, equity } = await run([{ path: 'fapi/v3/account', response: recorded('binance', 2) }], {
      USDT: '1',
      USDC: '1',
    })
    expect(assets.map(({ symbol }) => symbol)).toEqual(['BTC:PERP-USDT', 'USDC', 'USDT'])
    expect(assets[2]).toMatchObject({
      size: '3.72964781',
      unrealizedProfit: '0.54238506',
      marginBalance: '4.27203287',
      initialMargin: '7.59444356',
      maintMargin: '2.43022194',
      availableBalance: '18.65856952',
    })
    expect(assets[0]).toMatchObject({
      size: '0.009',
      unrealizedProfit: '0.54238506',
      initialMargin: '7.59444356',
      markPrice: null,
    })
    expect(equity).toBe('26.27203287')
  })

  it('reads a recorded account v2 where the recording has no v3', async () => {
    const { assets } = await run([{ path: 'fapi/v2/account', response: recorded('binance', 5) }])
    expect(assets[0]).toMatchObject({ symbol: 'USDT', walletType: 'perp', size: '31.02261200', marginBalance: '31.02261200' })
  })

  it('turns contracts of COIN-M into coins at the mark price and leaves closed ones out', async () => {
    const { assets } = await run([{ path: 'dapi/v1/positionRisk', response: recorded('binance', 3) }], { BTC: '68234.2' })
    expect(assets).toHaveLength(1)
    expect(assets[0]).toMatchObject({
      symbol: 'BTC:PERP-USD',
      walletType: 'coinm',
      size: '-0.004396622222',
      notional: '-300',
      unrealizedProfit: '0.00004318',
      leverage: '20',
      marginMode: 'cross',
      entryPrice: '68911.00000037',
    })
  })

  it('reads recorded spot coins', async () => {
    const { assets } = await run([{ path: 'api/v3/account', response: recorded('binance', 4) }], { LTC: '80', ETH: '1800' })
    expect(assets.map(({ symbol, size, walletType }) => ({ symbol, size, walletType }))).toEqual([
      { symbol: 'LTC', size: '0.91974100', walletType: 'spot' },
      { symbol: 'ETH', size: '0.02229833', walletType: 'spot' },
    ])
  })

  it('counts coins locked in orders', async () => {
    const response = { balances: [{ asset: 'ETH', free: '1.5', locked: '0.25' }] }
    const { assets } = await run([{ path: 'api/v3/account', response }])
    expect(assets[0]).toMatchObject({ size: '1.75', availableBalance: '1.5' })
  })

  it('reads a recorded portfolio margin account: net of what is borrowed, in place of the futures wallets', async () => {
    const response = recorded('binance', 6)
    const { assets, equities, equity } = await run(
      [
        { path: 'papi/v1/balance', response },
        { path: 'papi/v1/account', response: { accountEquity: '146.0', actualEquity: '141.5' } },
      ],
      { USDT: '1', USDC: '1', ETH: '2500', LTC: '70', ADA: '0.4' },
    )
    const usdt = assets.find(({ symbol }) => symbol === 'USDT')
    expect(usdt).toMatchObject({
      walletType: 'unified',
      amount: '136.03451668',
      borrowed: '0.00019048',
      size: '136.0343262',
      unrealizedProfit: '0.0',
    })
    expect(assets.find(({ symbol }) => symbol === 'USDC')).toMatchObject({
      size: '-0.00017186',
      amount: '0.0',
      borrowed: '0.00017186',
    })
    expect(equities.map(({ walletType }) => walletType)).toEqual(['unified'])
    expect(equities[0]?.reportedEquity).toBe('141.5')
    expect(equity).toBe('141.53632434')
  })

  it('counts flexible savings once: as earn where that wallet answers, else by the receipts in spot', async () => {
    const spot = {
      balances: [
        { asset: 'LDBTC', free: '0.5', locked: '0' },
        { asset: 'LDO', free: '7', locked: '0' },
      ],
    }
    const flexible = { rows: [{ asset: 'BTC', totalAmount: '0.5' }], total: 1 }
    const both = await run([
      { path: 'api/v3/account', response: spot },
      { path: 'simple-earn/flexible/position', response: flexible },
      { path: 'simple-earn/locked/position', response: { rows: [], total: 0 } },
    ])
    const receipts = await run([{ path: 'api/v3/account', response: spot }])
    for (const { assets } of [both, receipts]) {
      expect(assets.map(({ symbol, size, walletType }) => [symbol, size, walletType]).sort()).toEqual([
        ['BTC', '0.5', 'earn'],
        ['LDO', '7', 'spot'],
      ])
    }
  })

  it('counts what is locked and what is staked by On-chain Yields with the flexible savings, each position once', async () => {
    // https://developers.binance.com/docs/staking/on-chain-yields/account/Get-Onchain-Locked-Product-Position (2026-06)
    const onChain = { positionId: '123123', projectId: 'Solv-60d', asset: 'BTC', amount: '122.09202928', rewardAsset: 'SOLV' }
    const lists = (locked: object[], staked: object[]) => [
      { path: 'simple-earn/flexible/position', response: { rows: [{ asset: 'BTC', totalAmount: '0.5' }], total: 1 } },
      { path: 'simple-earn/locked/position', response: { rows: locked, total: locked.length } },
      { path: 'onchain-yields/locked/position', response: { rows: staked, total: staked.length } },
    ]
    const locked = { positionId: 123123, projectId: 'Axs*90', asset: 'AXS', amount: '122.09202928', rewardAsset: 'AXS' }
    const sizes = async (...calls: { path: string; response: unknown }[]) =>
      (await run(calls, { BTC: '60000', AXS: '5' })).assets.map(({ symbol, size }) => `${symbol} ${size}`).sort()
    expect(await sizes(...lists([{ ...locked, positionId: 7 }], [onChain]))).toEqual(['AXS 122.09202928', 'BTC 122.59202928'])
    expect(await sizes(...lists([{ ...locked, asset: 'BTC' }], [onChain]))).toEqual(['BTC 122.59202928'])
    await expect(run(lists([], [{ ...onChain, amount: '' }]))).rejects.toMatchObject({ code: 'exchange_network' })
    // Where a key may not see one of the lists the others count, and it is named.
    const refused = {
      path: 'onchain-yields',
      status: 401,
      response: { code: -2015, msg: 'Invalid API-key, IP, or permissions.' },
    }
    const { assets, notIncluded } = await run([...lists([], []).slice(0, 2), refused])
    expect(assets.map(({ size }) => size)).toEqual(['0.5'])
    expect(notIncluded.filter(({ wallet, reason }) => wallet === 'earn' && reason.includes('-2015'))).toHaveLength(1)
  })

  it('knows a receipt by its name where a recording has no market of its coin, and Lido’s coin from one', async () => {
    const balances = ['LDSOL', 'LDUSDT', 'LDO'].map((asset) => ({ asset, free: '2', locked: '0' }))
    const { assets, unpriced } = await valued({
      exchange: 'binance',
      calls: [{ path: 'api/v3/account', response: { balances } }],
      prices: { SOL: '100', USDT: '1', LDO: '3' },
    })
    expect(assets.map(({ symbol, walletType, notional }) => [symbol, walletType, notional])).toEqual([
      ['SOL', 'earn', '200'],
      ['LDO', 'spot', '6'],
      ['USDT', 'earn', '2'],
    ])
    expect(unpriced).toEqual([])
  })

  it('keeps both sides of a hedged pair and the margin put up in isolated mode', async () => {
    const side = (positionSide: string, positionAmt: string) => ({
      symbol: 'BTCUSDT',
      positionSide,
      positionAmt,
      entryPrice: '50000',
      markPrice: '51000',
      unRealizedProfit: '10',
      liquidationPrice: '0',
      isolatedMargin: '110',
      isolatedWallet: '100',
      notional: '510',
      initialMargin: '51',
      maintMargin: '2',
    })
    const { assets, positionMode } = await run([
      { path: 'fapi/v3/positionRisk', response: [side('LONG', '0.01'), side('SHORT', '-0.01')] },
    ])
    expect(assets.map(({ size, positionSide }) => [size, positionSide])).toEqual([
      ['0.01', 'long'],
      ['-0.01', 'short'],
    ])
    expect(assets[0]).toMatchObject({ marginMode: 'isolated', marginBalance: '100', liquidationPrice: null })
    expect(positionMode).toBe('hedge')
  })

  it('merges isolated margin pairs by coin and takes off loans with interest', async () => {
    const row = (asset: string, free: string, borrowed: string, netAsset: string) => ({
      asset,
      free,
      locked: '0',
      borrowed,
      interest: '0.1',
      netAsset,
    })
    const response = {
      assets: [
        { baseAsset: row('BTC', '1', '0', '0.9'), quoteAsset: row('USDT', '100', '150', '-50.1') },
        { baseAsset: row('ETH', '0', '0', '0'), quoteAsset: row('USDT', '20', '0', '19.9') },
      ],
    }
    const { assets } = await run([{ path: 'sapi/v1/margin/isolated/account', response }])
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      walletType: 'isolated_margin',
      size: '-30.2',
      amount: '120',
      borrowed: '150.2',
    })
  })

  it('takes -2015 of one wallet for a missing permission, and of all wallets for a bad key', async () => {
    const refused = { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' }
    const one = await replayed({
      exchange: 'binance',
      calls: [
        { path: 'api/v3/account', response: { balances: [] } },
        { path: 'fapi/v3/account', status: 401, response: refused },
      ],
    })
    expect(one.not_included.find(({ wallet, path }) => wallet === 'perp' && path === undefined)?.reason).toContain('-2015')
    const all = replayed({ exchange: 'binance', calls: [{ path: 'binance.com', status: 401, response: refused }] })
    await expect(all).rejects.toMatchObject({ code: 'exchange_credentials' })
  })
})
