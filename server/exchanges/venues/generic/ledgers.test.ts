import { describe, expect, it } from 'vitest'
import { ledgersOf, type TestLedgers, told } from '../flows.testing'
import { GENERIC_LEDGERS } from './table/ledgers'

/**
 * Ledgers of exchanges without a room, held to answers in the form of their documentation; each names its source. What is
 * not in a sample there (a second moment, a coin) is in the same form.
 */
interface Documented extends TestLedgers {
  ledger: string
  entries: readonly string[]
}

const HASH = '0x38110e0fc932cb2be58d0b1c8a30b5bd1cbd54e95b5f2f4d0a4b8d2a55a4ef01'
const spot = (symbol: string) => ({ symbol, id: symbol.replace('/', '') })

const DOCUMENTED: readonly (readonly [source: string, Documented])[] = [
  [
    // A trade is one row of two coins, and its fee a row by itself.
    'https://docs.bitso.com/bitso-api/docs/ledger',
    {
      exchange: 'bitso',
      ledger: 'log',
      calls: [
        {
          path: 'api/v3/ledger',
          response: {
            success: true,
            payload: [
              {
                eid: 'cbbb3c8d4e41723d25d2850dcb7c3c74',
                created_at: '2025-01-03T17:01:48+0000',
                balance_updates: [{ amount: '-0.38488583', currency: 'mxn' }],
                operation: 'fee',
                details: { tid: '72145428' },
              },
              {
                eid: '8976c6053f078f704f037d82a813678a',
                created_at: '2025-01-03T17:01:48+0000',
                balance_updates: [
                  { amount: '59.21320500', currency: 'mxn' },
                  { amount: '-0.00010000', currency: 'btc' },
                ],
                operation: 'trade',
                details: { tid: '72145428' },
              },
              {
                eid: '2510b3e2bc1c87f584500a18084f35ed',
                created_at: '2025-01-02T12:21:42+0000',
                balance_updates: [{ amount: '0.00080000', currency: 'btc' }],
                operation: 'funding',
                details: { network: 'btc', fid: '6112c6369100d6ecceb7f54f17cf0511' },
              },
              {
                eid: '5510b3e2bc1c87f584500a18084f35ed',
                created_at: '2025-01-02T12:21:42+0000',
                balance_updates: [{ amount: '1', currency: 'usd' }],
                operation: 'conversion_gift',
                details: {},
              },
            ],
          },
        },
      ],
      entries: [
        '2025-01-03T17:01:48Z fee -0.38488583 MXN',
        '2025-01-03T17:01:48Z trade 59.21320500 MXN',
        '2025-01-03T17:01:48Z trade -0.00010000 BTC',
        '2025-01-02T12:21:42Z deposit 0.00080000 BTC',
        '2025-01-02T12:21:42Z other 1 USD',
      ],
    },
  ],
  [
    // Each coin has a field; the price stands under the pair, and the fee is in the coin that the pair is priced in.
    'https://www.bitstamp.net/api/#tag/Transactions-private',
    {
      exchange: 'bitstamp',
      ledger: 'log',
      calls: [
        {
          path: 'api/v2/user_transactions/',
          response: [
            {
              fee: '0.00500000',
              id: 1,
              usd: 0,
              btc: 0,
              eur: 0,
              xrp: '-20.00000000',
              btc_usd: '0.00',
              datetime: '2025-01-02 09:00:31',
              type: '1',
            },
            {
              fee: '2.00',
              id: 2,
              usd: '-1000.00',
              btc: '0.02000000',
              eur: 0,
              btc_usd: 50000,
              datetime: '2025-01-02 09:00:32.123000',
              type: '2',
              order_id: 7,
            },
            { fee: '0.00', id: 3, usd: 0, btc: 0, eur: '5.00', btc_usd: '0.00', datetime: '2025-01-02 09:00:33', type: '77' },
          ],
        },
      ],
      entries: [
        '2025-01-02T09:00:31Z withdrawal -20.00000000 XRP fee 0.00500000 XRP',
        '2025-01-02T09:00:32.123Z trade -1000.00 USD fee 2.00 USD',
        '2025-01-02T09:00:32.123Z trade 0.02000000 BTC',
        '2025-01-02T09:00:33Z other 5.00 EUR',
      ],
    },
  ],
  [
    // Funding and profit go both ways by their own sign; what is always a cost is taken off.
    'https://docs.delta.exchange/#get-wallet-transactions',
    {
      exchange: 'delta',
      ledger: 'log',
      calls: [
        {
          path: 'v2/wallet/transactions',
          response: {
            success: true,
            meta: { after: null, before: null },
            result: [
              {
                uuid: 'a',
                amount: '29.889184',
                asset_symbol: 'USDT',
                balance: '29.8',
                created_at: '2025-01-02T21:25:01Z',
                transaction_type: 'deposit',
                meta_data: { transaction_id: HASH },
              },
              {
                uuid: 'b',
                amount: '-1.5',
                asset_symbol: 'USDT',
                balance: '28.3',
                created_at: '2025-01-02T21:25:02Z',
                transaction_type: 'pnl',
              },
              {
                uuid: 'c',
                amount: '0.2',
                asset_symbol: 'USDT',
                balance: '28.1',
                created_at: '2025-01-02T21:25:03Z',
                transaction_type: 'commission',
              },
              {
                uuid: 'd',
                amount: '0.05',
                asset_symbol: 'USDT',
                balance: '28.15',
                created_at: '2025-01-02T21:25:04Z',
                transaction_type: 'perpetual_futures_funding',
              },
              {
                uuid: 'e',
                amount: '7',
                asset_symbol: 'USDT',
                balance: '35',
                created_at: '2025-01-02T21:25:05Z',
                transaction_type: 'something_new',
              },
            ],
          },
        },
      ],
      entries: [
        '2025-01-02T21:25:01Z deposit 29.889184 USDT',
        '2025-01-02T21:25:02Z realized -1.5 USDT',
        '2025-01-02T21:25:03Z fee -0.2 USDT',
        '2025-01-02T21:25:04Z funding 0.05 USDT',
        '2025-01-02T21:25:05Z other 7 USDT',
      ],
    },
  ],
  [
    // Assets go by number, which the list of assets names.
    'https://api.docs.extended.exchange/#get-deposits-withdrawals-transfers-history',
    {
      exchange: 'extended',
      ledger: 'deposits',
      marketOptions: { currenciesByNumericId: { '1': { id: 'USD', code: 'USDC' }, '5': { id: 'BTC', code: 'BTC' } } },
      calls: [
        {
          path: 'api/v1/user/assetOperations',
          response: {
            status: 'OK',
            data: [
              {
                id: '0x6795eac4ffcdde4a',
                type: 'DEPOSIT',
                status: 'COMPLETED',
                amount: '3.0000000000000000',
                fee: '0',
                asset: 1,
                time: 1735808582000,
                accountId: 100009,
                transactionHash: '0x93829e61480b',
                chain: 'ETH',
              },
              {
                id: '1951255127004282880',
                type: 'DEPOSIT',
                status: 'IN_PROGRESS',
                amount: '0.2500000000000000',
                fee: '0',
                asset: 5,
                time: 1735808581000,
                accountId: 100009,
              },
            ],
            pagination: { count: 2 },
          },
        },
      ],
      entries: ['2025-01-02T09:03:01Z deposit pending 0.25 BTC', '2025-01-02T09:03:02Z deposit 3 USDC'],
    },
  ],
  [
    // The amount is signed, and its side says so once more.
    'https://doc.xt.com/docs/futures/Account/get_account_flow',
    {
      exchange: 'xt',
      ledger: 'futures',
      calls: [
        {
          path: 'future/user/v1/balance/bills',
          response: {
            returnCode: 0,
            result: {
              hasNext: false,
              items: [
                {
                  id: '207260567109387524',
                  coin: 'usdt',
                  symbol: 'btc_usdt',
                  type: 'FEE',
                  amount: '-0.0213',
                  side: 'SUB',
                  afterAmount: null,
                  createdTime: 1735800000000,
                },
                {
                  id: '207260567109387525',
                  coin: 'usdt',
                  symbol: 'btc_usdt',
                  type: 'FUND',
                  amount: '0.5',
                  side: 'ADD',
                  afterAmount: null,
                  createdTime: 1735800001000,
                },
                {
                  id: '207260567109387526',
                  coin: 'usdt',
                  symbol: null,
                  type: 'EXCHANGE',
                  amount: '10',
                  side: 'SUB',
                  afterAmount: null,
                  createdTime: 1735800002000,
                },
              ],
            },
          },
        },
      ],
      entries: [
        '2025-01-02T06:40:00Z fee -0.0213 USDT perp',
        '2025-01-02T06:40:01Z funding 0.5 USDT perp',
        '2025-01-02T06:40:02Z transfer -10 USDT perp',
      ],
    },
  ],
  [
    'https://docs.pacifica.fi/api-documentation/api/rest-api/account/get-account-balance-history',
    {
      exchange: 'pacifica',
      ledger: 'log',
      calls: [
        {
          path: 'api/v1/account/balance/history',
          response: {
            success: true,
            data: [
              {
                amount: '100.000000',
                balance: '1200.000000',
                pending_balance: '0.000000',
                event_type: 'deposit',
                created_at: 1735800000000,
              },
              { amount: '-0.04', balance: '1199.96', pending_balance: '0', event_type: 'fee', created_at: 1735800001000 },
              { amount: '-0.04', balance: '1199.92', pending_balance: '0', event_type: 'fee', created_at: 1735800001000 },
              { amount: '10', balance: '1189', pending_balance: '0', event_type: 'withdraw', created_at: 1735800002000 },
            ],
            next_cursor: '',
            has_more: false,
          },
        },
      ],
      entries: [
        '2025-01-02T06:40:00Z deposit 100.000000 USDC perp',
        '2025-01-02T06:40:01Z fee -0.04 USDC perp',
        '2025-01-02T06:40:01Z fee -0.04 USDC perp',
        '2025-01-02T06:40:02Z withdrawal -10 USDC perp',
      ],
    },
  ],
  [
    // Whole seconds, and transfers in the same list.
    'https://api-doc.hibachi.xyz',
    {
      exchange: 'hibachi',
      ledger: 'moved',
      calls: [
        {
          path: 'capital/history',
          response: {
            transactions: [
              {
                id: 1,
                timestampSec: 1735800000,
                quantity: '50',
                status: 'completed',
                transactionType: 'deposit',
                transactionHash: HASH,
              },
              {
                id: 1,
                timestampSec: 1735800001,
                quantity: '20',
                status: 'claimable',
                transactionType: 'withdrawal',
                transactionHash: HASH,
                withdrawalAddress: '0x1234567890abcdef1234',
              },
              {
                id: 2,
                timestampSec: 1735800002,
                quantity: '3',
                status: 'completed',
                transactionType: 'transfer-out',
                receivingAccountId: 99,
              },
            ],
          },
        },
      ],
      entries: [
        '2025-01-02T06:40:00Z deposit 50 USDT perp',
        '2025-01-02T06:40:01Z withdrawal pending -20 USDT perp',
        '2025-01-02T06:40:02Z transfer -3 USDT perp',
      ],
    },
  ],
  [
    // The amount holds the fee; a withdrawal that was processed and not completed is no final state of ccxt's.
    'https://docs.cdp.coinbase.com/exchange/reference/exchangerestapi_gettransfers',
    {
      exchange: 'coinbaseexchange',
      ledger: 'moved',
      calls: [
        { path: 'accounts', response: [{ id: 'acc-1', currency: 'LTC', balance: '1', available: '1', hold: '0' }] },
        {
          path: 'transfers',
          response: [
            {
              id: 'bee6fd7c',
              type: 'withdraw',
              created_at: '2025-01-02 00:48:45.477503+00',
              completed_at: '2025-01-02 00:49:45.477503+00',
              canceled_at: null,
              processed_at: '2025-01-02 00:49:00+00',
              account_id: 'acc-1',
              amount: '0.01000000',
              details: {
                network: 'litecoin',
                fee: '0.00100000',
                sent_to_address: 'MKemtnCFUYKsNWaf5EMYMpwSszcXWFDtTY',
                crypto_transaction_hash: 'ab',
              },
              currency: 'LTC',
            },
            {
              id: 'cee6fd7c',
              type: 'deposit',
              created_at: '2025-01-02 00:48:46+00',
              completed_at: null,
              canceled_at: null,
              processed_at: null,
              account_id: 'acc-1',
              amount: '1',
              details: {},
              currency: 'LTC',
            },
          ],
        },
      ],
      entries: [
        '2025-01-02T00:48:45.477Z withdrawal -0.009 LTC fee 0.00100000 LTC',
        '2025-01-02T00:48:46Z deposit pending 1 LTC',
      ],
    },
  ],
  [
    // A list a coin, whose rows do not name it; 115205 were taken, 500 of them as the fee.
    'https://github.com/btcid/indodax-official-api-docs/blob/master/Private-RestAPI.md',
    {
      exchange: 'indodax',
      ledger: 'moved',
      calls: [
        {
          path: 'tapi',
          response: {
            success: 1,
            return: {
              withdraw: {
                idr: [
                  {
                    status: 'success',
                    type: 'coupon',
                    rp: '115205',
                    fee: '500',
                    amount: '114705',
                    submit_time: '1735800000',
                    success_time: '1735800023',
                    withdraw_id: '1783717',
                    tx: 'BTC-IDR',
                  },
                ],
                btc: [],
              },
              deposit: {
                btc: [
                  {
                    status: 'success',
                    btc: '0.00118769',
                    amount: '0.00118769',
                    success_time: '1735800100',
                    deposit_id: '3602369',
                    tx: HASH.slice(2),
                  },
                ],
              },
            },
          },
        },
      ],
      entries: ['2025-01-02T06:40:23Z withdrawal -114705 IDR fee 500 IDR', '2025-01-02T06:41:40Z deposit 0.00118769 BTC'],
    },
  ],
  [
    // `total` holds the fee, and is what ccxt tells.
    'https://github.com/bitoex/bitopro-offical-api-docs/blob/master/v3-1/rest-1/auth/get_withdraw_history.md',
    {
      exchange: 'bitopro',
      ledger: 'withdrawals',
      markets: [spot('BTC/USDT')],
      calls: [
        {
          path: 'v3/accounts/balance',
          response: {
            data: [
              { currency: 'usdt', amount: '5', available: '5', stake: '0' },
              { currency: 'btc', amount: '0', available: '0' },
            ],
          },
        },
        {
          path: 'v3/wallet/withdrawHistory/USDT',
          response: {
            data: [
              {
                serial: '20220215BW14069838',
                timestamp: '1735800000000',
                address: 'TKrwMaZaGiAvtXCFT41xHuusNcs4LPWS7w',
                amount: '8.00000000',
                fee: '2.00000000',
                total: '10.00000000',
                status: 'COMPLETE',
                txid: 'ab',
                protocol: 'TRX',
                id: '9925310345',
              },
            ],
          },
        },
      ],
      entries: ['2025-01-02T06:40:00Z withdrawal -8.00000000 USDT fee 2.00000000 USDT'],
    },
  ],
  [
    // 8421.7228 and 16.8772 of 8438.6 (a fee of 0.2 %).
    'https://coinmate.docs.apiary.io/#reference/transfer/get-transfer-history',
    {
      exchange: 'coinmate',
      ledger: 'moved',
      calls: [
        {
          path: 'api/transferHistory',
          response: {
            error: false,
            data: [
              {
                transactionId: 1862815,
                timestamp: 1735800000000,
                amountCurrency: 'LTC',
                amount: 1,
                fee: 0,
                walletType: 'LTC',
                transferType: 'DEPOSIT',
                transferStatus: 'COMPLETED',
                txid: 'cc',
                destination: 'LQrtSKA6LnhcwRrEuiborQJnjFF56xqsFn',
              },
              {
                transactionId: 2140966,
                timestamp: 1735800001000,
                amountCurrency: 'EUR',
                amount: 8421.7228,
                fee: 16.8772,
                walletType: 'BANK_WIRE',
                transferType: 'WITHDRAWAL',
                transferStatus: 'COMPLETED',
                txid: null,
                destination: null,
              },
            ],
          },
        },
      ],
      entries: ['2025-01-02T06:40:00Z deposit 1 LTC', '2025-01-02T06:40:01Z withdrawal -8421.7228 EUR fee 16.8772 EUR'],
    },
  ],
  [
    // A status of its own for each way: 15 of a deposit is not there yet. Whether the fee is within nobody says: it is left.
    'https://docs.whitebit.com/private/http-main-v4/#get-depositwithdraw-history',
    {
      exchange: 'whitebit',
      ledger: 'moved',
      calls: [
        {
          path: 'api/v4/main-account/history',
          response: {
            limit: 100,
            offset: 0,
            total: 2,
            records: [
              {
                address: '3ApEASLcrQtZpg1TsssFgYF5V5YQJAKvuE',
                uniqueId: null,
                transactionId: 'a6d71d69',
                createdAt: 1735800000,
                currency: 'Bitcoin',
                ticker: 'BTC',
                method: 1,
                amount: '0.0006',
                fee: '0',
                status: 15,
                network: null,
                transactionHash: HASH.slice(2),
              },
              {
                address: '3ApEASLcrQtZpg1TsssFgYF5V5YQJAKvuE',
                uniqueId: null,
                transactionId: 'a6d71d70',
                createdAt: 1735800000,
                currency: 'Bitcoin',
                ticker: 'BTC',
                method: 2,
                amount: '0.0006',
                fee: '0.0001',
                status: 7,
                network: null,
                transactionHash: HASH.slice(2),
              },
            ],
          },
        },
      ],
      entries: ['2025-01-02T06:40:00Z deposit pending 0.0006 BTC funding', '2025-01-02T06:40:00Z withdrawal -0.0006 BTC funding'],
    },
  ],
  [
    // The zone is Korea's; `uuid` is the id, and the fee was charged besides.
    'https://docs.upbit.com/kr/reference/출금-리스트-조회',
    {
      exchange: 'upbit',
      ledger: 'withdrawals',
      calls: [
        {
          path: 'v1/withdraws',
          response: [
            {
              type: 'withdraw',
              uuid: '35a4f1dc',
              currency: 'BTC',
              net_type: 'BTC',
              txid: 'cd81',
              state: 'DONE',
              created_at: '2025-01-02T15:40:00+09:00',
              done_at: '2025-01-02T15:50:00+09:00',
              amount: '0.01',
              fee: '0.0005',
              transaction_type: 'default',
            },
            {
              type: 'withdraw',
              uuid: '35a4f1dd',
              currency: 'KRW',
              net_type: null,
              txid: 'cd82',
              state: 'REJECTED',
              created_at: '2025-01-02T15:40:01+09:00',
              done_at: null,
              amount: '1000',
              fee: '1000',
              transaction_type: 'default',
            },
          ],
        },
      ],
      entries: [
        '2025-01-02T06:40:00Z withdrawal -0.01 BTC fee 0.0005 BTC',
        '2025-01-02T06:40:01Z withdrawal failed -1000 KRW fee 1000 KRW',
      ],
    },
  ],
  [
    'https://hashkeyglobal-apidoc.readme.io/reference/get-withdrawal-history',
    {
      exchange: 'hashkey',
      ledger: 'withdrawals',
      calls: [
        {
          path: 'api/v1/account/withdrawOrders',
          response: [
            {
              time: '1735800000000',
              id: 'W611267400947572736',
              coin: 'USDT',
              coinId: 'USDT',
              address: 'TQbkBMnWnJNGTAUpFS4kvv4NRLzUAnGAes',
              quantity: '2.00000000',
              arriveQuantity: '2.00000000',
              txId: 'f83f',
              addressUrl: 'TQbk',
              feeCoinId: 'USDT',
              fee: '1.00000000',
            },
          ],
        },
      ],
      entries: ['2025-01-02T06:40:00Z withdrawal -2.00000000 USDT fee 1.00000000 USDT'],
    },
  ],
  [
    // Each payment of funding has the user's number for its id: they are no single one.
    'https://docs.backpack.exchange/#tag/History/operation/get_funding_payments',
    {
      exchange: 'backpack',
      ledger: 'funding',
      calls: [
        {
          path: 'wapi/v1/history/funding',
          response: [
            {
              fundingRate: '0.0001',
              intervalEndTimestamp: '2025-01-02T08:00:00',
              quantity: '-0.02',
              subaccountId: 0,
              symbol: 'BTC_USDC_PERP',
              userId: 7,
            },
            {
              fundingRate: '0.0001',
              intervalEndTimestamp: '2025-01-02T00:00:00',
              quantity: '0.03',
              subaccountId: 0,
              symbol: 'BTC_USDC_PERP',
              userId: 7,
            },
          ],
        },
      ],
      entries: [
        '2025-01-02T00:00:00Z funding 0.03 USDC perp BTC_USDC_PERP',
        '2025-01-02T08:00:00Z funding -0.02 USDC perp BTC_USDC_PERP',
      ],
    },
  ],
  [
    'https://docs-en.foxbit.com.br/#tag/Withdrawals',
    {
      exchange: 'foxbit',
      ledger: 'withdrawals',
      calls: [
        {
          path: 'rest/v3/withdrawals',
          response: {
            data: [
              {
                sn: 'OKMAKSDHRVVREK',
                state: 'ACCEPTED',
                currency_symbol: 'brl',
                amount: '20.5',
                fee: '0.5',
                created_at: '2025-01-02T06:40:00.000Z',
                details_fiat: {},
              },
            ],
          },
        },
      ],
      entries: ['2025-01-02T06:40:00Z withdrawal -20 BRL fee 0.5 BRL'],
    },
  ],
  [
    // `after` takes an id, where ccxt would put a time.
    'https://api.btcmarkets.net/doc/v3#tag/Fund_Management_APIs/paths/~1v3~1transfers/get',
    {
      exchange: 'btcmarkets',
      ledger: 'moved',
      calls: [
        {
          path: 'v3/transfers',
          response: [
            {
              id: '10118',
              assetName: 'BTC',
              amount: '5',
              type: 'Withdraw',
              creationTime: '2025-01-02T06:40:00Z',
              status: 'Complete',
              description: 'x',
              fee: '1',
              lastUpdate: '2025-01-02T06:40:00Z',
              paymentDetail: { txId: 'ab', address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq' },
            },
          ],
        },
      ],
      entries: ['2025-01-02T06:40:00Z withdrawal -4 BTC fee 1 BTC'],
    },
  ],
  [
    'https://big.one/api/docs: WITHHOLD is held back',
    {
      exchange: 'bigone',
      ledger: 'deposits',
      calls: [
        {
          path: 'api/v3/viewer/deposits',
          response: {
            code: 0,
            page_token: '',
            data: [
              {
                id: 1,
                amount: '25.0',
                asset_symbol: 'BTS',
                inserted_at: '2025-01-02T06:40:00.000Z',
                state: 'WITHHOLD',
                txid: '72e0',
                is_internal: false,
              },
              {
                id: 2,
                amount: '25.0',
                asset_symbol: 'BTS',
                inserted_at: '2025-01-02T06:40:00.000Z',
                state: 'COMPLETED',
                txid: '72e1',
                is_internal: false,
              },
            ],
          },
        },
      ],
      entries: ['2025-01-02T06:40:00Z deposit pending 25.0 BTS', '2025-01-02T06:40:00Z deposit 25.0 BTS'],
    },
  ],
]

describe('answers in the form of the documentation', () => {
  it.each(DOCUMENTED)('%s', async (_source, { ledger, entries, ...exchange }) => {
    const read = await ledgersOf(exchange).read(ledger)
    expect(read.map(told)).toEqual(entries)
    expect(new Set(read.map(({ id }) => id)).size).toBe(read.length)
  })
})

describe('an answer that does not tell what moved', () => {
  const blofin = (...data: object[]) =>
    ledgersOf({ exchange: 'blofin', calls: [{ path: 'asset/deposit-history', response: { code: '0', data } }] })
  const row = { depositId: '1', currency: 'USDT', amount: '5', chain: 'TRC20', txId: 'a', ts: '1735800000000', state: '1' }

  it('is no row that is left out', async () => {
    expect((await blofin(row).read('deposits')).map(told)).toEqual(['2025-01-02T06:40:00Z deposit 5 USDT funding'])
    await expect(blofin({ ...row, amount: '' }).read('deposits')).rejects.toMatchObject({ code: 'exchange_network' })
    await expect(blofin({ ...row, currency: null }).read('deposits')).rejects.toMatchObject({ code: 'exchange_network' })
    // ccxt drops what it made out no time of.
    await expect(blofin({ ...row, ts: '' }).read('deposits')).rejects.toMatchObject({
      message: expect.stringMatching(/without its moment/),
    })
    await expect(blofin(row, { ...row, depositId: '2', ts: null }).read('deposits')).rejects.toMatchObject({
      code: 'exchange_network',
    })
    // One that failed moved nothing.
    expect(await blofin({ ...row, amount: '', state: '2' }).read('deposits')).toEqual([])
  })

  it('is none of another form: a page, a sentence, a list of something else', async () => {
    for (const response of ['<html>', 'Maintenance', {}, { code: '0' }, { code: '0', data: {} }]) {
      const { read } = ledgersOf({ exchange: 'blofin', calls: [{ path: 'asset/deposit-history', response }] })
      await expect(read('deposits'), JSON.stringify(response)).rejects.toMatchObject({
        code: expect.stringMatching(/^exchange_/),
      })
    }
  })

  it('is one entry where it is told twice under its id, and two where rows without any say the same', async () => {
    expect(new Set((await blofin(row, row).read('deposits')).map(({ id }) => id)).size).toBe(1)
    const paid = { amount: '-0.04', balance: '1', event_type: 'fee', created_at: 1735800000000 }
    const { read } = ledgersOf({
      exchange: 'pacifica',
      calls: [{ path: 'account/balance/history', response: { success: true, data: [paid, paid], next_cursor: '' } }],
    })
    expect(new Set((await read('log')).map(({ id }) => id)).size).toBe(2)
  })

  it('takes a state that nobody mapped for one that is under way', async () => {
    const read = await blofin({ ...row, state: '99' }).read('deposits')
    expect(read.map(({ state, word }) => [state, word])).toEqual([['pending', '99']])
  })
})

interface Deposit {
  id: number
  at: number
}

/** What an exchange keeps, as its list gives it: between two moments, newest or oldest first, so many rows at most. */
const kept = (
  rows: readonly Deposit[],
  { from, to, size, oldestFirst = false }: { from: number; to: number; size: number; oldestFirst?: boolean },
) =>
  rows
    .filter(({ at }) => at >= from && at <= to)
    .toSorted((a, b) => (oldestFirst ? a.at - b.at : b.at - a.at) || a.id - b.id)
    .slice(0, size)

describe('pages', () => {
  const START = Date.parse('2025-01-01T00:00:00Z')
  const DAY = 86_400_000
  /** Thirty in each of some seconds, more than a page over some minutes, one at each end, and one outside of them. */
  const deposits: Deposit[] = [
    ...Array.from({ length: 450 }, (_, index) => ({ id: index, at: START + Math.floor(index / 30) * 1000 })),
    ...Array.from({ length: 200 }, (_, index) => ({ id: 1000 + index, at: START + 3 * DAY + index * 7 })),
    { id: 2000, at: START + 6 * DAY - 1 },
    { id: 2001, at: START + 8 * DAY },
  ]
  const wanted = deposits.filter(({ id }) => id !== 2001).map(({ id }) => String(id))
  const within = (ids: readonly string[]) =>
    [...new Set(ids)].filter((id) => id !== '2001').toSorted((a, b) => Number(a) - Number(b))
  const blofin = (oldestFirst: boolean, all = deposits) =>
    ledgersOf({
      exchange: 'blofin',
      answer: ({ searchParams }) => {
        const asked = { from: Number(searchParams.get('before')), to: Number(searchParams.get('after')) }
        const rows = kept(all, { ...asked, size: Math.min(Number(searchParams.get('limit')), 100), oldestFirst })
        return {
          code: '0',
          data: rows.map(({ id, at }) => ({ depositId: String(id), currency: 'USDT', amount: '1', ts: String(at), state: '1' })),
        }
      },
    })

  it.each([true, false])('by time find every row once, oldest first: %s', async (oldestFirst) => {
    const read = await blofin(oldestFirst).read('deposits')
    expect(within(read.map(({ id }) => id))).toEqual(wanted)
  })

  it('of more rows at one moment than they can hold are told, never left out', async () => {
    const many = Array.from({ length: 101 }, (_, id) => ({ id, at: START + 5000 }))
    await expect(blofin(false, many).read('deposits')).rejects.toMatchObject({ message: expect.stringMatching(/at one moment/) })
  })

  it('by offset end where rows lie before the stretch, and hold none twice', async () => {
    const { read, asked } = ledgersOf({
      exchange: 'whitebit',
      answer: (_url, body) => {
        const { offset, limit } = JSON.parse(body)
        const rows = kept([...deposits, ...Array.from({ length: 300 }, (_, id) => ({ id: 5000 + id, at: START - DAY - id }))], {
          from: 0,
          to: START + 10 * DAY,
          size: 10_000,
        }).slice(offset, offset + limit)
        return {
          records: rows.map(({ id, at }) => ({
            uniqueId: String(id),
            createdAt: Math.floor(at / 1000),
            ticker: 'BTC',
            method: 1,
            amount: '1',
            fee: '0',
            status: 3,
          })),
        }
      },
    })
    const ids = (await read('moved')).map(({ id }) => id.replace('deposit:', '')).filter((id) => Number(id) < 5000)
    expect(within(ids)).toEqual(wanted)
    // Seven pages of what is wanted, and the one that is all before it.
    expect(asked.length).toBe(8)
  })

  it('by a cursor of the answer end with it, also where it is the same again', async () => {
    const page = (rows: readonly number[], after: string | null) => ({
      success: true,
      result: rows.map((id) => ({
        uuid: String(id),
        amount: '1',
        asset_symbol: 'BTC',
        created_at: '2025-01-02T00:00:00Z',
        transaction_type: 'deposit',
      })),
      meta: { after },
    })
    const { read, asked } = ledgersOf({
      exchange: 'delta',
      answer: ({ searchParams }) => {
        const after = searchParams.get('after')
        if (after === null) return page([1, 2], 'x')
        return after === 'x' ? page([3], 'y') : page([4], 'y')
      },
    })
    expect((await read('log')).map(({ id }) => id)).toEqual(['1', '2', '3', '4'])
    expect(asked.length).toBe(3)
  })

  it('by the last row ask for what lies before it', async () => {
    const { read } = ledgersOf({
      exchange: 'bitflyer',
      answer: ({ searchParams }) => {
        const before = Number(searchParams.get('before') ?? Number.POSITIVE_INFINITY)
        return deposits
          .filter(({ id }) => id < before)
          .toSorted((a, b) => b.id - a.id)
          .slice(0, 100)
          .map(({ id }) => ({
            id,
            currency_code: 'BTC',
            amount: 1,
            address: 'a',
            tx_hash: `h${id}`,
            status: 'COMPLETED',
            event_date: '2025-01-02T00:00:00',
          }))
      },
    })
    expect(within((await read('deposits')).map(({ id }) => id))).toEqual(wanted)
  })

  it('of coins one by one go on with the next coin, and no coin is left out when another comes', async () => {
    let balances = ['ETH', 'USDT']
    const { read, asked } = ledgersOf({
      exchange: 'bitopro',
      markets: [spot('BTC/USDT'), spot('ETH/USDT')],
      answer: ({ pathname }) => {
        if (pathname === '/v3/accounts/balance')
          return { data: balances.map((currency) => ({ currency, amount: '1', available: '1' })) }
        const coin = pathname.split('/').at(-1) ?? ''
        // Between two pages something is bought.
        balances = ['BTC', 'ETH', 'USDT']
        return {
          data: [
            {
              serial: coin,
              timestamp: String(START + 1000),
              address: 'a',
              amount: '1',
              fee: '0',
              total: '1',
              status: 'COMPLETE',
              txid: 'h',
              protocol: 'MAIN',
              id: '1',
              coin,
            },
          ],
        }
      },
    })
    expect((await read('deposits')).map(({ coin }) => coin)).toEqual(['ETH', 'USDT'])
    expect(asked.filter((one) => one.includes('depositHistory')).length).toBe(2)
  })
})

describe('what is told coin by coin', () => {
  const byCoin = Object.entries(GENERIC_LEDGERS).flatMap(([exchange, { ledgers }]) =>
    ledgers.flatMap(({ id, perCoin }) => (perCoin ? [[exchange, id] as const] : [])),
  )

  it.each(byCoin)(
    '%s takes no answer without its list of coins for an account in which nothing moved (%s)',
    async (exchange, ledger) => {
      const bad = [
        '{}',
        '{"hello":"world"}',
        '{"code":0,"data":{"hello":"world"}}',
        '{"data":null}',
        '[]',
        '[null]',
        '{"data":[null]}',
      ]
      for (const body of bad) {
        const { read } = ledgersOf({ exchange, answer: () => JSON.parse(body) })
        await expect(read(ledger), body).rejects.toMatchObject({ code: expect.stringMatching(/^exchange_/) })
      }
    },
  )

  it('is asked of a coin too whose amount an answer leaves empty', async () => {
    const { read, asked } = ledgersOf({
      exchange: 'bitopro',
      markets: [spot('BTC/USDT'), spot('ETH/USDT')],
      answer: ({ pathname }) => ({
        data: pathname === '/v3/accounts/balance' ? [{ currency: 'BTC' }, { currency: 'ETH', amount: '0', available: '0' }] : [],
      }),
    })
    await read('deposits')
    expect(asked.filter((one) => one.includes('depositHistory')).map((one) => one.split('?')[0])).toEqual([
      'v3/wallet/depositHistory/BTC',
    ])
  })
})
