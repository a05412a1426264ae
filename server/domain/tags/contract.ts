import { baseCoin } from '../coins'
import type { TagMarket } from './tag'

/** What a rule looks at of a contract that is stored by its pair alone. */
export interface Contract {
  coin: string
  market: TagMarket
}

/** As `pairOf` writes pairs of derivatives: the base before a colon, the variant behind it. */
const DERIVATIVE = /^([^:/]+):([^:/]+)-[^-:/]+(?::[^:/]+)?$/
const OPTION = /^\d{6}-.+-[CP]$/

/** The contract that a pair names; null for pairs of spot and for an exchange's own id of a market that is not known. */
export function contractOf(pair: string): Contract | null {
  const [, base, variant] = DERIVATIVE.exec(pair) ?? []
  if (base === undefined || variant === undefined) return null
  return { coin: baseCoin(base), market: variant === 'PERP' ? 'perp' : OPTION.test(variant) ? 'option' : 'future' }
}

/** The same of a position that is held: one that is bought on margin has the pair of its spot market. */
export function contractOfHeld(symbol: string): Contract {
  return contractOf(symbol) ?? { coin: baseCoin(symbol.split('-')[0] ?? symbol), market: 'margin' }
}
