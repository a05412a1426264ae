import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import { DEFAULT_LONGEST_DAYS } from '../../schemas/tokens'

/** Days that a token lasts where nobody says otherwise. */
export const USUAL_DAYS = 90

/** Days until a new token ends; null: never. @throws DomainError `bad_request` for more than the operator allows */
export function daysOf(
  { longestTokenDays }: Pick<ServiceContext, 'longestTokenDays'>,
  asked: number | null | undefined,
): number | null {
  const longest = longestTokenDays === undefined ? DEFAULT_LONGEST_DAYS : longestTokenDays
  if (asked === undefined) return Math.min(USUAL_DAYS, longest ?? USUAL_DAYS)
  if (longest === null || (asked !== null && asked <= longest)) return asked
  const message = sentence`A token lasts at most ${longest} days here.`
  throw new DomainError('bad_request', message, { fields: { expiresInDays: message } })
}
