import { describe, expect, it } from 'vitest'
import { ccxtInstance } from '../../ccxt/instance'
import { connected } from '../connection.testing'
import { recorded, valued } from '../recordings.testing'
import { hyperliquid } from './adapter'

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

  /**
   * The venue's own formula of a unified account's ratio takes the total for what is there, isolated margins and profit in it
   * (https://hyperliquid.gitbook.io/hyperliquid-docs/trading/account-abstraction-modes, 2026-07-30). A guess adds the profit.
   */
  it('counts the money of a unified account once, and its profit once', async () => {
    const { assets, equity } = await run([
      { path: 'info', query: '"userAbstraction"', response: '"unifiedAccount"' },
      answer('"spotClearinghouseState"', {
        balances: [
          { coin: 'USDC', token: 0, total: '110.0', hold: '22.0' },
          { coin: 'HYPE', token: 150, total: '-3.75', hold: '0.0' },
        ],
      }),
      answer('"clearinghouseState"', {
        // Perp exchanges of a unified account tell parts of that same money.
        marginSummary: { accountValue: '22.0', totalMarginUsed: '22.0' },
        crossMaintenanceMarginUsed: '1.1',
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
      size: '100',
      unrealizedProfit: '10.0',
      marginBalance: '110.0',
      maintMargin: '1.1',
      availableBalance: '88',
    })
    expect(assets.find(({ symbol }) => symbol === 'HYPE')).toMatchObject({ size: '-3.75', borrowed: '3.75', amount: '0' })
    expect(equity).toBe('110')
  })

  it('says where it does not know the mode of an account', async () => {
    const account = await run([{ path: 'info', query: '"userAbstraction"', response: '"pooled"' }, main(6)])
    expect(account.bound).toBe('uncertain')
    expect(account.warnings.join()).toContain('“pooled”')
  })
})

/** Forms of https://docs.chainstack.com/reference/hyperliquid-info-sub-accounts2 and …-leadingvaults, -vault-details (2026-11). */
describe('what else belongs to an address on Hyperliquid', () => {
  const state = (accountValue: string, totalNtlPos = '0.0') => ({
    marginSummary: { accountValue, totalNtlPos, totalRawUsd: accountValue, totalMarginUsed: '0.0' },
    withdrawable: accountValue,
    assetPositions: [],
  })
  const owned = (name: string, end: string, states: [string, object][], balances: object[] = []) => ({
    name,
    subAccountUser: `0x00000000000000000000000000000000000000${end}`,
    master: '0x0000000000000000000000000000000000000001',
    dexToClearinghouseState: states,
    spotState: { balances },
  })
  const reasons = async (response: unknown) => {
    const { notIncluded, equity } = await run([main(6), answer('"subAccounts2"', response)])
    return { equity, reasons: notIncluded.filter(({ wallet }) => wallet === 'sub-accounts').map(({ reason }) => reason) }
  }

  it('are sub-accounts: those with anything in them are named, none is counted', async () => {
    const found = await reasons([
      owned('Carry', 'aa', [['', state('2500.5')]]),
      owned('Empty', 'bb', [['', state('0.0')]], [{ coin: 'USDC', token: 0, total: '0.0', hold: '0.0', entryNtl: '0.0' }]),
      owned('On another exchange', 'cc', [
        ['', state('0.0')],
        ['xyz', state('12.0')],
      ]),
      owned('Coins', 'dd', [['', state('0.0')]], [{ coin: 'HYPE', token: 150, total: '3.0', hold: '0.0', entryNtl: '90.0' }]),
      owned('Under water', 'ee', [['', state('0.0', '15.0')]]),
    ])
    expect(found.equity).toBe('20.454862')
    expect(found.reasons).toHaveLength(1)
    for (const end of ['aa', 'cc', 'dd', 'ee']) expect(found.reasons[0]).toContain(`000${end})`)
    expect(found.reasons[0]).not.toContain('Empty')
  })

  it('is nothing where the exchange answers null', async () => {
    expect((await reasons(null)).reasons).toEqual([])
  })

  const leading = (...vaults: [string, string][]) =>
    answer(
      '"leadingVaults"',
      vaults.map(([address, name]) => ({ address, name })),
    )
  const [LED, OTHER] = ['0x1719884eb866cb12b2287399b15f7db5e7d775ea', '0xdfc24b077bc1425ad1dea75bcb6f8158e10df303']
  const details = (followers: object[]) =>
    answer('"vaultDetails"', {
      name: 'Led',
      vaultAddress: LED,
      leader: '0x1',
      leaderFraction: 0.2,
      followerState: null,
      followers,
    })
  const follower = (user: string, vaultEquity: string) => ({ user, vaultEquity, pnl: '1.0', allTimePnl: '1.0', daysFollowing: 3 })
  const earned = async (...calls: ReturnType<typeof answer>[]) => {
    const staked = answer('"delegatorSummary"', { delegated: '0.0', undelegated: '0.0', totalPendingWithdrawal: '0.0' })
    const { assets, notIncluded } = await run([staked, ...calls])
    const told = notIncluded.filter(({ wallet, reason }) => wallet === 'earn' && !reason.startsWith('No recorded'))
    return { size: assets.find(({ walletType }) => walletType === 'earn')?.size, told }
  }

  it('is the leader’s own share of a vault, and nothing of what others put into it', async () => {
    const found = await earned(
      answer('"userVaultEquities"', [{ vaultAddress: OTHER, equity: '10.5' }]),
      leading([LED, 'Led']),
      details([follower('Leader', '700.25'), follower(OTHER, '125000.0')]),
    )
    expect(found).toEqual({ size: '710.75', told: [] })
  })

  it('is counted once where it is among the vaults that the address has shares of', async () => {
    const found = await earned(
      answer('"userVaultEquities"', [{ vaultAddress: LED.toUpperCase().replace('0X', '0x'), equity: '700.25' }]),
      leading([LED, 'Led']),
      details([follower('Leader', '700.25')]),
    )
    expect(found).toEqual({ size: '700.25', told: [] })
  })

  it('is named where the vault does not tell what its leader holds', async () => {
    const found = await earned(answer('"userVaultEquities"', []), leading([LED, 'Led']), details([follower(OTHER, '5.0')]))
    expect(found.size).toBeUndefined()
    expect(found.told).toEqual([{ wallet: 'earn', reason: 'What its leader holds in the vault “Led” is not told.' }])
  })
})

/** https://hyperliquid.gitbook.io/hyperliquid-docs/hyperliquid-improvement-proposals-hips/hip-4-outcome-markets (2026-07): one coin, two names. */
describe('sides of outcomes on Hyperliquid', () => {
  it('are coins of the spot state, without a token', async () => {
    const { assets, equity } = await valued({
      exchange: 'hyperliquid',
      markets: MARKETS,
      calls: [
        answer('"spotClearinghouseState"', {
          balances: [
            { coin: 'USDC', token: 0, total: '11.5', hold: '0.0', entryNtl: '0.0' },
            { coin: '+92260', total: '400.0', hold: '100.0', entryNtl: '160.0' },
            { coin: '+92261', total: '0.0', hold: '0.0', entryNtl: '0.0' },
          ],
          evmEscrows: [{ coin: 'FOO', token: 9, total: '5.0' }],
        }),
      ],
      prices: { USDC: '1', '+92260': '0.4215' },
    })
    expect(assets.map(({ symbol, size, availableBalance }) => [symbol, size, availableBalance])).toEqual([
      ['+92260', '400.0', '300'],
      ['USDC', '11.5', '11.5'],
    ])
    expect(equity).toBe('180.1')
  })

  it('are priced by their market, in what they turn into, and not at all where that is not told', async () => {
    const outcome = (id: number, quoteToken?: string) => ({
      outcome: id,
      name: 'Recurring',
      description: 'class:priceBinary|underlying:BTC|expiry:20260527-0600|targetPrice:76877|period:1d',
      sideSpecs: [{ name: 'Yes' }, { name: 'No' }],
      ...(quoteToken && { quoteToken }),
    })
    const port = connected({
      exchange: 'hyperliquid',
      calls: [
        answer('"allMids"', { BTC: '77000.5', '#1050': '0.42', '#1051': '0.58', '#1060': '0.9', '#1071': '0.3', '#1080': '0.0' }),
        answer('"outcomeMeta"', { outcomes: [outcome(105, 'USDC'), outcome(106), outcome(108, 'USDC')], questions: [] }),
      ],
    })
    const prices = await port.prices('+1050', '+1051', '+1060', '+1071', '+1080', '#1050')
    expect(prices).toEqual({
      '+1050': '0.42 by +1050-USDC, USDC-USD (pegged)',
      '+1051': '0.58 by +1051-USDC, USDC-USD (pegged)',
    })
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

  it('is known by itself, however its owner named it: a sub-account is listed under the same', async () => {
    const asked = role({ role: 'user' })
    const credentials = { walletAddress: `0x${'1'.repeat(40)}`, vaultAddress: OWN }
    const beside = connected({ exchange: 'hyperliquid', calls: [asked], credentials })
    expect([(await verify(asked)).uid, (await beside.verify()).uid]).toEqual([OWN.toLowerCase(), OWN.toLowerCase()])
  })

  it('of a vault goes by its name, and of a person by none', async () => {
    const vault = answer('"vaultDetails"', { name: 'HLP', vaultAddress: OWN, leader: '0x2' })
    expect((await verify(role({ role: 'vault' }), vault)).label).toBe('HLP')
    expect((await verify(role({ role: 'user' }))).label).toBeNull()
  })
})

it('asks for no more exchanges on the chain than there may be, whatever comes in place of their list', async () => {
  let asked = 0
  const ccxt = await ccxtInstance('hyperliquid', { enableRateLimit: false, options: hyperliquid.settings?.('main') ?? {} })
  Reflect.set(ccxt, 'fetch', async () => {
    asked += 1
    return {}
  })
  const fetchMarkets: unknown = Reflect.get(ccxt, 'fetchMarkets')
  if (typeof fetchMarkets !== 'function') throw new Error('ccxt has no fetchMarkets')
  await Promise.resolve(Reflect.apply(fetchMarkets, ccxt, [])).catch(() => undefined)
  expect(asked).toBeGreaterThan(2)
  expect(asked).toBeLessThan(120)
})
