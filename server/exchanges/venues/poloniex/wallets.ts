import { z } from 'zod'
import type { TokenHolding } from '../../../domain/types'
import { absolute, add, amount, isZero, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, plainToken } from '../../reading/rows'

/** https://api-docs.poloniex.com/spot/api/private/account#all-account-balances: “available … can be negative due to margin” (2026-11). */
export const Spot = z.array(
  z.object({
    accountType: z.string(),
    balances: z.array(z.object({ currency: z.string().min(1), available: amount, hold: amount })),
  }),
)

/** …/spot/api/private/margin#borrow-status: what is borrowed is told below zero, beside an `available` of zero. */
export const Borrowed = z.array(z.object({ currency: z.string(), borrowed: amount }))

/** What is owed of a coin is in its balance where that is below zero already, and is taken off elsewhere. Null without the account. */
export function spotRows(
  accounts: z.output<typeof Spot>,
  borrowed: z.output<typeof Borrowed> | null,
  api: AccountApi,
): TokenHolding[] | null {
  const owed = new Map((borrowed ?? []).map((row) => [api.code(row.currency), absolute(row.borrowed)]))
  for (const { accountType } of accounts)
    if (accountType !== 'SPOT')
      api.leaveOut(accountType.toLowerCase(), `Poloniex tells of an account of the kind ${accountType}, which is not documented.`)
  const own = accounts.filter(({ accountType }) => accountType === 'SPOT')
  if (own.length === 0) {
    api.leaveOut('spot', 'Poloniex names no spot account among those of this key.')
    return null
  }
  const rows = own
    .flatMap(({ balances }) => balances)
    .map(({ currency, available, hold }) => {
      const symbol = api.code(currency)
      const debt = owed.get(symbol) ?? '0'
      owed.delete(symbol)
      const told = add(available, hold) ?? available
      if (isZero(debt) && !available.startsWith('-')) return plainToken('spot', symbol, told, available)
      const size = available.startsWith('-') ? told : subtract(told, debt)
      return marginToken({
        wallet: 'spot',
        symbol,
        size,
        borrowed: isZero(debt) ? absolute(available) : debt,
        marginBalance: size,
        available: available.startsWith('-') ? '0' : available,
      })
    })
  const alone = [...owed].map(([symbol, debt]) =>
    marginToken({ wallet: 'spot', symbol, size: subtract('0', debt), borrowed: debt, marginBalance: subtract('0', debt) }),
  )
  return held([...rows, ...alone])
}
