import type { GenericLedgers } from '../ledger'
import { outside } from './lists'

/**
 * Exchanges of which ccxt has a method for ledgers that tells none of them whole, and why: an account says so. Half a list
 * would make a return of what it leaves out.
 */
const because = (why: string): GenericLedgers => ({
  ledgers: [],
  untold: [outside(`Deposits, withdrawals and transfers (${why})`)],
})

export const NO_LEDGERS: Readonly<Record<string, GenericLedgers>> = {
  bitbns: because('it lists them coin by coin, without ids, hashes or states of withdrawals'),
  btse: because('it lists them for one wallet and one coin at a time'),
  bullish: because('the library that asks it has no way to a second page of them'),
  coincheck: because('it lists them coin by coin, and the library that asks it has no way to a second page'),
  gemini: because('it lists the latest fifty, and which ones where it is asked since a moment is not documented'),
  grvt: because('its list of transfers has neither states nor ids of its own'),
  latoken: because('the library that asks it says that it cannot'),
  luno: because('it lists them account by account, by numbers of rows'),
  nado: because('its archive tells balances before and after, and no hashes'),
  ndax: because('it wants a login'),
  weex: because('it lists bills of one wallet at a time, and no deposits'),
}
