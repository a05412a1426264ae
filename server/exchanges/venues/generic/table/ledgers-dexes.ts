import type { GenericLedgers } from '../ledger'
import { deposits, FEES_UNSURE, FUTURES, funding, inside, log, moved, outside, SUB_ACCOUNTS, withdrawals } from './lists'
import { hibachiMoved, pacificaLog } from './logs-derivatives'

/** As `ledgers-spot.ts`, of exchanges that are read by a wallet's address or key. */

/** Orderly's exchanges. */
const orderly: GenericLedgers = {
  ledgers: [
    moved({
      asks: ['GET /v1/asset/history'],
      rows: 'data.rows',
      pages: { by: 'number', param: 'page', size: 500 },
      until: { param: 'end_t', as: 'ms' },
    }),
    funding({
      asks: ['GET /v1/funding_fee/history'],
      rows: 'data.rows',
      pages: { by: 'number', param: 'page', size: 500 },
      coin: 'USDC',
    }),
  ],
  untold: [inside('Trades, fees and profit'), FEES_UNSURE, outside('Transfers with sub-accounts and vaults')],
}

export const DEX_LEDGERS: Readonly<Record<string, GenericLedgers>> = {
  apex: {
    ledgers: [
      funding({
        asks: ['GET /api/v3/funding'],
        rows: 'data.fundingValues',
        pages: { by: 'time', size: 100 },
      }),
    ],
    untold: [outside('Deposits, withdrawals and transfers'), inside('Trades, fees and profit')],
  },
  backpack: {
    answers: true,
    ledgers: [
      deposits({
        asks: ['GET /wapi/v1/capital/deposits'],
        rows: '',
        pages: { by: 'offset', param: 'offset', size: 1000 },
        until: { param: 'to', as: 'ms' },
      }),
      withdrawals({
        asks: ['GET /wapi/v1/capital/withdrawals'],
        rows: '',
        pages: { by: 'offset', param: 'offset', size: 1000 },
        until: { param: 'to', as: 'ms' },
      }),
      // ccxt takes the user's number for the id of each payment.
      funding({
        asks: ['GET /wapi/v1/history/funding'],
        rows: '',
        pages: { by: 'offset', param: 'offset', size: 1000 },
        since: false,
        coin: 'USDC',
        idRepeats: true,
      }),
    ],
    untold: [inside('Trades, fees, profit and interest'), FEES_UNSURE, SUB_ACCOUNTS],
  },
  extended: {
    answers: true,
    ledgers: [
      deposits({
        asks: ['GET /api/v1/user/assetOperations'],
        rows: 'data',
        pages: { by: 'answer', param: 'cursor', size: 50, at: 'pagination.cursor' },
        since: false,
      }),
      withdrawals({
        asks: ['GET /api/v1/user/assetOperations'],
        rows: 'data',
        pages: { by: 'answer', param: 'cursor', size: 50, at: 'pagination.cursor' },
        since: false,
      }),
      funding({
        asks: ['GET /api/v1/user/funding/history'],
        rows: 'data',
        pages: { by: 'answer', param: 'cursor', size: 100, at: 'pagination.cursor' },
      }),
    ],
    untold: [inside('Trades, fees and profit'), FEES_UNSURE, outside('Transfers between accounts, and claims')],
  },
  hibachi: {
    answers: true,
    ledgers: [
      moved({
        asks: ['GET /capital/history'],
        rows: 'transactions',
        pages: { by: 'all' },
        since: false,
        wallet: 'perp',
        own: hibachiMoved,
      }),
    ],
    untold: [FUTURES],
  },
  modetrade: orderly,
  pacifica: {
    answers: true,
    ledgers: [
      log({
        asks: ['GET /api/v1/account/balance/history'],
        rows: 'data',
        pages: { by: 'answer', param: 'cursor', size: 100, at: 'next_cursor' },
        since: false,
        wallet: 'perp',
        own: pacificaLog,
      }),
    ],
  },
}
