import { z } from 'zod'
import type { TokenHolding, WalletType } from '../../../domain/types'
import { add, addEach, amount, isZero, maybeAmount, negated, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, plainToken } from '../../reading/rows'
import { spotCode } from './codes'
import { type Perps, profit } from './perps'

/**
 * Spot balances, sides of outcomes (`+92260`) among them: https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint/spot
 * Coins that wait for their contract on the EVM lie apart in `evmEscrows`.
 */
const Balance = z.object({ coin: z.string(), total: amount, hold: maybeAmount })
type Balance = z.output<typeof Balance>
export const Spot = z.object({
  balances: z.array(Balance),
  evmEscrows: z.array(z.object({ coin: z.string(), total: amount })).nullish(),
})
type Spot = z.output<typeof Spot>

/** Below zero is owed, as portfolio margin lends it. */
function coinOf(name: WalletType, { coin, total, hold }: Balance, api: AccountApi): TokenHolding | null {
  const code = spotCode(coin, api)
  if (total.startsWith('-') && !isZero(total))
    return marginToken({ wallet: name, symbol: code, size: total, amount: '0', borrowed: negated(total) })
  return plainToken(name, code, total, subtract(total, hold))
}

function nameEscrows({ evmEscrows }: Spot, api: AccountApi): void {
  const waiting = (evmEscrows ?? [])
    .filter(({ total }) => !isZero(total))
    .map(({ coin, total }) => `${total} ${spotCode(coin, api)}`)
  if (waiting.length > 0) api.leaveOut('escrow', `Waiting for the contract of the coin on the EVM: ${waiting.join(', ')}.`)
}

export function coins(name: WalletType, spot: Spot, api: AccountApi): TokenHolding[] {
  nameEscrows(spot, api)
  return held(spot.balances.map((row) => coinOf(name, row, api)))
}

/**
 * One balance for spot and perpetuals: totals of the spot state hold the margin of all positions and their profit, so that
 * what was put in is the total without it. The exchange's own ratio of a unified account is maintenance margin ÷ that total
 * (`computeUnifiedAccountRatio`): https://hyperliquid.gitbook.io/hyperliquid-docs/trading/account-abstraction-modes
 */
export function unifiedCoins(spot: Spot, used: readonly Perps[], api: AccountApi): TokenHolding[] {
  nameEscrows(spot, api)
  const open = used.flatMap(({ positions }) => positions)
  return held(
    spot.balances.map((row) => {
      const code = spotCode(row.coin, api)
      const mine = open.filter((item) => item.settle === code)
      if (mine.length === 0) return coinOf('unified', row, api)
      const unrealizedProfit = profit(mine)
      return marginToken({
        wallet: 'unified',
        symbol: code,
        size: subtract(row.total, unrealizedProfit),
        unrealizedProfit,
        initialMargin: addEach(mine.map((item) => item.initialMargin)),
        maintMargin: add(...used.flatMap(({ coin, state }) => (coin === code ? [state.crossMaintenanceMarginUsed] : []))),
        marginBalance: row.total,
        available: subtract(row.total, row.hold),
      })
    }),
  )
}
