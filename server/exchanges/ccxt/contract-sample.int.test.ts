import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '@/server/log'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { valueAccount } from '../../domain/valuation'
import { createCcxtExchanges } from '../ccxt-port'

/** docs: the REST contract's sample, from a ledger with its numbers. */
let simulator: RunningSimulator | undefined
afterEach(() => simulator?.close())

async function rows(venue: 'bybit' | 'binance') {
  const ledger = scenario(venue, 'contract-sample')
  simulator = await startSimulator({ frozen: true, ledgers: [ledger] })
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent') })
  const signal = AbortSignal.timeout(20_000)
  const { apiKey, apiSecret } = ledger.key
  const account = await exchanges.fetchHoldings(
    { exchange: venue, credentials: { apiKey, apiSecret }, sandbox: false, options: {} },
    signal,
  )
  const codes = account.holdings.flatMap((row) => (row.kind === 'token' ? [row.symbol] : [row.settle]))
  const prices = await exchanges.prices(venue, codes, signal)
  const { assets } = valueAccount(account, (code) => prices.get(code) ?? null)
  return assets.map((asset) => ({
    symbol: asset.symbol,
    size: Number(asset.size),
    notional: Number(asset.notional),
    market_type: asset.marketType,
    asset_type: asset.assetType,
    unrealized_profit: Number(asset.unrealizedProfit),
    initial_margin: Number(asset.initialMargin),
    maint_margin: Number(asset.maintMargin),
    margin_balance: asset.marginBalance === null ? null : Number(asset.marginBalance),
    leverage: asset.leverage === null ? null : Number(asset.leverage),
    notional_pct_total: Number(asset.notionalPctTotal),
  }))
}

describe('the sample of the REST contract', () => {
  it('Bybit, to the last decimal', async () => {
    const assets = await rows('bybit')
    expect(assets).toContainEqual({
      symbol: 'ETH:PERP-USDT',
      size: 1.69,
      notional: 3051.5284,
      market_type: 'perp',
      asset_type: 'position',
      unrealized_profit: 24.6772,
      initial_margin: 306.80066534,
      maint_margin: 16.90546734,
      margin_balance: 298.90609459,
      leverage: 10,
      notional_pct_total: 0.994565,
    })
    expect(assets).toContainEqual({
      symbol: 'USDT',
      size: 275.56989474,
      notional: 275.569895,
      market_type: 'unified',
      asset_type: 'token',
      unrealized_profit: 23.33619985,
      initial_margin: 308.47710954,
      maint_margin: 17.08121552,
      margin_balance: 298.90609459,
      leverage: null,
      notional_pct_total: 0.817474,
    })
  })

  it('Binance, to the last decimal', async () => {
    const assets = await rows('binance')
    expect(assets).toContainEqual(
      expect.objectContaining({
        symbol: 'USDT',
        size: 1414.06039641,
        notional: 1414.060396,
        market_type: 'perp',
        unrealized_profit: 11.02638782,
        initial_margin: 155.72429442,
        maint_margin: 3.32015061,
        margin_balance: 1425.08678423,
        leverage: null,
      }),
    )
    expect(assets).toContainEqual(
      expect.objectContaining({
        symbol: 'BTC:PERP-USDT',
        size: 0.021,
        notional: 572.956735,
        market_type: 'perp',
        asset_type: 'position',
        unrealized_profit: 7.87343483,
        initial_margin: 114.59134696,
        maint_margin: 2.29182693,
        margin_balance: null,
        leverage: 5,
      }),
    )
  })
})
