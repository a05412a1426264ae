import { fixed } from '../../amounts'
import { Decimal } from '../../decimal'
import type { Rule } from '../rule'
import { type Beyond, figure, type Measurement, type Standing } from './seen'

const HOURS_A_YEAR = 8760

/** What each open perpetual pays a year as a share of its notional; negative where it is paid. */
export function fundings(rule: Extract<Rule, { kind: 'funding' }>, standing: Standing, { funding }: Beyond): Measurement[] {
  const wanted = rule.symbol?.toUpperCase() ?? null
  return (standing.balance?.assets ?? [])
    .filter(({ assetType, marketType }) => assetType === 'position' && marketType === 'perp')
    .filter(({ symbol }) => wanted === null || symbol.toUpperCase() === wanted)
    .map((position) => {
      const rate = funding?.get(position.symbol)
      const hours = rate?.intervalHours ?? null
      const side = new Decimal(position.size).isNegative() ? -1 : 1
      const paid = rate && hours ? fixed(new Decimal(rate.rate).times(side).times(HOURS_A_YEAR).div(hours), 6) : null
      const { symbol, walletType, positionSide } = position
      const subject = `funding:${standing.account.id}/${walletType}/${symbol}/${positionSide ?? ''}`
      // With its wallet: where that cannot be read the position is not known, and not closed.
      return figure(rule, standing, paid, { subject, facts: { symbol, wallet: walletType } })
    })
}
