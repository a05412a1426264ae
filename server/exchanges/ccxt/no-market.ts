import { nearestPairs, pairOf } from '../../domain/pairs'
import { DomainError } from '../../errors'
import type { Market } from './markets'

/** Says that an exchange has no such contract, and which ones may have been meant. */
export function noMarket(exchange: string, pair: string, markets: readonly Market[]): DomainError {
  const open = markets.filter(({ contract, active }) => contract && active)
  const nearest = nearestPairs(new Set(open.map(pairOf)), pair)
  const hint = nearest.length === 0 ? 'Pairs are written like ETH:PERP-USDT.' : `Did you mean ${nearest.join(' or ')}?`
  return new DomainError('exchange_refused', `${exchange} has no market ${pair}. ${hint}`)
}
