import { describe, expect, it } from 'vitest'
import { Decimal } from '../../domain/decimal'
import type { Asset, ValuedAccount } from '../../domain/types'
import { connected } from './connection.testing'
import { CASES } from './recorded-cases.testing'
import { at, POSITION, TOKEN, type Wanted } from './recorded-fields.testing'
import { recorded, type TestMarket, valued } from './recordings.testing'

const MARKETS: Record<string, TestMarket[]> = {
  binance: [
    { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
    { symbol: 'BTC/USD:BTC', id: 'BTCUSD_PERP', contractSize: '100' },
    { symbol: 'BCH/USD:BCH-241227', id: 'BCHUSD_241227', type: 'future', contractSize: '10' },
    { symbol: 'XLM/USD:XLM', id: 'XLMUSD_PERP', contractSize: '10' },
    { symbol: 'BTC/USDT', id: 'BTCUSDT' },
  ],
  bybit: [{ symbol: 'LTC/USDT:USDT', id: 'LTCUSDT' }],
  okx: [
    { symbol: 'LTC/USDT:USDT', id: 'LTC-USDT-SWAP', contractSize: '0.001' },
    { symbol: 'BTC/USD:BTC', id: 'BTC-USD-SWAP', contractSize: '100' },
    { symbol: 'SUSHI/USDT:USDT', id: 'SUSHI-USDT-SWAP', contractSize: '1' },
  ],
  hyperliquid: [
    { symbol: 'SOL/USDC:USDC', id: '5' },
    { symbol: 'ETH/USDC:USDC', id: '1' },
    { symbol: 'HYPE/USDC:USDC', id: '159' },
    { symbol: 'FLX-CRCL/USDH:USDH', id: '110000' },
  ],
}

function readBack(assets: readonly Asset[], kind: Asset['assetType']): Wanted[] {
  const fields = kind === 'token' ? TOKEN : POSITION
  return assets
    .filter(({ assetType }) => assetType === kind)
    .map((asset) => Object.fromEntries(fields.map((field) => [field, asset[field]])))
    .sort((a, b) => String(a.symbol).localeCompare(String(b.symbol)))
}

const sorted = (rows: Wanted[]) => rows.sort((a, b) => String(a.symbol).localeCompare(String(b.symbol)))
describe('recorded answers of real exchanges', () => {
  it.each(CASES.map((test) => [...test.entry, test.path, test] as const))('%s %i, %s', async (exchange, index, _, test) => {
    const answer = recorded(exchange, index)
    const account: ValuedAccount = await valued({
      exchange,
      markets: MARKETS[exchange],
      calls: [{ path: test.path, query: test.query, response: answer }],
      prices: test.prices?.(answer) ?? { USDT: '1', USDC: '1', USDH: '1' },
    })
    expect(readBack(account.assets, 'token')).toEqual(sorted(test.tokens?.(answer) ?? []))
    expect(readBack(account.assets, 'position')).toEqual(sorted(test.positions?.(answer) ?? []))
    if (!test.equity) return
    const own = new Decimal(test.equity(answer))
    expect(new Decimal(account.equity ?? 'NaN').div(own).minus(1).abs().toNumber()).toBeLessThan(0.005)
    expect(account.warnings.filter((line) => line.includes('differ'))).toEqual([])
  })

  it('binance 8: the leverage and margin mode of a symbol stand beside its position', async () => {
    const { assets } = await valued({
      exchange: 'binance',
      markets: MARKETS.binance,
      calls: [
        { path: 'fapi/v3/positionRisk', response: recorded('binance', 0) },
        { path: 'fapi/v1/symbolConfig', response: recorded('binance', 8) },
      ],
    })
    expect(assets[0]).toMatchObject({ leverage: at(recorded('binance', 8), 0, 'leverage'), marginMode: 'cross' })
  })

  it('okx 4: the label, mode and permissions of an account', async () => {
    const key = connected({ exchange: 'okx', calls: [{ path: 'account/config', response: recorded('okx', 4) }] })
    expect(await key.verify()).toMatchObject({
      label: at(recorded('okx', 4), 'data', 0, 'label'),
      permissions: ['read', 'trade', 'withdraw'],
      positionMode: 'one_way',
    })
  })

  it('are all held to', () => {
    const sizes = { binance: 10, bybit: 3, okx: 10, hyperliquid: 7 }
    const held = [...CASES.map(({ entry }) => entry.join(' ')), 'binance 8', 'okx 4'].sort()
    const all = Object.entries(sizes).flatMap(([exchange, size]) => Array.from({ length: size }, (_, i) => `${exchange} ${i}`))
    expect(held).toEqual(all.sort())
    for (const [exchange, size] of Object.entries(sizes)) expect(() => recorded(exchange, size)).toThrow()
  })
})
