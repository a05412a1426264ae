import { distance } from 'fastest-levenshtein'
import { SAMPLE_EXCHANGE } from '@/server/domain/sample'
import { DomainError } from '@/server/errors'
import type { ExchangeInfo, ExchangePort } from '@/server/exchanges/port'
import { eitherOf, sentence } from '../../language/sentence'

/** Names so far from the given one that nobody would have meant them are not offered. */
const FARTHEST = 0.6

/** Display names nearest to what was typed, at most three. */
export function nearestExchanges(exchanges: readonly ExchangeInfo[], typed: string): string[] {
  const wanted = typed.trim().toLowerCase()
  const length = Math.max(wanted.length, 1)
  return exchanges
    .map(({ id, name }) => {
      const names = [id, name.toLowerCase()]
      const nearest = Math.min(...names.map((known) => distance(wanted, known)))
      // `binance us` and `okex` begin like what is meant, however long the rest is.
      const prefix = names.some((known) => known.startsWith(wanted.slice(0, 4)) || wanted.startsWith(known))
      return { name, score: nearest / length - (prefix ? 0.3 : 0) }
    })
    .filter(({ score }) => score <= FARTHEST)
    .sort((a, b) => a.score - b.score)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** By ccxt id or display name, any case. @throws DomainError `bad_request` with the nearest names */
export function requireExchange(port: ExchangePort, idOrName: string): ExchangeInfo {
  const found = port.find(idOrName.trim())
  // Made-up accounts are put on a desk as a whole.
  if (found && found.id !== SAMPLE_EXCHANGE) return found
  const nearest = nearestExchanges(port.list(), idOrName)
  const wanted = idOrName.trim().slice(0, 64)
  const message =
    nearest.length === 0
      ? sentence`No exchange is known as "${wanted}".`
      : sentence`No exchange is known as "${wanted}". Did you mean ${eitherOf(nearest)}?`
  throw new DomainError('bad_request', message, { fields: { exchange: message } })
}
