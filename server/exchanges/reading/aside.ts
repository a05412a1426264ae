import { z } from 'zod'
import type { WalletType } from '../../domain/types'
import type { AccountApi, Params } from './api'

/**
 * Asks for what stands beside the wallets and is in none of their sums: sub-accounts by name, an account's margins. An answer of a
 * form that is not known says nothing of what is held: it is named, and fails nothing. Null then, and where it is refused.
 */
export async function aside<T>(
  api: AccountApi,
  what: WalletType,
  method: string,
  params: Params | readonly unknown[],
  schema: z.ZodType<T>,
): Promise<T | null> {
  const answer = await api.ask(
    what,
    method,
    params,
    z.union([schema.transform((told) => ({ told })), z.unknown().transform(() => 'other' as const)]),
  )
  if (answer === 'other') api.leaveOut(what, 'Its answer has a form that is not known.')
  return answer === null || answer === 'other' ? null : answer.told
}
