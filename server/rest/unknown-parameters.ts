import { distance } from 'fastest-levenshtein'
import * as z from 'zod'
import { DomainError } from '../errors'
import type { Operation } from './operation'

/** Of one that is unknown so much is repeated. */
const LONGEST = 60

/**
 * Refuses parameters that an operation does not have, each with the nearest that it has: what is ignored in silence is
 * taken for obeyed (`?exchange=Bybit` would read every account). Fields of a body are not looked at: clients send some
 * that mean nothing here.
 * @throws DomainError `bad_request` naming each
 */
export function refuseUnknown(operation: Operation, params: URLSearchParams): void {
  const known = parametersOf(operation)
  const fields: Record<string, string> = {}
  for (const name of params.keys()) {
    if (known.includes(name)) continue
    const nearest = nearestOf(known, name)
    fields[name.slice(0, LONGEST)] = nearest === null ? 'There is no such parameter.' : `Did you mean ${nearest}?`
  }
  const [first] = Object.entries(fields)
  if (first === undefined) return
  const [name, hint] = first
  const others = known.length === 0 ? 'It takes none.' : `It takes ${known.join(', ')}.`
  throw new DomainError(
    'bad_request',
    `There is no parameter "${name}" at ${operation.method} ${operation.path}. ${hint.startsWith('Did') ? hint : others}`,
    { fields },
  )
}

/** Names of all parameters of an operation. */
function parametersOf({ query, body, bodyFromQuery, amounts }: Operation): string[] {
  const schemas = [query, bodyFromQuery ? body : undefined]
  const names = schemas.flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []))
  return amounts ? [...names, 'decimals'] : names
}

/** The parameter that was most likely meant: one that holds the name or is held by it, else the one with the fewest other letters. */
function nearestOf(known: readonly string[], name: string): string | null {
  const given = plain(name)
  const scored = known
    .map((candidate) => {
      const letters = plain(candidate)
      const holds = given.length > 2 && (letters.includes(given) || given.includes(letters))
      return { candidate, score: holds ? 0 : distance(given.slice(0, LONGEST), letters) / Math.max(given.length, letters.length) }
    })
    .sort((a, b) => a.score - b.score)
  const [nearest] = scored
  return nearest && nearest.score <= 0.5 ? nearest.candidate : null
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
