import { describe, expect, it } from 'vitest'
import { type TestRecording, valued } from '../venues/recordings.testing'

/** An open position whose profit is left empty, in the least that each room reads of it. */
const perp = { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' }
const ofId = (id: string, symbol = perp.symbol) => [{ symbol, id }]
type Case = Pick<TestRecording, 'markets' | 'calls'>

const CASES: Readonly<Record<string, Case>> = {
  gate: {
    markets: ofId('BTC_USDT'),
    calls: [
      { path: 'futures/usdt/accounts', response: { total: '100', unrealised_pnl: '', currency: 'USDT' } },
      {
        path: 'futures/usdt/positions',
        response: [{ contract: 'BTC_USDT', size: '1', mark_price: '60000', unrealised_pnl: '', leverage: '0', mode: 'single' }],
      },
    ],
  },
  gemini: {
    markets: ofId('btcgusdperp', 'BTC/GUSD:GUSD'),
    calls: [
      { path: 'v1/balances/staking', response: [] },
      { path: 'v1/balances', response: [{ currency: 'GUSD', amount: '100', available: '100' }] },
      {
        path: 'v1/positions',
        response: [{ symbol: 'btcgusdperp', instrument_type: 'perp', quantity: '1', mark_price: '60000', unrealised_pnl: '' }],
      },
    ],
  },
  whitebit: {
    markets: ofId('BTC_PERP'),
    calls: [
      { path: 'collateral-account/balance-summary', response: [{ asset: 'USDT', balance: '100' }] },
      { path: 'collateral-account/positions/open', response: [{ market: 'BTC_PERP', amount: '1', basePrice: '6', pnl: null }] },
    ],
  },
  paradex: {
    markets: ofId('BTC-USD-PERP', 'BTC/USD:USDC'),
    calls: [
      { path: 'v1/balance', response: { results: [{ token: 'USDC', size: '100' }] } },
      {
        path: 'v1/positions',
        response: { results: [{ market: 'BTC-USD-PERP', status: 'OPEN', side: 'LONG', size: '1', unrealized_pnl: '' }] },
      },
    ],
  },
  extended: {
    markets: ofId('BTC-USD', 'BTC/USD:USD'),
    calls: [
      {
        path: 'user/balance',
        response: { status: 'OK', data: { collateralName: 'USD', balance: '100', equity: '90', unrealisedPnl: null } },
      },
      { path: 'user/spot/balances', response: { status: 'OK', data: [] } },
      {
        path: 'user/positions',
        response: {
          status: 'OK',
          data: [{ market: 'BTC-USD', side: 'LONG', size: '1', markPrice: '60000', unrealisedPnl: null }],
        },
      },
    ],
  },
  derive: {
    markets: ofId('BTC-PERP', 'BTC/USD:USDC'),
    calls: [
      {
        path: 'private/get_all_portfolios',
        response: {
          result: [
            {
              subaccount_id: 1,
              collaterals: [{ asset_name: 'USDC', amount: '100', pending_interest: '0' }],
              // What was settled of the other is in the balance.
              positions: [
                { instrument_name: 'BTC-PERP', instrument_type: 'perp', amount: '1', unrealized_pnl: '9', mark_value: null },
              ],
            },
          ],
        },
      },
    ],
  },
  grvt: {
    markets: ofId('BTC_USDT_Perp'),
    calls: [
      { path: 'get_sub_accounts', response: { sub_account_ids: ['11'] } },
      { path: 'funding_account_summary', response: { result: { main_account_id: '0x1', spot_balances: [] } } },
      {
        path: 'v1/account_summary',
        response: {
          result: {
            ...{ sub_account_id: '11', settle_currency: 'USDT', unrealized_pnl: '', total_equity: '' },
            spot_balances: [{ currency: 'USDT', balance: '100' }],
          },
        },
      },
      { path: 'v1/positions', response: { result: [{ instrument: 'BTC_USDT_Perp', size: '1', unrealized_pnl: '' }] } },
    ],
  },
  backpack: {
    markets: ofId('BTC_USDC_PERP', 'BTC/USDC:USDC'),
    calls: [
      { path: 'api/v1/capital', response: { USDC: { available: '100', locked: '0', staked: '0' } } },
      {
        path: 'api/v1/position',
        response: [{ symbol: 'BTC_USDC_PERP', netQuantity: '1', markPrice: '60000', pnlUnrealized: null }],
      },
    ],
  },
  bitfinex: {
    markets: ofId('tBTCF0:USTF0'),
    calls: [
      { path: 'auth/r/wallets', response: [['margin', 'USTF0', 100, 0, 100]] },
      {
        path: 'auth/r/positions',
        response: [['tBTCF0:USTF0', 'ACTIVE', 1, 60000, 0, 0, null, 0, 5, 3, null, 1, 1, 1, null, 1, null, 20, 10, null]],
      },
    ],
  },
  krakenfutures: {
    markets: [],
    calls: [
      {
        path: 'v3/accounts',
        response: { accounts: { flex: { type: 'multiCollateralMarginAccount', currencies: { USD: { quantity: '100' } } } } },
      },
    ],
  },
  kraken: {
    markets: [{ symbol: 'ETH/USDT', id: 'ETHUSDT' }],
    calls: [
      { path: 'private/BalanceEx', response: { error: [], result: { USDT: { balance: '100', hold_trade: '0' } } } },
      {
        path: 'private/OpenPositions',
        // Of two that are told apart, one tells.
        response: {
          error: [],
          result: {
            A: { pair: 'ETHUSDT', type: 'buy', vol: '1', vol_closed: '0', value: '30', net: '5' },
            B: { pair: 'ETHUSDT', type: 'buy', vol: '1', vol_closed: '0', value: '30', net: null },
          },
        },
      },
    ],
  },
  pacifica: {
    markets: ofId('BTC', 'BTC/USDC:USDC'),
    calls: [
      { path: 'api/v1/account', response: { success: true, data: { balance: '100', account_equity: null, spot_balances: [] } } },
      {
        path: 'api/v1/positions',
        response: { success: true, data: [{ symbol: 'BTC', side: 'bid', amount: '1', entry_price: '', isolated: false }] },
      },
      { path: 'account/settings', response: { success: true, data: [] } },
      { path: 'info/prices', response: { success: true, data: [] } },
    ],
  },
  coinbase: {
    markets: [{ symbol: 'BTC/USD:USD-270327', id: 'BIT-27MAR27-CDE' }],
    calls: [
      {
        path: 'cfm/balance_summary',
        response: {
          balance_summary: {
            cfm_usd_balance: { value: '100' },
            unrealized_pnl: { value: '' },
            daily_realized_pnl: { value: '0' },
          },
        },
      },
      {
        path: 'cfm/positions',
        response: {
          positions: [
            { product_id: 'BIT-27MAR27-CDE', side: 'LONG', number_of_contracts: '1', current_price: '60000', unrealized_pnl: '' },
          ],
        },
      },
    ],
  },
  bingx: {
    markets: ofId('BTC-USDT'),
    calls: [
      {
        path: 'contract/v1/balance',
        response: { code: 0, data: [{ asset: 'USDT', balance: '100', crossUnPnl: '0', availableBalance: '100' }] },
      },
      {
        path: 'contract/v1/allPosition',
        response: {
          code: 0,
          data: [
            {
              symbol: 'BTC/USDT',
              positionSide: 'LONG',
              positionAmt: '1',
              isolated: true,
              currentPrice: '60000',
              entryPrice: '6',
            },
          ],
        },
      },
    ],
  },
}
const PRICES = { USD: '1', USDT: '1', USDC: '1', GUSD: '1', BTC: '60000', ETH: '30' }

describe('the profit of an open position that is left empty', () => {
  it.each(Object.entries(CASES))('is not known, and equity is said to be without it (%s)', async (exchange, given) => {
    const { assets, equity, bound, warnings } = await valued({ exchange, prices: PRICES, ...given })
    expect(warnings.filter((line) => /profit of every open position: equity is without it\./.test(line))).toHaveLength(1)
    expect([equity, bound]).toEqual(['100', 'uncertain'])
    expect(assets.flatMap(({ unrealizedProfit }) => (unrealizedProfit === null ? [] : [unrealizedProfit]))).toEqual(
      // Of cross positions, of which there are none.
      exchange === 'bingx' ? ['0'] : [],
    )
  })
})
