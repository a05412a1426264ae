import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ValuedAccount } from '../../domain/types'
import { parseRecording } from '../replay/file'
import { valueRecording } from '../replay/replay'
import { valued } from '../venues/recordings.testing'

/** Exchanges without a room of their own, held to answers from their documentation; what is right stands beside each. */
const handed = (name: string) =>
  valueRecording(parseRecording(readFileSync(`server/exchanges/cases/generic/${name}.json`, 'utf8')))
const sizes = ({ assets }: ValuedAccount, type: 'token' | 'position') =>
  assets.filter(({ assetType }) => assetType === type).map(({ walletType, symbol, size }) => [walletType, symbol, size])
const left = ({ notIncluded }: ValuedAccount) => notIncluded.map(({ wallet }) => wallet)

describe('positions', () => {
  it('count coins where the exchange does, whatever its smallest order (apex)', async () => {
    const account = await handed('apex')
    expect(account.equity).toBe('1100')
    expect(sizes(account, 'position')).toEqual([['perp', 'BTC:PERP-USDT', '-0.500']])
    expect(account.assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      leverage: null,
      liquidationPrice: null,
    })
  })

  it('are what is open, not what may still be closed (digifinex)', async () => {
    const digifinex = await handed('digifinex')
    expect(sizes(digifinex, 'position')).toEqual([['perp', 'BTC:PERP-USDT', '-0.005']])
    expect(digifinex.assets.find(({ assetType }) => assetType === 'position')?.maintMargin).toBeNull()
  })

  it('are rows where ccxt leaves their size out (bitfinex, whitebit, zebpay)', async () => {
    const bitfinex = await handed('bitfinex')
    expect(sizes(bitfinex, 'position')).toEqual([['perp', 'BTC:PERP-USDT', '-0.5']])
    expect(bitfinex.assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      markPrice: '60025',
      notional: '-30012.5',
      unrealizedProfit: '-12.5',
    })
    expect(sizes(await handed('generic-dropped-position'), 'position')).toEqual([['perp', 'BTC:PERP-USDT', '0.001']])
    const zebpay = await handed('zebpay')
    expect(sizes(zebpay, 'position')).toEqual([['perp', 'ETH:PERP-INR', '-2']])
    expect(zebpay.warnings.join()).toContain('does not tell the open profit')
  })

  it('in a market that is not listed are rows by the exchange’s own id (woo-new-market)', async () => {
    const account = await handed('woo-new-market')
    expect(account.equity).toBe('1060')
    expect(sizes(account, 'position')).toEqual([['unified', 'PERP_LTC_USDT', '-10']])
  })
})

describe('equity', () => {
  it('has open profit once: added to cash, taken as it is where the exchange counts it', async () => {
    expect((await handed('woo')).equity).toBe('1060')
    expect((await handed('generic-profit')).equity).toBe('1125')
    expect((await handed('cryptocom')).equity).toBe('4950')
    expect((await handed('blofin')).equity).toBe('1050')
    expect(sizes(await handed('blofin'), 'token')).toEqual([['perp', 'USDT', '1000']])
    expect((await handed('dydx')).equity).toBe('161451.040416029')
    expect((await handed('generic-free-as-total')).equity).toBe('10000')
  })

  it('is that of the perpetuals with their profit, and spot coins are rows (lighter)', async () => {
    const account = await handed('lighter')
    expect(account.equities.find(({ walletType }) => walletType === 'perp')?.totalEquity).toBe('15298.072264')
    expect(sizes(account, 'token')).toEqual([
      ['perp', 'USDC', '9100.242706'],
      ['spot', 'ETH', '3.0'],
      ['spot', 'USDC', '1000'],
    ])
  })

  it('takes no cost for a margin (cryptocom)', async () => {
    const position = (await handed('cryptocom')).assets.find(({ assetType }) => assetType === 'position')
    expect(position).toMatchObject({ initialMargin: null, marginBalance: null, notional: '-30050' })
  })
})

describe('wallets', () => {
  it('of one answer are all read (bitfinex, latoken)', async () => {
    expect(sizes(await handed('bitfinex'), 'token').sort()).toEqual([
      ['funding', 'USD', '5000'],
      ['margin', 'USD', '2000'],
      ['perp', 'USDT', '3000'],
      ['spot', 'USD', '100.5'],
    ])
    expect(sizes(await handed('latoken'), 'token').sort()).toEqual([
      ['funding', 'BTC', '2'],
      ['spot', 'BTC', '1'],
    ])
    const further = await handed('generic-further-wallets')
    expect(new Set(further.assets.map(({ walletType }) => walletType))).toEqual(new Set(['spot', 'margin', 'funding', 'perp']))
  })

  it('that are not read are named (blofin)', async () => {
    expect(left(await handed('blofin'))).toEqual(expect.arrayContaining(['funding', 'spot', 'earn', 'copy trading']))
  })

  it('name coins as people do (delta)', async () => {
    const account = await handed('delta')
    expect(sizes(account, 'token')).toEqual([['perp', 'USD', '1000']])
    expect(sizes(account, 'position')).toEqual([['perp', 'BTC:PERP-USD:USD', '-0.5']])
  })
})

describe('coins of spot exchanges, by answers as documented', () => {
  it.each<[string, string, unknown, string[][]]>([
    [
      'bitbank',
      'user/assets',
      { success: 1, data: { assets: [{ asset: 'btc', onhand_amount: '1.5', locked_amount: '0.5', free_amount: '1' }] } },
      [['BTC', '1.5', '1']],
    ],
    [
      'bitopro',
      'accounts/balance',
      { data: [{ currency: 'btc', amount: '1.5', available: '1', stake: '0' }] },
      [['BTC', '1.5', '1']],
    ],
    [
      'bitso',
      'balance',
      { success: true, payload: { balances: [{ currency: 'btc', available: '1', locked: '0.5', total: '1.5' }] } },
      [['BTC', '1.5', '1']],
    ],
    ['bitstamp', 'account_balances', [{ currency: 'btc', total: '1.5', available: '1', reserved: '0.5' }], [['BTC', '1.5', '1']]],
    ['bitvavo', 'balance', [{ symbol: 'BTC', available: '1', inOrder: '0.5' }], [['BTC', '1.5', '1']]],
    ['btcmarkets', 'balances', [{ assetName: 'BTC', balance: '1.5', available: '1', locked: '0.5' }], [['BTC', '1.5', '1']]],
    ['btcturk', 'users/balances', { data: [{ asset: 'BTC', balance: '1.5', locked: '0.5', free: '1' }] }, [['BTC', '1.5', '1']]],
    ['coinbaseexchange', 'accounts', [{ currency: 'BTC', balance: '1.5', available: '1', hold: '0.5' }], [['BTC', '1.5', '1']]],
    [
      'coincheck',
      'accounts/balance',
      { success: true, btc: '1', btc_reserved: '0.2', btc_lend_in_use: '0.1', btc_lent: '0.3', btc_debt: '0.4' },
      [['BTC', '1.2', '1']],
    ],
    [
      'coinsph',
      'openapi/v1/account',
      { accountType: 'SPOT', balances: [{ asset: 'BTC', free: '1', locked: '0.5' }] },
      [['BTC', '1.5', '1']],
    ],
    ['cryptomus', 'account/balance', { result: [{ ticker: 'BTC', available: '1', held: '0.5' }] }, [['BTC', '1.5', '1']]],
    [
      'foxbit',
      'accounts',
      { data: [{ currency_symbol: 'btc', balance: '1.5', balance_available: '1', balance_locked: '0.5' }] },
      [['BTC', '1.5', '1']],
    ],
    [
      'indodax',
      'tapi',
      { success: 1, return: { server_time: 1, balance: { btc: '1' }, balance_hold: { btc: '0.5' } } },
      [['BTC', '1.5', '1']],
    ],
    [
      'luno',
      'balance',
      { balance: [{ account_id: '1', asset: 'XBT', balance: '1.5', reserved: '0.5', unconfirmed: '0' }] },
      [['BTC', '1.5', '1']],
    ],
    ['p2b', 'account/balances', { success: true, result: { BTC: { available: '1', freeze: '0.5' } } }, [['BTC', '1.5', '1']]],
    ['zaif', 'tapi', { success: 1, return: { funds: { btc: 1 }, deposit: { btc: 1.5 } } }, [['BTC', '1.5', '1']]],
  ])('%s', async (exchange, path, response, expected) => {
    const { assets, warnings } = await valued({ exchange, markets: [], calls: [{ path, response }], prices: { BTC: '60000' } })
    expect(assets.map(({ symbol, size, availableBalance }) => [symbol, size, availableBalance])).toEqual(expected)
    expect(warnings).toEqual([])
  })
})
