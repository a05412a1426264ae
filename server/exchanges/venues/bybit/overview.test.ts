import { describe, expect, it } from 'vitest'
import { Decimal } from '../../../domain/decimal'
import { emptied } from '../emptied.testing'
import { replayed, valued } from '../recordings.testing'

const usdt = (equity: string) => [{ coin: 'USDT', equity }]
/** The documented answer of …/docs/v5/asset/balance/asset-overview (2026-06), without Alpha, which was added to it later. */
const OVERVIEW = [
  account('CryptoLoans', '20429.51', [
    { coin: 'BTC', equity: '-0.00100377' },
    { coin: 'MNT', equity: '50' },
    { coin: 'USDT', equity: '20383.9175' },
  ]),
  products('Earn', '20888.1', ['Easy Earn', '20888.1', [{ coin: 'BTC', equity: '0.3' }, ...usdt('200')]]),
  products(
    'TradingBot',
    '120.53',
    ['Futures Grid Bot', '4', usdt('4')],
    ['Futures Combo Bot', '101.53', usdt('101.5392')],
    ['Futures Martingale Bot', '14.99', usdt('14.9923')],
  ),
  account('FundingAccount', '7175590.45', [{ coin: 'BTC', equity: '97.99999988' }]),
  account('BybitPayLater', '254.37', [...usdt('178'), { coin: 'USDC', equity: '76.371564' }]),
  account('UnifiedTradingAccount', '213399.38', usdt('37283.5394')),
  products(
    'CopyTrading',
    '4491.24',
    ['Copy Trading Classic', '1379.24', usdt('1379.2463')],
    ['Copy Trading TradFi', '2111', usdt('2111')],
    ['Copy Trading Pro', '1001', usdt('1001')],
  ),
  account('CryptoLoans_legacy', '8304.15', [{ coin: 'BTC', equity: '0.13' }, ...usdt('-1000.5547')]),
  account('Launchpool', '339.1', [{ coin: 'MNT', equity: '100' }, ...usdt('111')]),
  account('TradFi', '13121.13', usdt('13121.13')),
  account('MarginStakedSOL', '85.02', [{ coin: 'SOL', equity: '34.05211088' }]),
]
const TOTAL = '7457023'

function account(accountType: string, totalEquity: string, coinDetail: object[]) {
  return { totalEquity, valuationCurrency: 'USD', accountType, coinDetail, snapshotTime: '1772449024908' }
}
function products(accountType: string, totalEquity: string, ...rows: [string, string, object[] | null][]) {
  const categories = rows.map(([category, equity, coinDetail]) => ({ category, equity, ...(coinDetail && { coinDetail }) }))
  return { totalEquity, valuationCurrency: 'USD', accountType, snapshotTime: '1772449024908', categories }
}
const overview = (...list: object[]) => ({
  path: 'v5/asset/asset-overview',
  response: { retCode: 0, retMsg: 'Success', result: { totalEquity: TOTAL, list }, retExtInfo: {}, time: 1772449025426 },
})
const PRICES = { USDT: '1', MNT: '0.8' }
const run = (...list: object[]) => valued({ exchange: 'bybit', calls: [overview(...list)], prices: PRICES })

describe('What Bybit holds beside its accounts', () => {
  it('is in none of its other accounts: they come to its total', () => {
    const sum = OVERVIEW.reduce((total, { totalEquity }) => total.plus(totalEquity), new Decimal(0))
    expect(sum.toDecimalPlaces(0).toFixed()).toBe(TOTAL)
  })

  it('is read of bots, copy trading and Launchpool, coin by coin over all their products', async () => {
    const { assets, equity, equities, notIncluded } = await run(...OVERVIEW)
    expect(assets.map(({ walletType, symbol, size }) => [walletType, symbol, size]).sort()).toEqual([
      ['bots', 'USDT', '120.5315'],
      ['copy trading', 'USDT', '4491.2463'],
      ['launchpool', 'MNT', '100'],
      ['launchpool', 'USDT', '111'],
    ])
    expect(equities.map(({ walletType }) => walletType).sort()).toEqual(['bots', 'copy trading', 'launchpool'])
    // 120.5315 + 4491.2463 + 111 and 100 MNT: coins of the unified, the funding and the earn account are told by calls of their own.
    expect(equity).toBe('4802.7778')
    const named = notIncluded.filter(({ reason }) => reason.includes('does not read'))
    expect(named.map(({ wallet }) => wallet).sort()).toEqual([
      'BybitPayLater',
      'CryptoLoans',
      'CryptoLoans_legacy',
      'MarginStakedSOL',
      'TradFi',
    ])
    expect(named.find(({ wallet }) => wallet === 'TradFi')?.reason).toContain('13121.13 USD')
  })

  it('names an account that holds something by its worth alone, and none that holds nothing', async () => {
    const { assets, notIncluded } = await run(
      products('TradingBot', '12', ['Spot Grid Bot', '12', null]),
      { ...account('Launchpool', '5', []), coinDetail: null },
      account('TradFi', '0', []),
      products('CopyTrading', '0'),
    )
    expect(assets).toEqual([])
    const named = notIncluded.filter(({ reason }) => reason.startsWith('Bybit tells'))
    expect(named.map(({ wallet }) => wallet).sort()).toEqual(['bots', 'launchpool'])
  })

  it('fails the reading where the amount of a coin is empty, and nothing where an account is worth what is not told', async () => {
    await expect(run(account('Launchpool', '1', [{ coin: 'MNT', equity: '' }]))).rejects.toMatchObject({
      code: 'exchange_network',
    })
    expect(await emptied({ exchange: 'bybit', calls: [overview(...OVERVIEW)], prices: PRICES })).toEqual([])
  })

  it('is named where the key may not ask, and where a site does not have it', async () => {
    const unified = { path: 'v5/account/wallet-balance', response: { retCode: 0, retMsg: 'OK', result: { list: [] } } }
    const refused = { retCode: 10005, retMsg: 'Permission denied, please check your API key permissions.' }
    const told = async (call: { status?: number; response: unknown }) =>
      (await replayed({ exchange: 'bybit', calls: [unified, { path: 'v5/asset/asset-overview', ...call }] })).not_included
        .filter(({ wallet }) => wallet === 'bots, copy trading, launchpool')
        .map(({ reason }) => reason)
    expect(await told({ response: refused })).toEqual([expect.stringContaining('10005')])
    expect(await told({ status: 404, response: '404 page not found' })).toHaveLength(1)
  })
})
