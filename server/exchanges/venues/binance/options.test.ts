import { describe, expect, it } from 'vitest'
import { emptied } from '../emptied.testing'
import { replayed, valued } from '../recordings.testing'

const MARKETS = [
  { symbol: 'BTC/USDT:USDT-251123-126000-C', id: 'BTC-251123-126000-C', type: 'option' as const },
  { symbol: 'ETH/USDT:USDT-251226-3000-P', id: 'ETH-251226-3000-P', type: 'option' as const },
]
/**
 * The account of Binance's event `ACCOUNT_UPDATE` (…/options-trading/user-data-streams/Event-Account-data, 2025-11) in the form of
 * …/options-trading/account: equity is the balance with what the option is worth, not with its profit.
 */
const ASSET = {
  asset: 'USDT',
  marginBalance: '10000475.51532086',
  equity: '10000371.61462086',
  available: '9968120.12972672',
  initialMargin: '32354.38562539',
  maintMargin: '6089.28766956',
  unrealizedPNL: '16.10430000',
  adjustedEquity: '10000475.51532086',
}
const GREEK = { underlying: 'BTCUSDT', delta: '-0.05', theta: '-0.05', gamma: '-0.002', vega: '-0.002' }
/** …/options-trading/trade/Option-Position-Information, 2025-11: the value of a short position has no sign there. */
const SHORT = {
  entryPrice: '1200.00000000',
  symbol: 'BTC-251123-126000-C',
  side: 'SHORT',
  quantity: '-0.1000',
  markValue: '103.89570000',
  unrealizedPNL: '16.10430000',
  markPrice: '1038.957',
  strikePrice: '126000',
  expiryDate: 1763884800000,
  priceScale: 2,
  quantityScale: 2,
  optionSide: 'CALL',
  quoteAsset: 'USDT',
  time: 1762872654561,
  bidQuantity: '0.0000',
  askQuantity: '0.0000',
}
const account = (...asset: object[]) => ({
  path: 'eapi/v1/marginAccount',
  response: { asset, greek: [GREEK], time: 1762843368098, canTrade: true, reduceOnly: false },
})
const opens = (...rows: object[]) => ({ path: 'eapi/v1/position', response: rows })
const kind = (told: object) => ({ path: 'sapi/v1/account/info', response: { vipLevel: 0, ...told } })
const ENABLED = kind({ isPortfolioMarginRetailEnabled: false, isOptionsEnabled: true })
const test = (...calls: { path: string; status?: number; response: unknown }[]) => ({
  exchange: 'binance',
  markets: MARKETS,
  calls: [ENABLED, ...calls],
  prices: { USDT: '1' },
})

describe('Options of Binance', () => {
  it('are a wallet of their own: equity with what they are worth, a short one below zero', async () => {
    const { assets, equity, equities } = await valued(test(account(ASSET), opens(SHORT)))
    expect(assets.find(({ assetType }) => assetType === 'token')).toMatchObject({
      symbol: 'USDT',
      walletType: 'option',
      size: '10000475.51532086',
      marginBalance: '10000371.61462086',
      unrealizedProfit: '16.10430000',
      initialMargin: '32354.38562539',
      maintMargin: '6089.28766956',
      availableBalance: '9968120.12972672',
    })
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      symbol: 'BTC:251123-126000-C-USDT',
      walletType: 'option',
      marketType: 'option',
      positionSide: 'net',
      size: '-0.1000',
      notional: '-103.8957',
      unrealizedProfit: '16.10430000',
      entryPrice: '1200.00000000',
      markPrice: '1038.957',
      marginMode: null,
    })
    expect(equities.map(({ walletType, marginBalance }) => [walletType, marginBalance])).toEqual([
      ['option', '10000371.61462086'],
    ])
    expect(equity).toBe('10000371.61462086')
  })

  it('keep the side where the quantity has no sign, coins that are told twice in one row, and no closed position', async () => {
    const long = { ...SHORT, symbol: 'ETH-251226-3000-P', side: 'LONG', quantity: '0.5', markValue: '', markPrice: '20.5' }
    const { assets } = await valued(
      test(
        account({ ...ASSET, marginBalance: '100', equity: '90' }, { ...ASSET, marginBalance: '1', equity: '1' }),
        opens({ ...SHORT, quantity: '0.1000' }, long, { ...SHORT, symbol: 'BTC-260101-1-C', quantity: '0.0000' }),
      ),
    )
    expect(assets.map(({ symbol, size, notional, marginBalance }) => [symbol, size, notional, marginBalance])).toEqual([
      ['BTC:251123-126000-C-USDT', '-0.1000', '-103.8957', null],
      ['USDT', '101', '101', '91'],
      ['ETH:251226-3000-P-USDT', '0.5', '10.25', null],
    ])
  })

  it('that are worth nothing, or are listed no more, have their rows all the same', async () => {
    const { assets } = await valued(
      test(
        account(ASSET),
        opens(
          { ...SHORT, markPrice: '0', markValue: '0' },
          { ...SHORT, symbol: 'SOL-251123-200-P', entryPrice: '', unrealizedPNL: '' },
        ),
      ),
    )
    const [gone, nothing] = ['SOL-251123-200-P', 'BTC:251123-126000-C-USDT'].map((name) =>
      assets.find(({ symbol }) => symbol === name),
    )
    expect(nothing).toMatchObject({ size: '-0.1000', notional: '0', markPrice: '0' })
    expect(gone).toMatchObject({ marketType: 'option', size: '-0.1000', entryPrice: null, unrealizedProfit: null })
  })

  it('fail the reading where a balance or an equity is empty, and say nothing that the answer leaves out', async () => {
    for (const name of ['marginBalance', 'equity'])
      await expect(valued(test(account({ ...ASSET, [name]: '' }), opens()))).rejects.toMatchObject({ code: 'exchange_network' })
    expect(await emptied(test(account(ASSET), opens(SHORT)))).toEqual([])
    // A sentence in place of an account is none of nothing.
    await expect(valued(test({ path: 'eapi/v1/marginAccount', response: { note: 'hello' } }, opens()))).rejects.toMatchObject({
      code: 'exchange_network',
    })
  })

  it('are not asked for where Binance says that they were never opened, which is no warning', async () => {
    const never = kind({ isPortfolioMarginRetailEnabled: true, isOptionsEnabled: false })
    const { assets, notIncluded } = await valued({ exchange: 'binance', calls: [never, account(ASSET), opens(SHORT)] })
    expect(assets).toEqual([])
    expect(notIncluded.filter(({ wallet }) => wallet === 'option')).toEqual([
      { wallet: 'option', reason: 'Options were never opened in this account.', unopened: true },
    ])
  })

  it('of a portfolio margin account lie beside it; without the permission they are named', async () => {
    const portfolio = kind({ isPortfolioMarginRetailEnabled: true, isOptionsEnabled: true })
    const balance = { path: 'papi/v1/balance', response: [{ asset: 'USDT', totalWalletBalance: '11' }] }
    const { equities } = await valued({ ...test(), calls: [portfolio, balance, account(ASSET), opens(SHORT)] })
    expect(equities.map(({ walletType, marginBalance }) => [walletType, marginBalance])).toEqual([
      ['unified', '11'],
      ['option', '10000371.61462086'],
    ])
    const refused = { status: 401, response: { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' } }
    const { not_included: left } = await replayed(
      test({ path: 'api/v3/account', response: { balances: [] } }, { path: 'eapi/v1', ...refused }),
    )
    expect(left.filter(({ wallet }) => wallet === 'option').map(({ reason }) => reason)).toEqual([
      expect.stringContaining('-2015'),
    ])
  })
})
