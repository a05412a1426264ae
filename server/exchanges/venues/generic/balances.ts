import { z } from 'zod'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { absolute, add, isZero, plainDecimal, subtract } from '../../ccxt/amounts'
import { held, marginToken, plainToken } from '../../reading/rows'
import type { Coin, GenericWallet } from './exchange'

/** ccxt's unified balance: `total`, `free` and, where the exchange lends, `debt`, each by currency code. */
const Amounts = z.record(z.string(), z.unknown()).nullish()
export const Balance = z.object({ total: Amounts, free: Amounts, used: Amounts, debt: Amounts })

/** The coins of ccxt's unified balance. */
export function coinsOf({ total, free, used, debt }: z.output<typeof Balance>): Coin[] {
  const codes = new Set([...Object.keys(total ?? {}), ...Object.keys(free ?? {}), ...Object.keys(used ?? {})])
  return [...codes].map((code) => ({
    code,
    total: plainDecimal(total?.[code]),
    free: plainDecimal(free?.[code]),
    debt: plainDecimal(debt?.[code]),
  }))
}

/** Whether only what is free is known of a coin: its balance is not. */
export const isFreeOnly = ({ total, free }: Coin) => total === null && free !== null && !isZero(free)

/** Whether nothing at all is told of a coin that its exchange names. */
export const isUntold = ({ total, free }: Coin) => total === null && free === null

/**
 * A wallet's coins as rows. The profit of the positions that it margins belongs to their settlement coin: added to cash,
 * or taken out of an equity that holds it already. Positions whose coin the wallet does not name count by themselves.
 */
export function tokensOf(
  { wallet, total, margins }: GenericWallet,
  coins: readonly Coin[],
  positions: readonly PositionHolding[],
): TokenHolding[] {
  const profits = new Map<string, string | null>()
  if (margins) {
    for (const { settle, unrealizedProfit, wallet: of } of positions) {
      if (of !== wallet) continue
      const known = profits.get(settle)
      profits.set(settle, known === null || unrealizedProfit === null ? null : add(known ?? '0', unrealizedProfit))
    }
  }
  return held(
    coins.map(({ code, total: sent, free, debt, profit: own }) => {
      if (sent === null) return null
      // Below zero is owed too.
      const negative = sent.startsWith('-') && !isZero(sent)
      const owed = debt == null || isZero(debt) ? (negative ? absolute(sent) : null) : absolute(debt)
      if (negative && total !== 'equity') {
        const profit = margins ? (own ?? profits.get(code) ?? null) : null
        const marginBalance = margins ? (profit === null ? sent : add(sent, profit)) : null
        return marginToken({
          wallet,
          symbol: code,
          size: sent,
          amount: '0',
          borrowed: absolute(sent),
          unrealizedProfit: profit,
          marginBalance,
        })
      }
      const profit = own ?? profits.get(code)
      if (!margins || profit === undefined) {
        if (owed === null && !margins) return plainToken(wallet, code, sent, free)
        const size = owed === null ? sent : subtract(sent, owed)
        return marginToken({
          wallet,
          symbol: code,
          size,
          amount: sent,
          borrowed: owed ?? '0',
          available: free,
          marginBalance: margins ? size : null,
        })
      }
      const equity = total === 'equity'
      const size = equity && profit !== null ? subtract(sent, profit) : sent
      return marginToken({
        wallet,
        symbol: code,
        size: owed === null ? size : subtract(size, owed),
        amount: size,
        borrowed: owed ?? '0',
        unrealizedProfit: profit,
        marginBalance: equity ? sent : profit === null ? null : add(owed === null ? size : subtract(size, owed), profit),
        available: free,
      })
    }),
  )
}
