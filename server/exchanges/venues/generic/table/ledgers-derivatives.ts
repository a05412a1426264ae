import type { GenericLedgers } from '../ledger'
import {
  deposits,
  FEES_UNSURE,
  FUNDING_BY_PAIR,
  FUTURES,
  funding,
  inside,
  log,
  moved,
  outside,
  SUB_ACCOUNTS,
  TRADES,
  WALLETS_BY_COIN,
  withdrawals,
} from './lists'
import { deltaLog, xtFutures } from './logs-derivatives'

/** As `ledgers-spot.ts`, of exchanges where derivatives are traded. */
export const DERIVATIVE_LEDGERS: Readonly<Record<string, GenericLedgers>> = {
  bitrue: {
    ledgers: [
      // ccxt asks for what is finished alone. What came and what it cost are apart (8.4 and 1.6 of 10).
      deposits({
        asks: ['GET /api/v1/account', 'GET /api/v1/deposit/history'],
        rows: 'data',
        pages: { by: 'time', size: 1000 },
        until: { param: 'endTime', as: 'ms' },
        perCoin: 'balances[]',
        windowDays: 89,
      }),
      withdrawals({
        asks: ['GET /api/v1/account', 'GET /api/v1/withdraw/history'],
        rows: 'data',
        pages: { by: 'time', size: 1000 },
        until: { param: 'endTime', as: 'ms' },
        perCoin: 'balances[]',
        windowDays: 89,
        fee: 'apart',
        // It hands on no type but that of two fields, which this list has not: what is finished is 5.
        states: { at: 'status', of: { '5': 'done', '6': 'failed' } },
      }),
    ],
    untold: [TRADES, FUTURES, outside('Coins of which nothing is held any more')],
  },
  blofin: {
    answers: true,
    ledgers: [
      deposits({
        asks: ['GET /api/v1/asset/deposit-history'],
        rows: 'data',
        pages: { by: 'time', size: 100 },
        wallet: 'funding',
      }),
      withdrawals({
        asks: ['GET /api/v1/asset/withdrawal-history'],
        rows: 'data',
        pages: { by: 'time', size: 100 },
        wallet: 'funding',
      }),
    ],
    untold: [TRADES, FUTURES, FEES_UNSURE, SUB_ACCOUNTS],
  },
  bydfi: {
    ledgers: [
      deposits({
        asks: ['GET /api/v1/account/assets', 'GET /api/v1/spot/deposit_records'],
        rows: 'data',
        pages: { by: 'time', size: 50 },
        perCoin: 'data[]',
        windowDays: 6,
      }),
      withdrawals({
        asks: ['GET /api/v1/account/assets', 'GET /api/v1/spot/withdraw_records'],
        rows: 'data',
        pages: { by: 'time', size: 50 },
        perCoin: 'data[]',
        windowDays: 6,
      }),
    ],
    untold: [TRADES, FUTURES, WALLETS_BY_COIN, FEES_UNSURE, outside('Coins of which nothing is held any more')],
  },
  coinbaseinternational: {
    ledgers: [
      deposits({
        asks: ['GET /api/v1/transfers'],
        rows: 'results',
        pages: { by: 'offset', param: 'result_offset', size: 100 },
      }),
      withdrawals({
        asks: ['GET /api/v1/transfers'],
        rows: 'results',
        pages: { by: 'offset', param: 'result_offset', size: 100 },
      }),
    ],
    untold: [FUTURES, FEES_UNSURE, outside('Transfers between portfolios')],
  },
  cryptocom: {
    ledgers: [
      deposits({
        asks: ['POST /exchange/v1/private/get-deposit-history method=private/get-deposit-history'],
        rows: 'result.deposit_list',
        pages: { by: 'time', size: 200 },
        windowDays: 89,
      }),
      withdrawals({
        asks: ['POST /exchange/v1/private/get-withdrawal-history method=private/get-withdrawal-history'],
        rows: 'result.withdrawal_list',
        pages: { by: 'time', size: 200 },
        windowDays: 89,
      }),
    ],
    untold: [TRADES, FUTURES, FEES_UNSURE, SUB_ACCOUNTS],
  },
  deepcoin: {
    ledgers: [
      deposits({
        asks: ['GET /deepcoin/asset/deposit-list'],
        rows: 'data.data',
        pages: { by: 'number', param: 'page', size: 50 },
      }),
      withdrawals({
        asks: ['GET /deepcoin/asset/withdraw-list'],
        rows: 'data.data',
        pages: { by: 'number', param: 'page', size: 50 },
      }),
    ],
    untold: [TRADES, FUTURES, FEES_UNSURE, SUB_ACCOUNTS],
  },
  delta: {
    answers: true,
    ledgers: [
      log({
        asks: ['GET /v2/wallet/transactions'],
        rows: 'result',
        pages: { by: 'answer', param: 'after', size: 50, at: 'meta.after' },
        since: false,
        own: deltaLog,
      }),
    ],
  },
  digifinex: {
    ledgers: [
      deposits({
        asks: ['GET /v3/deposit/history'],
        rows: 'data',
        pages: { by: 'all', size: 500 },
        since: false,
        wallet: 'spot',
        // As documented; ccxt looks for `hash` alone.
        hashAt: ['hashId', 'hash'],
      }),
      withdrawals({
        asks: ['GET /v3/withdraw/history'],
        rows: 'data',
        pages: { by: 'all', size: 500 },
        since: false,
        wallet: 'spot',
        hashAt: ['hashId', 'hash'],
      }),
      funding({
        asks: ['GET /swap/v2/account/funding_fee'],
        rows: 'data',
        pages: { by: 'time', size: 100 },
      }),
    ],
    untold: [TRADES, inside('Trades, fees and profit of futures'), FEES_UNSURE, SUB_ACCOUNTS],
  },
  hashkey: {
    answers: true,
    ledgers: [
      deposits({
        asks: ['GET /api/v1/account/depositOrders'],
        rows: '',
        pages: { by: 'time', size: 500 },
        windowDays: 89,
        idRepeats: true,
      }),
      // What arrived, and the cost besides.
      withdrawals({
        asks: ['GET /api/v1/account/withdrawOrders'],
        rows: '',
        pages: { by: 'time', size: 500 },
        windowDays: 89,
        amountAt: 'arriveQuantity',
        fee: 'apart',
      }),
    ],
    untold: [TRADES, FUTURES, outside('Money by bank, and transfers with sub-accounts')],
  },
  toobit: {
    ledgers: [
      deposits({ asks: ['GET /api/v1/account/depositOrders'], rows: '', pages: { by: 'time', size: 500 }, windowDays: 89 }),
      withdrawals({
        asks: ['GET /api/v1/account/withdrawOrders'],
        rows: '',
        pages: { by: 'time', size: 500 },
        windowDays: 89,
        amountAt: 'arriveQuantity',
        fee: 'apart',
      }),
    ],
    untold: [TRADES, FUTURES, SUB_ACCOUNTS],
  },
  whitebit: {
    answers: true,
    ledgers: [
      moved({
        asks: ['POST /api/v4/main-account/history'],
        rows: 'records',
        pages: { by: 'offset', param: 'offset', size: 100 },
        since: false,
        hashAt: ['transactionHash'],
        wallet: 'funding',
      }),
    ],
    untold: [TRADES, FUTURES, FUNDING_BY_PAIR, FEES_UNSURE, outside('Codes, and transfers with sub-accounts')],
  },
  woo: {
    ledgers: [
      moved({
        asks: ['GET /v3/asset/wallet/history'],
        rows: 'data.rows',
        pages: { by: 'number', param: 'page', size: 1000 },
        until: { param: 'endTime', as: 'ms' },
      }),
      // Paid in USDT, which ccxt calls USD.
      funding({
        asks: ['GET /v3/futures/fundingFee/history'],
        rows: 'data.rows',
        pages: { by: 'number', param: 'page', size: 500 },
        coin: 'USDT',
      }),
    ],
    untold: [inside('Trades, fees and profit'), FEES_UNSURE, SUB_ACCOUNTS],
  },
  xt: {
    answers: true,
    ledgers: [
      deposits({
        asks: ['GET /v4/deposit/history'],
        rows: 'result.items',
        pages: { by: 'time', size: 200 },
        until: { param: 'endTime', as: 'ms' },
        wallet: 'spot',
      }),
      withdrawals({
        asks: ['GET /v4/withdraw/history'],
        rows: 'result.items',
        pages: { by: 'time', size: 200 },
        until: { param: 'endTime', as: 'ms' },
        wallet: 'spot',
      }),
      {
        ...log({
          asks: ['GET /future/user/v1/balance/bills'],
          rows: 'result.items',
          pages: { by: 'time', size: 100 },
          params: { type: 'swap', subType: 'linear' },
          until: { param: 'endTime', as: 'ms' },
          internal: true,
          own: xtFutures('perp'),
        }),
        id: 'futures',
        name: 'Bills of USDT futures',
      },
      {
        ...log({
          asks: ['GET /future/user/v1/balance/bills'],
          rows: 'result.items',
          pages: { by: 'time', size: 100 },
          params: { type: 'swap', subType: 'inverse' },
          until: { param: 'endTime', as: 'ms' },
          internal: true,
          own: xtFutures('coinm'),
        }),
        id: 'inverse',
        name: 'Bills of coin futures',
      },
    ],
    untold: [TRADES, FEES_UNSURE, SUB_ACCOUNTS],
  },
}
