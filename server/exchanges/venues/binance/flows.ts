import type { Flows } from '../../reading/ledgers'
import { binanceConversions } from './conversions'
import { binanceEarnings } from './earnings'
import { binanceIncome } from './income'
import { binanceMoved } from './moved'
import { binanceTransfers } from './transfers'

/** Binance's ledgers: spot has no log of its own, and each kind of change is a list by itself. */
export const binanceFlows: Flows = {
  ledgers: [...binanceMoved, ...binanceTransfers, ...binanceIncome, ...binanceEarnings, ...binanceConversions],
  untold: [
    { words: 'Trades and their fees on spot and margin: Binance lists them market by market only', external: false },
    {
      words: 'Transfers from sub-accounts as the main account sees them: Binance lists those by the sub-account’s e-mail only',
      external: false,
    },
    { words: 'Transfers to and from isolated margin: Binance lists them pair by pair only', external: false },
    { words: 'Rewards of On-chain Yields', external: false },
    { words: 'Premiums, fees and settlements of options', external: false },
    { words: 'Futures entries older than three months, transfers older than six', external: false },
    { words: 'Mining, Launchpool, payments and gifts, as far as they are no distribution', external: false },
  ],
}
