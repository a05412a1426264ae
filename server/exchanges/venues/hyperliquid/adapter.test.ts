import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { recorded, valued } from '../recordings.testing'

const MARKETS = [
  { symbol: 'SOL/USDC:USDC', id: '5' },
  { symbol: 'ETH/USDC:USDC', id: '1' },
  { symbol: 'HYPE/USDC:USDC', id: '159' },
  { symbol: 'FLX-CRCL/USDH:USDH', id: '110000' },
]
const PRICES = { USDC: '1', USDH: '1' }
const answer = (query: string, response: unknown) => ({ path: 'info', query, response })
const main = (index: number) => answer('"clearinghouseState"', recorded('hyperliquid', index))
const run = (calls: ReturnType<typeof answer>[]) => valued({ exchange: 'hyperliquid', markets: MARKETS, calls, prices: PRICES })

describe('Hyperliquid', () => {
  it('reads recorded cross positions and the money behind them', async () => {
    const { assets, equity } = await run([main(1)])
    const [eth, usdc, sol] = assets
    expect(eth).toMatchObject({
      symbol: 'ETH:PERP-USDC',
      size: '3.6',
      notional: '13694.04',
      unrealizedProfit: '9734.04',
      initialMargin: '684.702',
      marginBalance: null,
      leverage: '20',
      entryPrice: '1100.0',
      marginMode: 'cross',
      liquidationPrice: null,
    })
    expect(sol).toMatchObject({ size: '3.34', notional: '463.9594', unrealizedProfit: '89.563507', initialMargin: '23.19797' })
    expect(usdc).toMatchObject({
      symbol: 'USDC',
      walletType: 'perp',
      size: '9938.879948',
      unrealizedProfit: '9823.603507',
      marginBalance: '19762.483455',
      initialMargin: '707.89997',
      maintMargin: '141.579994',
      availableBalance: '19047.685485',
    })
    expect(equity).toBe('19762.483455')
  })

  it('signs a recorded short', async () => {
    const { assets } = await run([main(2)])
    expect(assets.find(({ symbol }) => symbol === 'SOL:PERP-USDC')).toMatchObject({
      size: '-0.5',
      notional: '-68.98',
      unrealizedProfit: '0.4',
      markPrice: '137.96',
    })
  })

  it('tells the margin put up apart from the profit in a recorded isolated position', async () => {
    const { assets, equity } = await run([main(3)])
    expect(assets.find(({ symbol }) => symbol === 'HYPE:PERP-USDC')).toMatchObject({
      size: '-4.0',
      notional: '-192.58',
      unrealizedProfit: '-0.6071',
      initialMargin: '18.564417',
      marginBalance: '19.171517',
      marginMode: 'isolated',
      leverage: '10',
    })
    expect(equity).toBe('76.206517')
  })

  it('reads a recorded account on an exchange that others run on the chain, in its own collateral', async () => {
    const { assets, equities } = await run([answer('"dex":"flx"', recorded('hyperliquid', 0))])
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      symbol: 'FLX-CRCL:PERP-USDH',
      walletType: 'perp:flx',
      size: '0.13',
      notional: '10.41482',
      marginBalance: '3.478942',
      initialMargin: '3.459702',
    })
    expect(assets.find(({ assetType }) => assetType === 'token')).toMatchObject({
      symbol: 'USDH',
      size: '6.908941',
      marginBalance: '6.889701',
    })
    expect(equities.map(({ walletType }) => walletType)).toEqual(['perp:flx'])
  })

  it('reads recorded spot coins under their unified codes', async () => {
    const { assets } = await run([answer('"spotClearinghouseState"', recorded('hyperliquid', 4))])
    expect(Object.fromEntries(assets.map(({ symbol, size }) => [symbol, size]))).toEqual({
      USDC: '1.2908594',
      HYPE: '4.43762752',
      ETH: '0.003397716',
      SOL: '0.07894692',
      USDH: '0.00621736',
    })
    const held = await run([answer('"spotClearinghouseState"', recorded('hyperliquid', 5))])
    expect(held.assets[0]).toMatchObject({ size: '50.0', availableBalance: '40' })
  })

  it('reads a recorded account without positions', async () => {
    const { assets } = await run([main(6)])
    expect(assets).toHaveLength(1)
    expect(assets[0]).toMatchObject({
      symbol: 'USDC',
      size: '20.454862',
      marginBalance: '20.454862',
      availableBalance: '19.954862',
    })
  })

  it('counts what is staked, on its way back, and in vaults', async () => {
    const { assets } = await run([
      answer('"delegatorSummary"', {
        delegated: '12.5',
        undelegated: '0.5',
        totalPendingWithdrawal: '2.0',
        nPendingWithdrawals: 1,
      }),
      answer('"userVaultEquities"', [
        { vaultAddress: '0xdfc24b077bc1425ad1dea75bcb6f8158e10df303', equity: '742500.082809' },
        { vaultAddress: '0x1719884eb866cb12b2287399b15f7db5e7d775ea', equity: '10.5' },
      ]),
    ])
    expect(assets.map(({ symbol, size, walletType }) => [symbol, size, walletType])).toEqual([
      ['USDC', '742510.582809', 'earn'],
      ['HYPE', '15', 'earn'],
    ])
  })

  it('counts the money of a unified account once', async () => {
    const { assets, equity } = await run([
      { path: 'info', query: '"userAbstraction"', response: '"unifiedAccount"' },
      answer('"spotClearinghouseState"', { balances: [{ coin: 'USDC', total: '100.0', hold: '23.0' }] }),
      answer('"clearinghouseState"', {
        marginSummary: { accountValue: '0.0', totalMarginUsed: '0.0' },
        crossMaintenanceMarginUsed: '0.0',
        withdrawable: '0.0',
        assetPositions: [
          {
            position: {
              coin: 'SOL',
              szi: '1.0',
              entryPx: '100.0',
              positionValue: '110.0',
              unrealizedPnl: '10.0',
              liquidationPx: null,
              marginUsed: '22.0',
              leverage: { type: 'cross', value: 5 },
            },
          },
        ],
      }),
    ])
    expect(assets.find(({ symbol }) => symbol === 'USDC')).toMatchObject({
      walletType: 'unified',
      size: '100.0',
      unrealizedProfit: '10.0',
      marginBalance: '110',
    })
    expect(equity).toBe('110')
  })
})

describe('an address of Hyperliquid', () => {
  const OWN = '0x00000000000000000000000000000000000000Ab'
  const verify = (...calls: ReturnType<typeof answer>[]) =>
    connected({ exchange: 'hyperliquid', calls, credentials: { walletAddress: OWN } }).verify()
  const role = (response: object) => answer('"userRole"', response)

  it('of a sub-account goes by the name that its owner gave it', async () => {
    const subAccounts = [
      { name: 'Market making', subAccountUser: '0x00000000000000000000000000000000000000cd', master: '0x1' },
      { name: 'Carry', subAccountUser: OWN.toLowerCase(), master: '0x1' },
    ]
    const asked = [role({ role: 'subAccount', data: { master: '0x1' } }), answer('"user":"0x1"', subAccounts)]
    expect(await verify(...asked)).toMatchObject({ label: 'Carry', permissions: ['read'] })
    expect((await verify(role({ role: 'subAccount', data: { master: '0x1' } }), answer('"user":"0x1"', []))).label).toBeNull()
  })

  it('of a vault goes by its name, and of a person by none', async () => {
    const vault = answer('"vaultDetails"', { name: 'HLP', vaultAddress: OWN, leader: '0x2' })
    expect((await verify(role({ role: 'vault' }), vault)).label).toBe('HLP')
    expect((await verify(role({ role: 'user' }))).label).toBeNull()
  })
})
