import { afterEach, describe, expect, it } from 'vitest'
import { SAMPLE_BINANCE_BTC, SAMPLE_BINANCE_USDT, SAMPLE_BYBIT_ETH, SAMPLE_BYBIT_USDT } from '@/server/contract-sample'
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
    expect(assets).toContainEqual(SAMPLE_BYBIT_ETH)
    expect(assets).toContainEqual(SAMPLE_BYBIT_USDT)
  })

  it('Binance, to the last decimal', async () => {
    const assets = await rows('binance')
    // The sample is cut: of rows that it does not show there are shares in it.
    for (const { notional_pct_total, ...row } of [SAMPLE_BINANCE_USDT, SAMPLE_BINANCE_BTC]) {
      expect(assets).toContainEqual(expect.objectContaining(row))
      expect(notional_pct_total).toBeLessThan(1)
    }
  })
})
