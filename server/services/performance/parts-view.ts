import { fixed } from '@/server/domain/amounts'
import type { Decimal } from '@/server/domain/decimal'
import type { Parts } from '@/server/domain/performance/attribution'
import type { PartsView } from '@/server/domain/views'

const DECIMALS = 18
const text = (value: Decimal) => fixed(value, DECIMALS)

/** What a change is made of, as it is answered. */
export function partsView(parts: Parts): PartsView {
  const { flows, prices, unrealized, realized, funding, interest, fees, rewards, unexplained } = parts
  return {
    flows: text(flows),
    prices: text(prices),
    unrealized: text(unrealized),
    realized: text(realized),
    funding: text(funding),
    interest: text(interest),
    fees: text(fees),
    rewards: text(rewards),
    unexplained: text(unexplained),
  }
}
