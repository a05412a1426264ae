import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { unlistedMarket } from '../reading/unlisted'
import { parseRecording } from '../replay/file'
import { replay } from '../replay/replay'
import { ROOMS } from '../venues'
import { valued } from '../venues/recordings.testing'

type Row = [symbol: string, size: string, notional: string | null, base: string]
interface Situation {
  calls: { path: string; query?: string; response: unknown }[]
  row: Row
}

/** A position in a contract that is not listed any more, as each exchange answers it, and the row that it becomes. */
const DELISTED: Record<string, Situation[]> = {
  gemini: [
    {
      calls: [
        {
          path: 'v1/positions',
          response: [
            {
              symbol: 'gonegusdperp',
              instrument_type: 'perp',
              quantity: '-8',
              unrealised_pnl: '2',
              average_cost: '2.75',
              mark_price: '2.5',
            },
          ],
        },
      ],
      row: ['gonegusdperp', '-8', '-20', 'GONEGUSD'],
    },
  ],
  binance: [
    {
      calls: [
        {
          path: 'fapi/v3/positionRisk',
          response: [
            {
              symbol: 'GONEUSDT',
              positionSide: 'BOTH',
              positionAmt: '10',
              entryPrice: '2',
              markPrice: '2.5',
              unRealizedProfit: '5',
              notional: '25',
              marginAsset: 'USDT',
            },
          ],
        },
      ],
      row: ['GONEUSDT', '10', '25', 'GONE'],
    },
    {
      calls: [
        {
          path: 'dapi/v1/positionRisk',
          response: [
            {
              symbol: 'GONEUSD_PERP',
              positionSide: 'BOTH',
              positionAmt: '-3',
              entryPrice: '2',
              markPrice: '2.5',
              unRealizedProfit: '1',
              notionalValue: '-12',
            },
          ],
        },
      ],
      row: ['GONEUSD_PERP', '-12', null, 'GONE'],
    },
  ],
  bybit: [
    {
      calls: [
        {
          path: 'v5/position/list',
          query: 'settleCoin=USDT',
          response: {
            retCode: 0,
            result: {
              category: 'linear',
              list: [{ symbol: 'GONEUSDT', side: 'Sell', size: '4', markPrice: '2.5', positionIdx: 0 }],
            },
          },
        },
      ],
      row: ['GONEUSDT', '-4', '-10', 'GONE'],
    },
    {
      calls: [
        {
          path: 'v5/position/list',
          query: 'category=inverse',
          response: {
            retCode: 0,
            result: {
              category: 'inverse',
              list: [{ symbol: 'GONEUSD', side: 'Buy', size: '100', markPrice: '2.5', positionIdx: 0 }],
            },
          },
        },
      ],
      row: ['GONEUSD', '40', '100', 'GONE'],
    },
  ],
  hyperliquid: [
    {
      calls: [
        {
          path: 'info',
          query: '"clearinghouseState"',
          response: {
            marginSummary: { accountValue: '100', totalMarginUsed: '2' },
            assetPositions: [
              {
                position: {
                  coin: 'GONE',
                  szi: '-8.0',
                  entryPx: '2',
                  positionValue: '20',
                  unrealizedPnl: '-4',
                  marginUsed: '2',
                  leverage: { type: 'cross', value: 10 },
                },
              },
            ],
          },
        },
      ],
      row: ['GONE', '-8.0', '-20', 'GONE'],
    },
  ],
  lighter: [
    {
      calls: [
        {
          path: 'api/v1/account',
          response: {
            code: 200,
            accounts: [
              {
                index: 7,
                account_type: 0,
                collateral: '100',
                positions: [
                  {
                    market_id: 99,
                    symbol: 'GONE',
                    initial_margin_fraction: '10.00',
                    sign: -1,
                    position: '8.0',
                    avg_entry_price: '2',
                    position_value: '20',
                    unrealized_pnl: '-4',
                    liquidation_price: '0',
                    margin_mode: 0,
                  },
                ],
              },
            ],
          },
        },
      ],
      row: ['GONE', '-8.0', '-20', 'GONE'],
    },
  ],
  bitfinex: [
    {
      calls: [
        {
          path: 'auth/r/positions',
          response: [['tGONEF0:USTF0', 'ACTIVE', -8, 2, 0, 0, -4, -25, null, 5, null, 1, 1, 1, null, 1, null, 100, 10, null]],
        },
      ],
      row: ['tGONEF0:USTF0', '-8', '-20', 'GONE'],
    },
    {
      calls: [
        {
          path: 'auth/r/positions',
          response: [['tGONE:USD', 'ACTIVE', 8, 2, 0, 0, 4, 25, null, 2, null, 1, 1, 1, null, 0, null, 0, 0, null]],
        },
      ],
      row: ['tGONE:USD', '8', '20', 'GONE'],
    },
  ],
  blofin: [
    {
      calls: [
        { path: 'api/v1/account/balance', response: { code: '0', data: { details: [] } } },
        {
          path: 'api/v1/account/positions',
          response: {
            code: '0',
            data: [
              {
                instId: 'GONE-USDT',
                marginMode: 'cross',
                positionSide: 'net',
                positions: '-8',
                averagePrice: '2',
                markPrice: '2.5',
              },
            ],
          },
        },
      ],
      row: ['GONE-USDT', '-8', null, 'GONE'],
    },
  ],
  cryptocom: [
    {
      calls: [
        { path: 'private/user-balance', response: { code: 0, result: { data: [] } } },
        {
          path: 'private/get-positions',
          response: {
            code: 0,
            result: {
              data: [{ instrument_name: 'GONEUSD-PERP', quantity: '-8', open_pos_cost: '-22', open_position_pnl: '2' }],
            },
          },
        },
      ],
      row: ['GONEUSD-PERP', '-8', '-20', 'GONE'],
    },
  ],
  whitebit: [
    {
      calls: [
        { path: 'collateral-account/balance-summary', response: [] },
        {
          path: 'collateral-account/positions/open',
          response: [{ market: 'GONE_PERP', amount: '-8', basePrice: '2.75', pnl: '2', margin: '4', positionSide: 'BOTH' }],
        },
      ],
      row: ['GONE_PERP', '-8', '-20', 'GONE'],
    },
  ],
  xt: [
    {
      calls: [
        { path: 'fapi.xt.com/future/user/v1/balance/list', response: { returnCode: 0, result: [] } },
        { path: 'dapi.xt.com/future/user/v1/balance/list', response: { returnCode: 0, result: [] } },
        { path: 'dapi.xt.com/future/user/v1/position/list', response: { returnCode: 0, result: [] } },
        {
          path: 'fapi.xt.com/future/user/v1/position/list',
          response: {
            returnCode: 0,
            result: [
              {
                symbol: 'gone_usdt',
                positionType: 'CROSSED',
                positionSide: 'SHORT',
                positionSize: '8',
                entryPrice: '2.75',
                leverage: 5,
                markPrice: '2.5',
              },
            ],
          },
        },
      ],
      row: ['gone_usdt', '-8', null, 'GONE'],
    },
  ],
  weex: [
    {
      calls: [
        { path: 'capi/v3/account/balance', response: [] },
        {
          path: 'position/allPosition',
          response: [
            {
              asset: 'USDT',
              symbol: 'GONEUSDT',
              side: 'SHORT',
              marginType: 'CROSSED',
              size: '8',
              openValue: '22',
              unrealizePnl: '2',
            },
          ],
        },
      ],
      row: ['GONEUSDT', '-8', '-20', 'GONE'],
    },
  ],
  bitmart: [
    {
      calls: [
        { path: 'contract/private/assets-detail', response: { code: 1000, data: [] } },
        { path: 'position-v2', query: 'account=copy_trading', response: { code: 1000, data: [] } },
        {
          path: 'contract/private/position-v2',
          response: {
            code: 1000,
            data: [{ symbol: 'GONEUSDT', position_amount: '8', position_side: 'short', mark_price: '2.5', mark_value: '20' }],
          },
        },
      ],
      row: ['GONEUSDT', '-8', '-20', 'GONE'],
    },
  ],
  bitmex: [
    {
      calls: [
        { path: 'user/margin', response: [] },
        {
          path: 'api/v1/position',
          response: [
            {
              ...{ account: 1, symbol: 'GONEUSDT', currency: 'USDt', quoteCurrency: 'USDT', isOpen: true, currentQty: -8000 },
              ...{ homeNotional: -8, foreignNotional: 20, markPrice: 2.5, crossMargin: true },
            },
          ],
        },
      ],
      row: ['GONEUSDT', '-8', '-20', 'GONE'],
    },
  ],
  bitstamp: [
    {
      calls: [
        { path: 'account_balances', response: [] },
        {
          path: 'open_positions',
          response: [
            {
              market: 'GONE/USD-PERP',
              margin_mode: 'CROSS',
              settlement_currency: 'USD',
              side: 'SHORT',
              size: '8',
              entry_price: '2.75',
              mark_price: '2.5',
              pnl: '2',
              pnl_realized: '0',
              pnl_unrealized: '2',
              pnl_settled_since_inception: '0',
            },
          ],
        },
      ],
      row: ['GONE/USD-PERP', '-8', '-20', 'GONE'],
    },
  ],
  coinex: [
    {
      calls: [
        { path: 'assets/futures/balance', response: { code: 0, data: [], message: 'OK' } },
        {
          path: 'futures/pending-position',
          response: {
            code: 0,
            data: [
              {
                position_id: 1,
                market: 'GONEUSDT',
                side: 'short',
                margin_mode: 'cross',
                open_interest: '8',
                unrealized_pnl: '2',
                avg_entry_price: '2.75',
              },
            ],
            pagination: { has_next: false },
            message: 'OK',
          },
        },
        { path: 'futures/ticker', response: { code: 0, data: [{ market: 'GONEUSDT', mark_price: '2.5' }], message: 'OK' } },
      ],
      row: ['GONEUSDT', '-8', '-20', 'GONE'],
    },
  ],
  bitrue: [
    {
      calls: [
        { path: 'api/v1/account', response: { balances: [] } },
        { path: 'dapi/v2/account', response: { code: '0', data: { account: [] } } },
        {
          path: 'fapi/v2/account',
          response: {
            code: '0',
            data: {
              account: [
                {
                  ...{ marginCoin: 'USDT', accountNormal: '10', accountLock: '0', totalEquity: '10', partEquity: '0' },
                  positionVos: [
                    {
                      contractName: 'E-GONE-USDT',
                      positions: [
                        {
                          positionType: 1,
                          side: 'SELL',
                          volume: '8',
                          openPrice: '2.75',
                          indexPrice: '2.5',
                          openRealizedAmount: '2',
                        },
                      ],
                    },
                  ],
                },
              ],
            },
          },
        },
      ],
      row: ['E-GONE-USDT', '-8', null, 'GONE'],
    },
  ],
  digifinex: [
    {
      calls: [
        { path: 'v3/spot/assets', response: { code: 0, list: [] } },
        { path: 'v3/margin/assets', response: { code: 0, list: [] } },
        { path: 'v3/margin/positions', response: { code: 0, positions: [] } },
        { path: 'swap/v2/account/balance', response: { code: 0, data: [] } },
        { path: 'swap/v2/public/instruments', response: { code: 0, data: [] } },
        { path: 'swap/v2/public/tickers', response: { code: 0, data: [] } },
        {
          path: 'swap/v2/account/positions',
          response: {
            code: 0,
            data: [
              {
                ...{ instrument_id: 'GONEUSDTPERP', margin_mode: 'crossed', side: 'short', position: '8', avg_cost: '2.75' },
                ...{ last: '2.5', unrealized_pnl: '2', margin: '1.1', leverage: '20' },
              },
            ],
          },
        },
      ],
      row: ['GONEUSDTPERP', '-8', null, 'GONE'],
    },
  ],
  poloniex: [
    {
      calls: [
        { path: 'accounts/balances', response: [] },
        { path: 'margin/borrowStatus', response: [] },
        { path: 'v3/account/balance', response: { code: 200, data: { details: [] } } },
        {
          path: 'v3/trade/position/opens',
          response: {
            code: 200,
            data: [
              {
                symbol: 'GONE_USDT_PERP',
                side: 'SELL',
                posSide: 'BOTH',
                mgnMode: 'CROSS',
                openAvgPx: '2.75',
                qty: '8',
                upl: '2',
                markPx: '2.5',
              },
            ],
          },
        },
      ],
      row: ['GONE_USDT_PERP', '-8', null, 'GONE'],
    },
  ],
  toobit: [
    {
      calls: [
        { path: 'futures/balance', query: 'category=USDC', response: [] },
        { path: 'futures/positions', query: 'category=USDC', response: [] },
        { path: 'futures/balance', response: [] },
        {
          path: 'futures/positions',
          response: [
            { symbol: 'GONE-SWAP-USDT', side: 'SHORT', avgPrice: '2.75', position: '8', unrealizedPnL: '2', markPrice: '2.5' },
          ],
        },
      ],
      row: ['GONE-SWAP-USDT', '-8', null, 'GONE'],
    },
  ],
  phemex: [
    {
      calls: [
        {
          path: 'g-accounts/accountPositions',
          query: 'currency=USDT',
          response: {
            code: 0,
            data: {
              account: { currency: 'USDT', accountBalanceRv: '100' },
              positions: [
                {
                  symbol: 'GONEUSDT',
                  currency: 'USDT',
                  side: 'Sell',
                  posSide: 'Merged',
                  leverageRr: '-5',
                  sizeRq: '8',
                  avgEntryPriceRp: '2',
                  markPriceRp: '2.5',
                },
              ],
            },
          },
        },
      ],
      row: ['GONEUSDT', '-8', '-20', 'GONE'],
    },
    {
      calls: [
        {
          path: '/accounts/accountPositions',
          query: 'currency=BTC',
          response: {
            code: 0,
            data: {
              account: { currency: 'BTC', accountBalanceEv: 100 },
              positions: [
                { symbol: 'GONEUSD', currency: 'BTC', side: 'Buy', leverage: 2, size: 30, avgEntryPrice: 2, markPrice: 2.5 },
              ],
            },
          },
        },
      ],
      row: ['GONEUSD', '30', null, 'GONE'],
    },
  ],
  bitget: [
    {
      calls: [
        {
          path: 'mix/position/all-position',
          query: 'USDT-FUTURES',
          response: {
            code: '00000',
            data: [
              {
                symbol: 'GONEUSDT',
                marginCoin: 'USDT',
                holdSide: 'long',
                total: '4',
                markPrice: '2.5',
                posMode: 'one_way_mode',
                marginMode: 'crossed',
              },
            ],
          },
        },
      ],
      row: ['GONEUSDT', '4', '10', 'GONE'],
    },
  ],
  gate: [
    {
      calls: [
        {
          path: 'futures/usdt/positions',
          response: [{ contract: 'GONE_USDT', size: -4, value: '10', mode: 'single', leverage: '0', mark_price: '2.5' }],
        },
      ],
      row: ['GONE_USDT', '-4', '-10', 'GONE'],
    },
  ],
  kucoin: [
    {
      calls: [
        {
          path: 'api/v1/positions',
          response: {
            code: '200000',
            data: [{ symbol: 'GONEUSDTM', currentQty: 4, markPrice: 2.5, settleCurrency: 'USDT', crossMode: true }],
          },
        },
      ],
      row: ['GONEUSDTM', '4', null, 'GONE'],
    },
  ],
  kraken: [
    {
      calls: [
        {
          path: 'OpenPositions',
          response: {
            error: [],
            result: [
              { pair: 'GONEUSD', type: 'sell', cost: '8', vol: '4', vol_closed: '0', value: '10', net: '-2', margin: '2' },
            ],
          },
        },
      ],
      row: ['GONEUSD', '-4', '-10', 'GONE'],
    },
  ],
  krakenfutures: [
    {
      calls: [
        {
          path: 'openpositions',
          response: { result: 'success', openPositions: [{ symbol: 'PF_GONEUSD', side: 'short', size: 4, price: 2 }] },
        },
        { path: 'tickers', response: { result: 'success', tickers: [{ symbol: 'PF_GONEUSD', markPrice: 2.5 }] } },
      ],
      row: ['PF_GONEUSD', '-4', '-10', 'GONE'],
    },
  ],
  deribit: [
    {
      calls: [
        {
          path: 'get_positions',
          response: {
            result: [
              {
                instrument_name: 'BTC-27MAR26-100000-C',
                direction: 'sell',
                size: 0.5,
                mark_price: 0.1,
                floating_profit_loss: 0.01,
              },
            ],
          },
        },
      ],
      row: ['BTC-27MAR26-100000-C', '-0.5', '-5000', 'BTC'],
    },
    {
      calls: [
        {
          path: 'get_positions',
          response: { result: [{ instrument_name: 'GONE_USDC-PERPETUAL', direction: 'buy', size: 4, mark_price: 2.5 }] },
        },
      ],
      row: ['GONE_USDC-PERPETUAL', '4', '10', 'GONE'],
    },
  ],
  htx: [
    {
      calls: [
        {
          path: 'v5/trade/position/opens',
          response: {
            code: 200,
            data: [
              {
                contract_code: 'GONE-USDT',
                position_side: 'both',
                direction: 'sell',
                margin_mode: 'cross',
                volume: '4',
                mark_price: '2.5',
              },
            ],
          },
        },
      ],
      row: ['GONE-USDT', '-4', null, 'GONE'],
    },
    {
      calls: [
        {
          path: 'swap-api/v1/swap_position_info',
          response: { status: 'ok', data: [{ contract_code: 'GONE-USD', volume: 4, direction: 'buy', last_price: 2.5 }] },
        },
      ],
      row: ['GONE-USD', '4', null, 'GONE'],
    },
  ],
  bingx: [
    {
      calls: [
        {
          path: 'swap/v2/user/positions',
          response: {
            code: 0,
            data: [{ symbol: 'GONE-USDT', positionSide: 'SHORT', positionAmt: '4', markPrice: '2.5', positionValue: '10' }],
          },
        },
      ],
      row: ['GONE-USDT', '-4', '-10', 'GONE'],
    },
  ],
  mexc: [
    {
      calls: [
        {
          path: 'position/open_positions',
          response: {
            success: true,
            code: 0,
            data: [{ positionId: 1, symbol: 'GONE_USDT', positionType: 1, openType: 2, holdVol: 4 }],
          },
        },
      ],
      row: ['GONE_USDT', '4', null, 'GONE'],
    },
  ],
  coinbase: [
    {
      calls: [
        {
          path: 'cfm/positions',
          response: {
            positions: [{ product_id: 'GON-28NOV25-CDE', side: 'LONG', number_of_contracts: '4', current_price: '2.5' }],
          },
        },
      ],
      row: ['GON-28NOV25-CDE', '4', null, 'GON'],
    },
  ],
  aster: [
    {
      calls: [
        {
          path: 'fapi/v3/positionRisk',
          response: [
            {
              symbol: 'GONEUSDT',
              positionSide: 'BOTH',
              positionAmt: '10',
              entryPrice: '2',
              markPrice: '2.5',
              unRealizedProfit: '5',
            },
          ],
        },
      ],
      row: ['GONEUSDT', '10', '25', 'GONE'],
    },
  ],
  paradex: [
    {
      calls: [
        {
          path: 'v1/positions',
          response: {
            results: [
              {
                market: 'GONE-USD-PERP',
                status: 'OPEN',
                side: 'SHORT',
                size: '-8',
                average_entry_price: '2',
                unrealized_pnl: '-4',
              },
            ],
          },
        },
      ],
      row: ['GONE-USD-PERP', '-8', '-20', 'GONE'],
    },
  ],
  extended: [
    {
      calls: [
        {
          path: 'user/positions',
          response: {
            status: 'OK',
            data: [
              {
                market: 'GONE-USD',
                side: 'SHORT',
                size: '8',
                value: '20',
                openPrice: '2',
                markPrice: '2.5',
                unrealisedPnl: '-4',
              },
            ],
          },
        },
      ],
      row: ['GONE-USD', '-8', '-20', 'GONE'],
    },
  ],
  dydx: [
    {
      calls: [
        {
          path: 'v4/addresses/',
          response: {
            subaccounts: [
              {
                subaccountNumber: 0,
                equity: '100',
                freeCollateral: '80',
                openPerpetualPositions: {
                  'GONE-USD': {
                    market: 'GONE-USD',
                    status: 'OPEN',
                    side: 'SHORT',
                    size: '-8',
                    entryPrice: '2',
                    unrealizedPnl: '-4',
                  },
                },
              },
            ],
          },
        },
      ],
      row: ['GONE-USD', '-8', '-20', 'GONE'],
    },
  ],
  backpack: [
    {
      calls: [
        {
          path: 'api/v1/position',
          response: [{ symbol: 'GONE_USDC_PERP', netQuantity: '-8', entryPrice: '2', markPrice: '2.5', pnlUnrealized: '-4' }],
        },
      ],
      row: ['GONE_USDC_PERP', '-8', '-20', 'GONE'],
    },
  ],
  grvt: [
    {
      calls: [
        { path: 'get_sub_accounts', response: { sub_account_ids: ['1123456'] } },
        {
          path: 'v1/positions',
          response: {
            result: [
              {
                instrument: 'GONE_USDT_Perp',
                size: '-8',
                notional: '-20',
                entry_price: '2',
                mark_price: '2.5',
                unrealized_pnl: '-4',
              },
            ],
          },
        },
      ],
      row: ['GONE_USDT_Perp', '-8', '-20', 'GONE'],
    },
  ],
  edgex: [
    {
      calls: [
        {
          path: 'account/getAccountAsset',
          response: {
            code: 'SUCCESS',
            data: {
              positionList: [{ contractId: '30000999', openSize: '-8' }],
              positionAssetList: [{ contractId: '30000999', coinId: '1000', positionValue: '-20', unrealizePnl: '-4' }],
              collateralAssetModelList: [],
            },
          },
        },
        { path: 'meta/getMetaData', response: { code: 'SUCCESS', data: { coinList: [], contractList: [] } } },
        { path: 'account/getAccountPage', response: { code: 'SUCCESS', data: { dataList: [] } } },
      ],
      row: ['30000999', '-8', '-20', '30000999'],
    },
  ],
  nado: [
    {
      calls: [
        {
          path: 'v1/query',
          query: 'subaccount_info',
          response: {
            status: 'success',
            data: {
              spot_balances: [],
              perp_balances: [
                { product_id: 99, balance: { amount: '-8000000000000000000', v_quote_balance: '16000000000000000000' } },
              ],
              perp_products: [{ product_id: 99, oracle_price_x18: '2500000000000000000' }],
            },
          },
        },
      ],
      row: ['99', '-8', '-20', '99'],
    },
  ],
  hibachi: [
    {
      calls: [
        {
          path: 'trade/account/info',
          response: {
            assets: [],
            balance: '-4',
            positions: [
              { symbol: 'GONE/USDT-P', direction: 'Short', quantity: '8', notionalValue: '20', unrealizedTradingPnl: '-4' },
            ],
          },
        },
      ],
      row: ['GONE/USDT-P', '-8', '-20', 'GONE'],
    },
  ],
  apex: [
    {
      calls: [
        {
          path: 'v3/account-balance',
          response: { data: { totalEquityValue: '100', symbolToOraclePrice: { 'GONE-USDT': { oraclePrice: '2.5' } } } },
        },
        {
          path: 'api/v3/account',
          response: { data: { positions: [{ symbol: 'GONE-USDT', side: 'SHORT', size: '8', entryPrice: '2' }] } },
        },
      ],
      row: ['GONE-USDT', '-8', '-20', 'GONE'],
    },
  ],
  derive: [
    {
      calls: [
        {
          path: 'get_all_portfolios',
          response: {
            result: [
              {
                subaccount_id: 1,
                collaterals: [],
                positions: [
                  { instrument_name: 'GONE-PERP', instrument_type: 'perp', amount: '-8', mark_price: '2.5', mark_value: '-4' },
                ],
              },
            ],
          },
        },
      ],
      row: ['GONE-PERP', '-8', '-20', 'GONE'],
    },
  ],
  woofipro: [
    {
      calls: [
        {
          path: 'v1/positions',
          response: {
            success: true,
            data: {
              rows: [
                {
                  symbol: 'PERP_GONE_USDC',
                  position_qty: -8,
                  average_open_price: 2,
                  mark_price: 2.5,
                  unsettled_pnl: -4,
                  margin_mode: 'CROSS',
                },
              ],
            },
          },
        },
      ],
      row: ['PERP_GONE_USDC', '-8', '-20', 'GONE'],
    },
  ],
  pacifica: [
    {
      calls: [
        {
          path: 'api/v1/positions',
          response: { success: true, data: [{ symbol: 'GONE', side: 'ask', amount: '8', entry_price: '2', isolated: false }] },
        },
        { path: 'info/prices', response: { success: true, data: [{ symbol: 'GONE', mark: '2.5' }] } },
      ],
      row: ['GONE', '-8', '-20', 'GONE'],
    },
  ],
}

/** Exchanges without positions. */
const SPOT_ALONE: readonly string[] = ['upbit', 'bithumb', 'lbank']

describe('a position in a contract that is not listed any more', () => {
  // Qubx#306, #319, #320
  it('is a row by the exchange’s id, and the rest of the account counts (position-unknown-market)', async () => {
    const text = readFileSync('server/exchanges/cases/position-unknown-market.json', 'utf8')
    const { assets, total_equity, unpriced } = await replay(parseRecording(text))
    expect(assets.map(({ symbol, size, notional, asset_type }) => [symbol, size, notional, asset_type])).toEqual([
      ['USDT', '1000', '1000', 'token'],
      ['BTC:PERP-USDT', '0.01', '1000', 'position'],
      ['TON-USDT-SWAP', '10', null, 'position'],
    ])
    expect(total_equity).toBe('1000')
    expect(unpriced).toEqual(['TON-USDT-SWAP'])
  })

  it.each(Object.entries(DELISTED).flatMap(([exchange, list]) => list.map((situation) => [exchange, situation] as const)))(
    '%s',
    async (exchange, { calls, row }) => {
      const { assets } = await valued({ exchange, calls, prices: { USDT: '1', USDC: '1', BTC: '100000' } })
      const found = assets.filter(({ assetType }) => assetType === 'position')
      expect(found.map(({ symbol, size, notional, base }) => [symbol, size, notional, base])).toEqual([row])
    },
  )

  it('is known of every room', () => {
    const rooms = ROOMS.map(({ about }) => about.id)
    expect(rooms.filter((id) => !['okx', ...SPOT_ALONE].includes(id) && !(id in DELISTED))).toEqual([])
  })

  it.each([
    ['TON-USDT-SWAP', 'TON', 'USDT', 'swap'],
    ['XBTUSDTM', 'BTC', 'USDT', 'swap'],
    ['BTCUSDT_260327', 'BTC', 'USDT', 'future'],
    ['ETH-27MAR26-4000-P', 'ETH', 'USD', 'option'],
    ['1000PEPEUSDT', '1000PEPE', 'USDT', 'swap'],
    ['BTC-PERP-INTX', 'BTC', 'USD', 'swap'],
    ['BTC_USDC-PERPETUAL', 'BTC', 'USDC', 'swap'],
  ])('%s is a %s', (id, base, quote, type) => {
    expect(unlistedMarket(id, { counts: 'coins' })).toMatchObject({ id, base, quote, type })
  })
})
