import { Decimal, type DecimalString } from '../../decimal'
import { distanceToLiquidation } from '../../liquidation'
import type { Rule } from '../rule'
import { figure, type Measurement, partial, type Standing, whole } from './seen'

/** The highest margin ratio of an account's wallets. */
export function margin(rule: Extract<Rule, { kind: 'margin' }>, standing: Standing): Measurement {
  const { balance } = standing
  let worst: { wallet: string; ratio: DecimalString } | null = null
  for (const { walletType, marginRatio } of balance?.equities ?? []) {
    if (marginRatio !== null && (worst === null || new Decimal(marginRatio).gt(worst.ratio)))
      worst = { wallet: walletType, ratio: marginRatio }
  }
  // Without positions there is no ratio, and that is well; with some, it is not known.
  const empty =
    balance !== null && worst === null && !balance.assets.some(({ assetType }) => assetType === 'position') && whole(standing)
  const seen = figure(rule, standing, empty ? '0' : (worst?.ratio ?? null), { facts: worst ? { wallet: worst.wallet } : {} })
  // The wallet that is missing may be the worst.
  return whole(standing) ? seen : partial(seen)
}

/** How far the price of each open position may move against it. */
export function liquidations(rule: Extract<Rule, { kind: 'liquidation' }>, standing: Standing): Measurement[] {
  const wanted = rule.symbol?.toUpperCase() ?? null
  return (standing.balance?.assets ?? [])
    .filter(({ assetType, symbol }) => assetType === 'position' && (wanted === null || symbol.toUpperCase() === wanted))
    .map((position) => {
      const distance = distanceToLiquidation(position)
      // A position without any liquidation price has no distance: most are well covered. One is watched once it had one.
      const { symbol, walletType, positionSide, marginMode } = position
      const subject = `position:${standing.account.id}/${walletType}/${symbol}/${positionSide ?? ''}/${marginMode ?? ''}`
      return figure(rule, standing, distance, { subject, facts: { symbol, wallet: walletType } })
    })
}
