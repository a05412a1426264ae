import { expect } from 'vitest'
import type { ValuedAccount } from '../../domain/types'
import type { TestMarket } from '../venues/recordings.testing'

/**
 * Exchanges without a room, held to answers in the form of their documentation (the fields as ccxt 4.5.84 quotes them beside
 * each call), with figures that can be told apart: a short, a size that is not one contract, a loan, what orders lock.
 */
export interface Case {
  markets?: TestMarket[]
  calls: { path: string; query?: string; response: unknown }[]
  prices?: Record<string, string>
  /** Wallet, coin, size, profit. */
  tokens: (string | null)[][]
  /** Wallet, pair, size, profit. */
  positions?: (string | null)[][]
  equity: string
  /** Positions without a mark price. */
  unpriced?: string[]
  more?: (account: ValuedAccount) => void
}

export const PRICES: Record<string, string> = {
  BTC: '60000',
  ETH: '3000',
  USDT: '1',
  USDC: '1',
  GUSD: '1',
  JPY: '0.0065',
  SOL: '150',
  USD: '1',
}
const first = ({ assets }: ValuedAccount) =>
  assets.find(({ assetType, size }) => assetType === 'position' && size.startsWith('-'))

const CASES: Record<string, Case> = {
  hitbtc: {
    markets: [
      { symbol: 'ETH/USDT:USDT', id: 'ETHUSDT_PERP' },
      { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT_PERP' },
    ],
    calls: [
      { path: 'spot/balance', response: [{ currency: 'BTC', available: '0.5', reserved: '0.1', reserved_margin: '0.4' }] },
      { path: 'wallet/balance', response: [{ currency: 'BTC', available: '2', reserved: '0' }] },
      { path: 'futures/balance', response: [{ currency: 'USDT', available: '90', reserved: '3', reserved_margin: '7' }] },
      {
        path: 'futures/account',
        response: [
          {
            symbol: 'USDT',
            type: 'cross',
            leverage: '10.00',
            currencies: [{ code: 'USDT', margin_balance: '7', reserved_orders: '0', reserved_positions: '0.3' }],
            positions: [
              { id: 1, symbol: 'ETHUSDT_PERP', quantity: '0.5', price_entry: '2927.509', price_liquidation: '0', pnl: '12' },
              { id: 2, symbol: 'BTCUSDT_PERP', quantity: '-0.01', price_entry: '61000', price_liquidation: '0', pnl: '0' },
            ],
          },
        ],
      },
    ],
    tokens: [
      ['spot', 'BTC', '1', null],
      ['funding', 'BTC', '2', null],
      ['perp', 'USDT', '100', null],
    ],
    positions: [
      ['perp', 'ETH:PERP-USDT', '0.5', null],
      ['perp', 'BTC:PERP-USDT', '-0.01', null],
    ],
    equity: '180100',
    unpriced: ['ETH:PERP-USDT', 'BTC:PERP-USDT'],
    more: ({ warnings, notIncluded }) => {
      expect(warnings.join()).toContain('does not tell the open profit')
      expect(notIncluded.map(({ wallet }) => wallet)).toContain('margin')
    },
  },
  btse: {
    markets: [{ symbol: 'ETH/USDT:USDT', id: 'ETH-PERP-USDT', contractSize: '0.0001' }],
    calls: [
      {
        path: 'user/assets',
        response: { data: [{ asset: 'BTC', type: 'CRYPTO', totalAmount: '1', availableAmount: '0.4' }], code: 1, success: true },
      },
      {
        path: 'user/wallet',
        response: [
          {
            wallet: 'CROSS@',
            totalValue: 100,
            assets: [{ balance: 500, assetPrice: 1, currency: 'USDT' }],
            assetsInUse: [{ balance: 20, assetPrice: 1, currency: 'USDT' }],
          },
        ],
      },
      {
        path: 'trade/positions',
        response: [
          {
            marginType: 91,
            entryPrice: 1968.78,
            markPrice: 1967.47829431,
            symbol: 'ETH-PERP',
            side: 'SELL',
            orderValue: 3.93495658,
            settleWithAsset: 'USDT',
            unrealizedProfitLoss: 0.00260341,
            totalMaintenanceMargin: 0.0218963,
            size: 20,
            liquidationPrice: 0,
            isolatedLeverage: 25,
            contractSize: 0.0001,
            positionMode: 'ONE_WAY',
            positionDirection: null,
            positionId: 'ETH-PERP-USDT',
            currentLeverage: 0.2,
          },
        ],
      },
    ],
    tokens: [
      ['spot', 'BTC', '1', null],
      ['perp', 'USDT', '500', '0.00260341'],
    ],
    positions: [['perp', 'ETH:PERP-USDT', '-0.002', '0.00260341']],
    equity: '60500.00260341',
    more: (account) => expect(first(account)).toMatchObject({ leverage: null, liquidationPrice: null, marginMode: 'cross' }),
  },
  bydfi: {
    markets: [{ symbol: 'ETH/USDC:USDC', id: 'ETH-USDC', contractSize: '0.001' }],
    calls: [
      {
        path: 'account/assets',
        response: { code: 200, data: [{ walletType: 'spot', asset: 'USDC', total: '100', available: '90', frozen: '10' }] },
      },
      {
        path: 'account/balance',
        response: {
          code: 200,
          data: [
            {
              wallet: 'W001',
              asset: 'USDC',
              balance: '200',
              frozen: '4',
              positionMargin: '3',
              availableBalance: '193',
              bonusAmount: '15',
            },
          ],
        },
      },
      {
        path: 'trade/positions',
        response: {
          code: 200,
          data: [
            {
              symbol: 'ETH-USDC',
              side: 'SELL',
              volume: '0.5',
              avgPrice: '3032.45',
              liqPrice: '0',
              markPrice: '3000',
              unPnl: '16.225',
              settleCoin: 'USDC',
              im: '3.03',
              mm: '0.07',
            },
          ],
        },
      },
    ],
    tokens: [
      ['spot', 'USDC', '100', null],
      ['perp', 'USDC', '200', '16.225'],
    ],
    positions: [['perp', 'ETH:PERP-USDC', '-0.5', '16.225']],
    equity: '316.225',
    more: ({ warnings }) => expect(warnings.join()).toContain('15 USDC of trial funds'),
  },
  deepcoin: {
    markets: [
      { symbol: 'DOGE/USDT:USDT', id: 'DOGE-USDT-SWAP', contractSize: '100' },
      { symbol: 'BTC/USD:BTC', id: 'BTC-USD-SWAP', contractSize: '100' },
    ],
    calls: [
      {
        path: 'account/balances',
        query: 'instType=SPOT',
        response: { code: '0', data: [{ ccy: 'USDT', bal: '74', frozenBal: '4', availBal: '70' }] },
      },
      {
        path: 'account/balances',
        query: 'instType=SWAP',
        response: { code: '0', data: [{ ccy: 'USDT', bal: '50', frozenBal: '1', availBal: '49' }] },
      },
      {
        path: 'account/positions',
        response: {
          code: '0',
          data: [
            {
              instType: 'SWAP',
              mgnMode: 'isolated',
              instId: 'DOGE-USDT-SWAP',
              posId: '1',
              posSide: 'short',
              pos: '20',
              avgPx: '0.18408',
              lever: '75',
              liqPx: '0.2',
              useMargin: '4.9088',
              ccy: 'USDT',
            },
            {
              instType: 'SWAP',
              mgnMode: 'cross',
              instId: 'BTC-USD-SWAP',
              posId: '2',
              posSide: 'long',
              pos: '6',
              avgPx: '60000',
              lever: '5',
              liqPx: '0',
              useMargin: '0.002',
              ccy: 'BTC',
            },
          ],
        },
      },
    ],
    tokens: [
      ['spot', 'USDT', '74', null],
      ['perp', 'USDT', '50', null],
    ],
    positions: [
      ['perp', 'DOGE:PERP-USDT', '-2000', null],
      ['perp', 'BTC:PERP-USD', '0.01', null],
    ],
    equity: '124',
    unpriced: ['DOGE:PERP-USDT'],
    more: (account) => {
      expect(first(account)).toMatchObject({
        maintMargin: null,
        initialMargin: '4.9088',
        marginBalance: '4.9088',
        positionSide: 'short',
      })
      expect(account.warnings.join()).toContain('does not tell the open profit')
    },
  },
  hashkey: {
    calls: [
      { path: 'api/v1/account', response: { balances: [{ asset: 'USDT', total: '40', free: '30', locked: '10' }], userId: '1' } },
      {
        path: 'futures/balance',
        response: [
          {
            balance: '30.63364672',
            availableBalance: '28.85635534',
            positionMargin: '4.3421',
            orderMargin: '0',
            asset: 'USDT',
            crossUnRealizedPnl: '2.5649',
          },
          {
            balance: '0.5',
            availableBalance: '0.5',
            positionMargin: '0',
            orderMargin: '0',
            asset: 'BTC',
            crossUnRealizedPnl: '0',
          },
        ],
      },
    ],
    tokens: [
      ['spot', 'USDT', '40', null],
      ['perp', 'USDT', '30.63364672', '2.5649'],
      ['perp', 'BTC', '0.5', '0'],
    ],
    equity: '30073.19854672',
    more: ({ notIncluded }) => expect(notIncluded.map(({ wallet }) => wallet)).toEqual(['positions']),
  },
  bitflyer: {
    markets: [{ symbol: 'BTC/JPY:JPY', id: 'FX_BTC_JPY' }],
    calls: [
      { path: 'me/getbalance', response: [{ currency_code: 'BTC', amount: 1, available: 0.5 }] },
      { path: 'me/getcollateralaccounts', response: [{ currency_code: 'JPY', amount: 100000 }] },
      {
        path: 'me/getpositions',
        response: [
          {
            product_code: 'FX_BTC_JPY',
            side: 'SELL',
            price: 9000000,
            size: 0.01,
            require_collateral: 30000,
            leverage: 2,
            pnl: 965,
            sfd: 0,
          },
          {
            product_code: 'FX_BTC_JPY',
            side: 'SELL',
            price: 9300000,
            size: 0.02,
            require_collateral: 60000,
            leverage: 2,
            pnl: 35,
            sfd: 0,
          },
        ],
      },
    ],
    tokens: [
      ['spot', 'BTC', '1', null],
      ['perp', 'JPY', '100000', '1000'],
    ],
    positions: [['perp', 'BTC:PERP-JPY', '-0.03', '1000']],
    equity: '60656.5',
    more: (account) => expect(first(account)).toMatchObject({ entryPrice: '9200000', initialMargin: '90000' }),
  },
}

const CHAINS: Record<string, Case> = {
  ...Object.fromEntries(
    ['modetrade'].map((name): [string, Case] => [
      name,
      {
        markets: [{ symbol: 'BTC/USDC:USDC', id: 'PERP_BTC_USDC' }],
        calls: [
          {
            path: 'client/holding',
            response: {
              success: true,
              data: {
                holding: [
                  { token: 'USDC', holding: 1000, frozen: 3 },
                  { token: 'BTC', holding: -0.001, frozen: 0 },
                ],
              },
            },
          },
          {
            path: 'v1/positions',
            response: {
              success: true,
              data: {
                rows: [
                  {
                    average_open_price: 27908.14386047,
                    cost_position: -139329.358492,
                    est_liq_price: 117335.9,
                    mark_price: 27794.9,
                    position_qty: -5,
                    symbol: 'PERP_BTC_USDC',
                    unsettled_pnl: 354.858492,
                    pending_long_qty: 1,
                  },
                ],
              },
            },
          },
        ],
        tokens: [
          ['unified', 'USDC', '1000', '354.858492'],
          ['unified', 'BTC', '-0.001', null],
        ],
        positions: [['unified', 'BTC:PERP-USDC', '-5', '354.858492']],
        equity: '1294.858492',
      },
    ]),
  ),
  bullish: {
    markets: [{ symbol: 'BTC/USDC:USDC', id: 'BTC-USDC-PERP' }],
    calls: [
      {
        path: 'accounts/trading-accounts',
        response: [
          { tradingAccountId: '111', tradingAccountName: 'Primary Account' },
          { tradingAccountId: '222', tradingAccountName: 'Second' },
        ],
      },
      {
        path: 'accounts/asset',
        query: '111',
        response: [
          {
            assetSymbol: 'USDC',
            availableQuantity: '1000',
            borrowedQuantity: '100',
            loanedQuantity: '20',
            lockedQuantity: '30',
            tradingAccountId: '111',
          },
        ],
      },
      {
        path: 'accounts/asset',
        query: '222',
        response: [
          {
            assetSymbol: 'BTC',
            availableQuantity: '1',
            borrowedQuantity: '0',
            loanedQuantity: '0',
            lockedQuantity: '0',
            tradingAccountId: '222',
          },
        ],
      },
      {
        path: 'derivatives-positions',
        query: '111',
        response: [
          {
            tradingAccountId: '111',
            symbol: 'BTC-USDC-PERP',
            side: 'SELL',
            quantity: '0.5',
            notional: '30000',
            entryNotional: '30500',
            mtmPnl: '500',
            settlementAssetSymbol: 'USDC',
          },
        ],
      },
      { path: 'derivatives-positions', query: '222', response: [] },
    ],
    tokens: [
      ['unified', 'USDC', '950', '500'],
      ['unified', 'BTC', '1', null],
    ],
    positions: [['unified', 'BTC:PERP-USDC', '-0.5', '500']],
    equity: '61450',
    more: (account) => expect(first(account)).toMatchObject({ entryPrice: '61000', markPrice: '60000', notional: '-30000' }),
  },
  coinbaseinternational: {
    markets: [{ symbol: 'BTC/USDC:USDC', id: 'BTC-PERP' }],
    calls: [
      { path: 'portfolios/p-1/balances', response: [{ asset_name: 'USDC', quantity: '5000', hold: '0', loan: '1000' }] },
      {
        path: 'portfolios/p-1/positions',
        response: [
          {
            symbol: 'BTC-PERP',
            net_size: '-0.1',
            buy_order_size: '0.001',
            im_contribution: '0.2',
            unrealized_pnl: '-30',
            mark_price: '60300',
            entry_vwap: '60000',
          },
        ],
      },
      { path: 'v1/portfolios', response: [{ portfolio_id: 'p-1', is_default: true }] },
    ],
    tokens: [['unified', 'USDC', '4000', '-30']],
    positions: [['unified', 'BTC:PERP-USDC', '-0.1', '-30']],
    equity: '3970',
    more: (account) => expect(first(account)?.initialMargin).toBeNull(),
  },
}

const SPOT: Record<string, Case> = {
  bit2c: {
    calls: [
      {
        path: 'Balance/v2',
        response: { AVAILABLE_NIS: 5, NIS: 7, LOCKED_NIS: 2, AVAILABLE_BTC: 1, BTC: 1.5, LOCKED_BTC: 0.5 },
      },
    ],
    prices: { ILS: '0.27', NIS: '0.27' },
    tokens: [
      ['spot', 'NIS', '7', null],
      ['spot', 'BTC', '1.5', null],
    ],
    equity: '90001.89',
  },
  btcbox: {
    calls: [{ path: 'balance', response: { uid: 8, jpy_balance: 100, jpy_lock: 50, newcoin_balance: 3, newcoin_lock: 0 } }],
    prices: { NEWCOIN: '2' },
    tokens: [
      ['spot', 'JPY', '150', null],
      ['spot', 'NEWCOIN', '3', null],
    ],
    equity: '6.975',
  },
  hollaex: {
    calls: [
      {
        path: 'user/balance',
        response: {
          updated_at: '2020-03-02T22:27:38.428Z',
          btc_balance: 1,
          btc_available: 0.4,
          newcoin_balance: 3,
          newcoin_available: 3,
        },
      },
    ],
    prices: { NEWCOIN: '2' },
    tokens: [
      ['spot', 'BTC', '1', null],
      ['spot', 'NEWCOIN', '3', null],
    ],
    equity: '60006',
  },
  paymium: {
    calls: [{ path: 'user', response: { name: 'x', balance_eur: '10', locked_eur: '2', balance_btc: '1', locked_btc: '0.5' } }],
    prices: { EUR: '1.1' },
    tokens: [
      ['spot', 'EUR', '12', null],
      ['spot', 'BTC', '1.5', null],
    ],
    equity: '90013.2',
  },
  bittrade: {
    calls: [
      {
        path: 'account/accounts/5/balance',
        response: {
          status: 'ok',
          data: {
            id: 5,
            type: 'spot',
            list: [
              { currency: 'btc', type: 'trade', balance: '1' },
              { currency: 'btc', type: 'frozen', balance: '0.5' },
            ],
          },
        },
      },
      { path: 'account/accounts', response: { status: 'ok', data: [{ id: 5, type: 'spot', state: 'working' }] } },
    ],
    tokens: [['spot', 'BTC', '1.5', null]],
    equity: '90000',
  },
  revolutx: {
    calls: [
      {
        path: 'balances',
        response: [
          { currency: 'BTC', available: '1.25000000', reserved: '0.10000000', total: '1.35000000' },
          { currency: 'USD', available: '50000.00', reserved: '1000.00', total: '51000.00', staked: '32.00000000' },
        ],
      },
    ],
    tokens: [
      ['spot', 'BTC', '1.35000000', null],
      ['spot', 'USD', '51000.00', null],
      ['earn', 'USD', '32.00000000', null],
    ],
    equity: '132032',
  },
  bigone: {
    calls: [
      { path: 'viewer/accounts', response: { code: 0, data: [{ asset_symbol: 'BTC', balance: '1.5', locked_balance: '0.5' }] } },
      {
        path: 'viewer/fund/accounts',
        response: { code: 0, data: [{ asset_symbol: 'USDT', balance: '7', locked_balance: '0' }] },
      },
    ],
    tokens: [
      ['spot', 'BTC', '1.5', null],
      ['funding', 'USDT', '7', null],
    ],
    equity: '90007',
  },
  mudrex: {
    calls: [
      { path: 'futures/funds', response: { success: true, data: { balance: '90', locked_amount: '10' } } },
      { path: 'wallet/funds', response: { success: true, data: { total: '50', withdrawable: '20' } } },
      { path: 'futures/positions', response: { success: true, data: [] } },
    ],
    tokens: [
      ['perp', 'USDT', '100', null],
      ['spot', 'USDT', '50', null],
    ],
    equity: '150',
  },
}

const btc = (wallet = 'spot'): (string | null)[][] => [[wallet, 'BTC', '1.5', null]]
const LISTS: Record<string, Case> = {
  binanceus: {
    calls: [
      { path: 'api/v3/account', response: { balances: [{ asset: 'BTC', free: '1', locked: '0.5' }], permissions: ['SPOT'] } },
    ],
    tokens: btc(),
    equity: '90000',
  },
  bitbns: {
    calls: [
      {
        path: 'currentCoinBalance/EVERYTHING',
        response: {
          data: { availableorderMoney: 12.5, inorderMoney: 2.5, availableorderBTC: 1, inorderBTC: 0.5 },
          status: 1,
          error: null,
          code: 200,
        },
      },
    ],
    prices: { INR: '0.01' },
    tokens: [...btc(), ['spot', 'INR', '15', null]],
    equity: '90000.15',
  },
  bitteam: {
    calls: [
      {
        path: 'balance',
        response: {
          ok: true,
          result: {
            free: { BTC: '1' },
            used: { BTC: '0.5' },
            total: { BTC: '1.5' },
            BTC: { free: '1', used: '0.5', total: '1.5' },
          },
        },
      },
    ],
    tokens: btc(),
    equity: '90000',
  },
  blockchaincom: {
    calls: [
      { path: 'accounts', response: { primary: [{ currency: 'BTC', balance: 1.5, available: 1, balance_local: 9, rate: 6 }] } },
    ],
    tokens: btc(),
    equity: '90000',
  },
  cex: {
    calls: [{ path: 'get_my_wallet_balance', response: { ok: 'ok', data: { BTC: { balance: '1.5', balanceOnHold: '0.5' } } } }],
    tokens: btc(),
    equity: '90000',
  },
  coinmate: {
    calls: [
      {
        path: 'balances',
        response: { error: false, data: { BTC: { currency: 'BTC', balance: 1.5, reserved: 0.5, available: 1 } } },
      },
    ],
    tokens: btc(),
    equity: '90000',
  },
  coinone: {
    calls: [
      {
        path: 'account/balance',
        response: { errorCode: '0', result: 'success', normalWallets: [], btc: { avail: '1', balance: '1.5' } },
      },
    ],
    tokens: btc(),
    equity: '90000',
  },
  coinspot: {
    calls: [
      { path: 'my/balances', response: { status: 'ok', balances: [{ BTC: { balance: 1.5, audbalance: 16.59, rate: 165.95 } }] } },
    ],
    tokens: btc(),
    equity: '90000',
  },
  independentreserve: {
    calls: [
      {
        path: 'GetAccounts',
        response: [{ AccountGuid: '1', AccountStatus: 'Active', AvailableBalance: 1, CurrencyCode: 'Xbt', TotalBalance: 1.5 }],
      },
    ],
    tokens: btc(),
    equity: '90000',
  },
  mercado: {
    calls: [
      {
        path: 'tapi',
        response: {
          response_data: { balance: { btc: { available: '1', total: '1.5', amount_open_orders: 3 } } },
          status_code: 100,
        },
      },
    ],
    tokens: btc(),
    equity: '90000',
  },
  onetrading: {
    calls: [
      {
        path: 'account/balances',
        response: { account_id: '1', balances: [{ currency_code: 'BTC', change: '0', available: '1', locked: '0.5' }] },
      },
    ],
    tokens: btc(),
    equity: '90000',
  },
  tokocrypto: {
    calls: [
      {
        path: 'account/spot',
        response: { code: 0, msg: 'Success', data: { canTrade: 1, accountAssets: [{ asset: 'BTC', free: '1', locked: '0.5' }] } },
      },
    ],
    tokens: btc(),
    equity: '90000',
  },
  alpaca: {
    calls: [
      {
        path: 'v2/account',
        response: { account_number: '1', currency: 'USD', cash: '90', equity: '12100', position_market_value: '12000' },
      },
      {
        path: 'v2/positions',
        response: [
          { symbol: 'BTCUSD', exchange: 'CRYPTO', asset_class: 'crypto', qty: '0.2', side: 'long', qty_available: '0.1' },
        ],
      },
    ],
    tokens: [
      ['spot', 'USD', '100', null],
      ['spot', 'BTC', '0.2', null],
    ],
    equity: '12100',
  },
}

const { hitbtc } = CASES

export const DOCUMENTED: Readonly<Record<string, Case>> = {
  ...CASES,
  ...CHAINS,
  ...SPOT,
  ...LISTS,
  // Sites of the same exchange.
  ...(hitbtc && { bequant: hitbtc, fmfwio: hitbtc }),
}
