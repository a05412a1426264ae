import { account as holdingsOf, prices, token } from '../holdings.testing'
import type { Holding, NotIncluded, ReportedWallet, TokenHolding } from '../types'
import { valueAccount } from '../valuation'
import { type RiskFacts, riskAccount } from './account'
import type { RiskAccount } from './types'

/** Builders for specs of risk. */

export const PRICES: Record<string, string> = { USDT: '1', BTC: '50000', ETH: '2500', SOL: '100' }

/** Nothing is known beside the reading but what coins are worth. */
export const FACTS: RiskFacts = {
  priceOf: (coin) => PRICES[coin] ?? null,
  tiersOf: () => null,
  optionMarkOf: () => null,
}

/** A derivatives wallet's money: all of it margins. */
export const margin = (usdt: string, more: Partial<TokenHolding> = {}) =>
  token('USDT', usdt, { wallet: 'perp', marginBalance: usdt, unrealizedProfit: '0', ...more })

/** An account as its reading would be valued and stored. */
export function riskOf(
  id: string,
  holdings: Holding[],
  {
    facts = FACTS,
    wallets = [],
    notIncluded = [],
  }: { facts?: RiskFacts; wallets?: ReportedWallet[]; notIncluded?: NotIncluded[] } = {},
): RiskAccount {
  const account = { accountId: id, accountName: id, exchange: 'binance', exchangeName: 'Binance', stale: false }
  return riskAccount({ account, reading: valueAccount(holdingsOf(holdings, { wallets, notIncluded }), prices(PRICES)) }, facts)
}
