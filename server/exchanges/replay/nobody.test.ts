import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../catalogue'
import { parseRecording } from './file'
import { replay } from './replay'

const READ = { path: 'zzz', response: {} }
const market = { symbol: 'BTC/USDT', id: 'BTCUSDT', base: 'BTC', quote: 'USDT', type: 'spot' }
const run = (exchange: string, calls: object[]) =>
  replay(parseRecording(JSON.stringify({ exchange, markets: [market], calls, prices: { BTC: '1', USDC: '1', USDT: '1' } })))

/** The answers that ccxt 4.5.84 documents for `fetchBalance`, of exchanges whose keys have a form of their own. */
const BALANCES: Record<string, { calls: object[]; size: [string, string] }> = {
  gemini: {
    calls: [
      {
        path: 'v1/balances',
        response: [{ type: 'exchange', currency: 'BTC', amount: '1154.62034001', available: '1129.10517279' }],
      },
      { path: 'v1/balances/staking', response: [] },
    ],
    size: ['BTC', '1154.62034001'],
  },
  lbank: {
    calls: [
      {
        path: 'user_info.do',
        response: {
          result: 'true',
          data: [{ usableAmt: '14.36', assetAmt: '14.36', freezeAmt: '0', coin: 'usdt', networkList: [] }],
          code: 0,
        },
      },
    ],
    size: ['USDT', '14.36'],
  },
  woofipro: {
    calls: [
      {
        path: 'client/holding',
        response: { success: true, data: { holding: [{ token: 'USDC', holding: 28.000752, frozen: 0 }] } },
      },
    ],
    size: ['USDC', '28.000752'],
  },
  modetrade: {
    calls: [
      {
        path: 'client/holding',
        response: { success: true, data: { holding: [{ token: 'USDC', holding: 28.000752, frozen: 0 }] } },
      },
    ],
    size: ['USDC', '28.000752'],
  },
  paradex: {
    calls: [
      {
        path: 'v1/balance',
        response: { results: [{ token: 'USDC', size: '99980.2382266290601', last_updated_at: 1718529757240 }] },
      },
    ],
    size: ['USDC', '99980.2382266290601'],
  },
  grvt: {
    calls: [
      {
        path: 'account_summary',
        response: {
          result: {
            event_time: '1764863116142428457',
            settle_currency: 'USDT',
            total_equity: '15.0',
            available_balance: '15.0',
            spot_balances: [{ currency: 'USDT', balance: '15.0' }],
            positions: [],
          },
        },
      },
    ],
    size: ['USDT', '15.0'],
  },
  derive: {
    calls: [
      {
        path: 'get_all_portfolios',
        response: {
          result: [
            { subaccount_id: 130837, collaterals: [{ asset_name: 'BTC', currency: 'BTC', amount: '0.1' }], positions: [] },
          ],
          id: '1',
        },
      },
    ],
    size: ['BTC', '0.1'],
  },
  revolutx: {
    calls: [
      {
        path: '1.0/balances',
        response: [{ currency: 'BTC', available: '1.25000000', reserved: '0.10000000', total: '1.35000000' }],
      },
    ],
    size: ['BTC', '1.35000000'],
  },
}

describe('keys made for the replay', () => {
  it.each(Object.entries(BALANCES))('%s', async (exchange, { calls, size }) => {
    const { assets } = await run(exchange, calls)
    expect(assets.map((asset) => [asset.symbol, asset.size])).toEqual([size])
  })

  it('are accepted by every exchange: none fails before it has asked', async () => {
    const failed: string[] = []
    for (const { id } of CATALOGUE) {
      await run(id, [READ]).catch((error: unknown) => {
        const words = error instanceof Error ? error.message : String(error)
        if (/not a secret|credentials|requires? a? ?\w* ?(parameter|key)|signature/i.test(words)) failed.push(`${id}: ${words}`)
      })
    }
    expect(failed).toEqual([])
  }, 60_000)
})
