import { nearestPairs, pairOf } from '../../domain/pairs'
import { DomainError } from '../../errors'
import { eitherOf, sentence } from '../../language/sentence'
import type { Market } from './markets'

/** Says that an exchange has no such contract, and which ones may have been meant. */
export function noMarket(exchange: string, pair: string, markets: readonly Market[]): DomainError {
  const open = markets.filter(({ contract, active }) => contract && active)
  const nearest = nearestPairs(new Set(open.map(pairOf)), pair)
  const hint =
    nearest.length === 0 ? sentence`Pairs are written like ETH:PERP-USDT.` : sentence`Did you mean ${eitherOf(nearest)}?`
  return new DomainError('exchange_refused', sentence`${exchange} has no market ${pair}. ${hint}`)
}
