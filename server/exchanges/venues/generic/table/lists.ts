import type { GenericLedger } from '../ledger'

/** Lists of deposits and withdrawals, as most exchanges have them. */

export type List = Omit<GenericLedger, 'id' | 'name' | 'method'>

const settled = { settlesDays: 3 }

export const deposits = (list: List): GenericLedger => ({
  ...settled,
  id: 'deposits',
  name: 'Deposits',
  method: 'fetchDeposits',
  ...list,
})
export const withdrawals = (list: List): GenericLedger => ({
  ...settled,
  id: 'withdrawals',
  name: 'Withdrawals',
  method: 'fetchWithdrawals',
  ...list,
})
/** Both in one list. */
export const moved = (list: List): GenericLedger => ({
  ...settled,
  id: 'moved',
  name: 'Deposits and withdrawals',
  method: 'fetchDepositsWithdrawals',
  ...list,
})
export const funding = (list: List): GenericLedger => ({
  id: 'funding',
  name: 'Funding',
  method: 'fetchFundingHistory',
  internal: true,
  ...list,
})
export const log = (list: List): GenericLedger => ({ id: 'log', name: 'Log of the account', method: 'fetchLedger', ...list })

/** What is no flow by itself, and shows in what is held. */
export const inside = (words: string) => ({ words, external: false })
/** By which something may come or go unseen, so that returns are not known. */
export const outside = (words: string) => ({ words, external: true })

export const TRADES = inside('Trades and their fees')
export const FUTURES = inside('Trades, fees, funding and profit of futures')
/** Half of it would be told as all: the pairs of before are not known to the exchange's list of what is open. */
export const FUNDING_BY_PAIR = inside(
  'Funding, which the exchange tells for one pair at a time: those that were closed cannot be known',
)
export const WALLETS_BY_COIN = inside('Transfers between wallets of the account, which the exchange tells for one coin at a time')
export const FEES_UNSURE = inside('Whether what a withdrawal cost is within its amount')
export const SUB_ACCOUNTS = outside('Transfers with sub-accounts')
