import type { ServiceContext } from '../../context'
import type { EgressView } from '../../domain/views'
import { DomainError } from '../../errors'
import type { ExchangePort } from '../../exchanges/port'
import { sentence } from '../../language/sentence'
import { requireSession } from '../authorise'

/** One answer serves everybody who asks within it. */
const KEPT_MS = 60_000

interface Seen {
  address: string
  at: Date
}
const kept = new WeakMap<ExchangePort, Map<string, Seen>>()

/** The addresses to which API keys are bound: what the operator has set, and who can be asked else. */
export async function getEgress({ exchanges }: ServiceContext, addresses: readonly string[]): Promise<EgressView> {
  const askable = exchanges.list().filter(({ id }) => exchanges.tellsAddress?.has(id))
  return { addresses: [...addresses], askable: askable.map(({ id, name }) => ({ id, name })) }
}

/**
 * Asks an exchange, without a key, from which address it is asked just now. That is the address of this process on the way to
 * that exchange: others may see another where one of them is reached in another way.
 * @throws DomainError `bad_request` where the exchange does not tell, or an exchange code where it gives no answer
 */
export async function askEgress(ctx: ServiceContext, { exchange }: { exchange: string }): Promise<Seen & { name: string }> {
  requireSession(ctx)
  const { exchanges, now, signal } = ctx
  const name = exchanges.find(exchange)?.name
  if (name === undefined || !exchanges.tellsAddress?.has(exchange) || !exchanges.seenFrom) {
    const words = sentence`This exchange does not tell from which address it is asked.`
    throw new DomainError('bad_request', words, { fields: { exchange: words } })
  }
  const known = kept.get(exchanges) ?? new Map<string, Seen>()
  kept.set(exchanges, known)
  const recent = known.get(exchange)
  if (recent && Math.abs(now().getTime() - recent.at.getTime()) < KEPT_MS) return { name, ...recent }
  const seen = { address: await exchanges.seenFrom(exchange, signal), at: now() }
  known.set(exchange, seen)
  return { name, ...seen }
}
