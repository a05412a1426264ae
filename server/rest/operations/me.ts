import type * as z from 'zod'
import { getOwnToken } from '@/server/services/me/token'
import { EXAMPLE_ME } from '../examples'
import { operation } from '../operation'
import { meResponse } from '../schemas/me'
import { timeOrNull } from '../wire/numbers'

export const getMe = operation({
  id: 'getMe',
  group: 'Token',
  method: 'GET',
  path: '/api/me/',
  summary: 'Get what this token is and may do',
  scope: 'read',
  responses: { 200: { description: 'The token that asks.', schema: meResponse, example: EXAMPLE_ME } },
  example: {},
  handle: async (context) => {
    const { id, name, prefix, scopes, ipAllowList, accountIds, createdAt, expiresAt, lastUsedAt } = await getOwnToken(context)
    const body: z.input<typeof meResponse> = {
      user_id: context.deskId,
      token: {
        ...{ id, name, prefix, scopes, addresses: ipAllowList, account_ids: accountIds },
        created_at: createdAt.toISOString(),
        expires_at: timeOrNull(expiresAt),
        last_used_at: timeOrNull(lastUsedAt),
      },
      time: context.now().toISOString(),
    }
    return { status: 200, body }
  },
})
