import type { ServiceContext } from '@/server/context'
import type { GainView } from '@/server/domain/views'
import type { GainInput } from '@/server/schemas/flows'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { rangeOf } from '../history/range'
import { gainOf } from './gain'

/**
 * Change of equity without what came and went, of accounts together: what the overview says beside the change itself.
 * @throws DomainError `not_found` that says which account
 */
export async function getGain(ctx: ServiceContext, input: GainInput): Promise<GainView> {
  requireScope(ctx, 'read')
  const accounts = await chooseAccounts(ctx, input)
  return gainOf(ctx, accounts, await rangeOf({ range: input.range }, ctx.now(), async () => null))
}
