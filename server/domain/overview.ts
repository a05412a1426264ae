import { fixed, known, NOTIONAL_DECIMALS, sumKnown, usd } from './amounts'
import { exposureBounds, inverted, joinBounds, profitBound } from './bound'
import { accountLeverage, exposureByBase } from './exposure'
import { leftOutOf, leftOutReasons } from './left-out'
import type { AccountView, BalanceView, OverviewView } from './views'

/** Totals over a user's accounts, from their newest snapshots. Accounts without a known equity are counted, not summed. */
export function overviewOf(accounts: readonly { account: AccountView; balance: BalanceView | null }[]): OverviewView {
  const balances = accounts.flatMap(({ balance }) => balance ?? [])
  const notional = (values: (string | null)[]) => {
    const sum = sumKnown(values.map(known))
    return sum === null ? null : fixed(sum, NOTIONAL_DECIMALS)
  }
  const totalEquity = usd(sumKnown(balances.map(({ equity }) => known(equity))))
  const grossExposure = notional(balances.map((balance) => balance.grossExposure))
  const profits = balances.flatMap(({ equities }) => equities.map(({ unrealizedProfit }) => known(unrealizedProfit)))
  const equityBound = joinBounds(
    accounts.map(({ balance }) => (balance === null || balance.equity === null ? 'at_least' : balance.bound)),
  )
  const { gross, net } = exposureBounds(
    equityBound,
    balances.some(({ unpriced }) => unpriced.length > 0),
  )
  const oldest = Math.min(...balances.map(({ asOf }) => asOf.getTime()))
  return {
    totalEquity,
    accountsWithoutEquity: accounts.filter(({ balance }) => balance === null || balance.equity === null).length,
    grossExposure,
    netExposure: notional(balances.map((balance) => balance.netExposure)),
    leverage: accountLeverage(grossExposure, totalEquity),
    unrealizedProfit: usd(sumKnown(profits)),
    exposure: exposureByBase(balances.flatMap(({ assets }) => assets)),
    accounts: [...accounts],
    bounds: {
      ...{ equity: equityBound, gross, net },
      leverage: joinBounds([gross, inverted(equityBound)]),
      profit: joinBounds(accounts.map(({ balance }) => (balance ? profitBound(balance) : 'uncertain'))),
    },
    leftOut: accounts.flatMap(({ account: { id, name }, balance }) => {
      const reasons = leftOutOf(balance && { equity: balance.equity, reasons: leftOutReasons(balance) })
      return reasons.length === 0 ? [] : [{ accountId: id, accountName: name, reasons }]
    }),
    oldestAsOf: balances.length === 0 ? null : new Date(oldest),
    unpriced: balances.flatMap(({ accountName, unpriced }) =>
      unpriced.length === 0 ? [] : [{ accountName, symbols: unpriced }],
    ),
  }
}
