import type { GenericLedgers } from '../ledger'
import { deposits, FEES_UNSURE, inside, log, moved, outside, SUB_ACCOUNTS, TRADES, withdrawals } from './lists'
import { bitsoLog, bitstampLog, cexLog, coinbaseExchangeTransfers, indodaxMoved, indodaxRows } from './logs-spot'

/**
 * Ledgers of exchanges for spot. Paths and parameters are those of ccxt's own source; pages, windows and what a figure
 * means are of each exchange's documentation, as ccxt quotes it.
 */

const hitbtc: GenericLedgers = {
  ledgers: [
    moved({
      asks: ['GET /api/3/wallet/transactions'],
      rows: '',
      pages: { by: 'offset', param: 'offset', size: 1000 },
      until: { param: 'till', as: 'iso' },
    }),
  ],
  untold: [TRADES, FEES_UNSURE, SUB_ACCOUNTS],
}

/** Times in Korean zone; amounts are without the fee, which is charged besides. */
const korean = (path: string, code?: string) => ({
  asks: [`GET ${path}`],
  rows: '',
  pages: { by: 'number', param: 'page', size: 100 } as const,
  since: false as const,
  fee: 'apart' as const,
  ...(code && { code }),
})

export const SPOT_LEDGERS: Readonly<Record<string, GenericLedgers>> = {
  alpaca: {
    ledgers: [
      moved({
        asks: ['GET /v2/account/activities', 'GET /v2/wallets/transfers'],
        rows: '',
        pages: { by: 'all' },
        since: false,
      }),
    ],
    untold: [TRADES, FEES_UNSURE, outside('Money by bank, and stocks that come or go')],
  },
  bequant: hitbtc,
  bigone: {
    answers: true,
    ledgers: [
      deposits({
        asks: ['GET /api/v3/viewer/deposits'],
        rows: 'data',
        pages: { by: 'answer', param: 'page_token', size: 50, at: 'page_token' },
        since: false,
        // What is withheld is not there yet: ccxt takes it for done.
        states: { at: 'state', of: { CONFIRMED: 'done', COMPLETED: 'done', REJECTED: 'failed', CANCELLED: 'failed' } },
      }),
      withdrawals({
        asks: ['GET /api/v3/viewer/withdrawals'],
        rows: 'data',
        pages: { by: 'answer', param: 'page_token', size: 50, at: 'page_token' },
        since: false,
      }),
    ],
    untold: [TRADES, FEES_UNSURE, SUB_ACCOUNTS],
  },
  binanceus: {
    ledgers: [
      deposits({
        asks: ['GET /sapi/v1/capital/deposit/hisrec'],
        rows: '',
        pages: { by: 'offset', param: 'offset', size: 1000 },
        until: { param: 'endTime', as: 'ms' },
        windowDays: 89,
      }),
      withdrawals({
        asks: ['GET /sapi/v1/capital/withdraw/history'],
        rows: '',
        pages: { by: 'offset', param: 'offset', size: 1000 },
        until: { param: 'endTime', as: 'ms' },
        windowDays: 89,
        fee: 'apart',
      }),
    ],
    untold: [TRADES, outside('Dollars by bank, staking, and transfers with sub-accounts')],
  },
  bitflyer: {
    ledgers: [
      deposits({
        asks: ['GET /v1/me/getcoinins'],
        rows: '',
        pages: { by: 'last row', param: 'before', size: 100, at: 'id' },
        since: false,
      }),
      withdrawals({
        asks: ['GET /v1/me/getcoinouts'],
        rows: '',
        pages: { by: 'last row', param: 'before', size: 100, at: 'id' },
        since: false,
        fee: 'apart',
      }),
    ],
    untold: [TRADES, outside('Deposits and withdrawals of yen')],
  },
  bithumb: {
    ledgers: [
      deposits(korean('/v1/deposits')),
      { ...deposits(korean('/v1/deposits/krw', 'KRW')), id: 'deposits-krw', name: 'Deposits of won' },
      withdrawals(korean('/v1/withdraws')),
      { ...withdrawals(korean('/v1/withdraws/krw', 'KRW')), id: 'withdrawals-krw', name: 'Withdrawals of won' },
    ],
    untold: [TRADES],
  },
  bitopro: {
    answers: true,
    ledgers: [
      // `total` is with the fee, and is what ccxt gives.
      deposits({
        asks: ['GET /v3/accounts/balance', 'GET /v3/wallet/depositHistory/{currency}'],
        rows: 'data',
        pages: { by: 'time', size: 100 },
        until: { param: 'endTimestamp', as: 'ms' },
        windowDays: 89,
        perCoin: 'data[]',
        amountAt: 'amount',
      }),
      withdrawals({
        asks: ['GET /v3/accounts/balance', 'GET /v3/wallet/withdrawHistory/{currency}'],
        rows: 'data',
        pages: { by: 'time', size: 100 },
        until: { param: 'endTimestamp', as: 'ms' },
        windowDays: 89,
        perCoin: 'data[]',
        amountAt: 'amount',
        fee: 'apart',
      }),
    ],
    untold: [TRADES, outside('Coins of which nothing is held any more')],
  },
  bitso: {
    answers: true,
    ledgers: [
      log({
        asks: ['GET /api/v3/ledger'],
        rows: 'payload',
        pages: { by: 'last row', param: 'marker', size: 100, at: 'eid' },
        since: false,
        own: bitsoLog,
      }),
    ],
  },
  bitstamp: {
    answers: true,
    ledgers: [
      log({
        asks: ['POST /api/v2/user_transactions/'],
        direct: { method: 'privatePostUserTransactions', size: 'limit' },
        rows: '',
        pages: { by: 'offset', param: 'offset', size: 1000 },
        since: false,
        own: bitstampLog,
      }),
    ],
    untold: [inside('Funding, fees and profit of derivatives')],
  },
  bitteam: {
    ledgers: [
      moved({
        asks: ['GET /trade/api/transactionsOfUser'],
        rows: 'result.transactions',
        pages: { by: 'offset', param: 'offset', size: 100 },
        since: false,
      }),
    ],
    untold: [TRADES, FEES_UNSURE],
  },
  bittrade: {
    ledgers: [
      deposits({
        asks: ['GET /v1/query/deposit-withdraw'],
        rows: 'data',
        pages: { by: 'last row', param: 'from', size: 100, at: 'id' },
        params: { direct: 'next', from: '' },
        since: false,
      }),
      withdrawals({
        asks: ['GET /v1/query/deposit-withdraw'],
        rows: 'data',
        pages: { by: 'last row', param: 'from', size: 100, at: 'id' },
        params: { direct: 'next', from: '' },
        since: false,
        fee: 'apart',
      }),
    ],
    untold: [TRADES],
  },
  bitvavo: {
    ledgers: [
      deposits({
        asks: ['GET /v2/depositHistory'],
        rows: '',
        pages: { by: 'time', size: 1000 },
        until: { param: 'end', as: 'ms' },
        idRepeats: true,
        doneOnly: true,
      }),
      withdrawals({
        asks: ['GET /v2/withdrawalHistory'],
        rows: '',
        pages: { by: 'time', size: 1000 },
        until: { param: 'end', as: 'ms' },
        idRepeats: true,
      }),
    ],
    untold: [TRADES, FEES_UNSURE, outside('Staking, and transfers with sub-accounts')],
  },
  blockchaincom: {
    ledgers: [
      deposits({ asks: ['GET /v3/exchange/deposits'], rows: '', pages: { by: 'all' }, until: { param: 'to', as: 'ms' } }),
      withdrawals({ asks: ['GET /v3/exchange/withdrawals'], rows: '', pages: { by: 'all' }, until: { param: 'to', as: 'ms' } }),
    ],
    untold: [TRADES, FEES_UNSURE],
  },
  btcmarkets: {
    answers: true,
    ledgers: [
      // `before` takes an id; so does `after`, where ccxt puts the time since when. Its amounts are without the fee.
      moved({
        asks: ['GET /v3/transfers'],
        rows: '',
        pages: { by: 'last row', param: 'before', size: 200, at: 'id' },
        since: false,
        fee: 'apart',
      }),
    ],
    untold: [TRADES],
  },
  cex: {
    ledgers: [
      log({
        asks: ['POST /api/spot/rest/get_my_transaction_history'],
        rows: 'data',
        pages: { by: 'number', param: 'pageNumber', size: 1000, first: 0 },
        until: { param: 'dateTo', as: 'ms' },
        own: cexLog,
      }),
    ],
  },
  coinbaseexchange: {
    answers: true,
    ledgers: [
      moved({
        asks: ['GET /accounts', 'GET /transfers'],
        rows: (answer) =>
          Array.isArray(answer) && answer.every((row) => typeof row === 'object' && row !== null && 'created_at' in row)
            ? answer
            : undefined,
        pages: { by: 'last row', param: 'after', size: 100, at: 'created_at' },
        since: false,
        own: coinbaseExchangeTransfers,
      }),
    ],
    untold: [TRADES],
  },
  coinmate: {
    answers: true,
    ledgers: [
      moved({
        asks: ['POST /api/transferHistory'],
        rows: 'data',
        pages: { by: 'time', size: 1000 },
        until: { param: 'timestampTo', as: 'ms' },
        fee: 'apart',
      }),
    ],
    untold: [TRADES],
  },
  coinsph: {
    ledgers: [
      deposits({
        asks: ['GET /openapi/wallet/v1/deposit/history'],
        rows: '',
        pages: { by: 'time', size: 1000 },
        until: { param: 'endTime', as: 'ms' },
        windowDays: 89,
      }),
      withdrawals({
        asks: ['GET /openapi/wallet/v1/withdraw/history'],
        rows: '',
        pages: { by: 'time', size: 1000 },
        until: { param: 'endTime', as: 'ms' },
        windowDays: 89,
      }),
    ],
    untold: [TRADES, FEES_UNSURE, outside('Pesos by bank')],
  },
  fmfwio: hitbtc,
  foxbit: {
    answers: true,
    ledgers: [
      // A withdrawal's amount holds its fee.
      deposits({
        asks: ['GET /rest/v3/deposits'],
        rows: 'data',
        pages: { by: 'number', param: 'page', size: 100 },
        until: { param: 'end_time', as: 'iso' },
      }),
      withdrawals({
        asks: ['GET /rest/v3/withdrawals'],
        rows: 'data',
        pages: { by: 'number', param: 'page', size: 100 },
        until: { param: 'end_time', as: 'iso' },
        fee: 'within',
      }),
    ],
    untold: [TRADES],
  },
  hitbtc,
  hollaex: {
    ledgers: [
      deposits({
        asks: ['GET /v2/user/deposits'],
        rows: 'data',
        pages: { by: 'number', param: 'page', size: 100 },
        until: { param: 'end_date', as: 'iso' },
      }),
      withdrawals({
        asks: ['GET /v2/user/withdrawals'],
        rows: 'data',
        pages: { by: 'number', param: 'page', size: 100 },
        until: { param: 'end_date', as: 'iso' },
        fee: 'apart',
      }),
    ],
    untold: [TRADES],
  },
  indodax: {
    answers: true,
    ledgers: [
      moved({
        asks: ['POST /tapi method=transHistory'],
        rows: indodaxRows,
        pages: { by: 'all' },
        until: { param: 'end', as: 'date' },
        windowDays: 6,
        own: indodaxMoved,
      }),
    ],
    untold: [TRADES],
  },
  tokocrypto: {
    ledgers: [
      deposits({
        asks: ['GET /open/v1/deposits'],
        rows: 'data.list',
        pages: { by: 'time', size: 1000 },
        until: { param: 'endTime', as: 'ms' },
        windowDays: 89,
      }),
      withdrawals({
        asks: ['GET /open/v1/withdraws'],
        rows: 'data.list',
        pages: { by: 'time', size: 1000 },
        until: { param: 'endTime', as: 'ms' },
        windowDays: 89,
      }),
    ],
    untold: [TRADES, FEES_UNSURE, outside('Rupiah by bank')],
  },
  upbit: {
    answers: true,
    ledgers: [deposits(korean('/v1/deposits')), withdrawals(korean('/v1/withdraws'))],
    untold: [TRADES],
  },
}
