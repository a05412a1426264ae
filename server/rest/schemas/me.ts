import * as z from 'zod'
import { TOKEN_SCOPES } from '@/server/context'
import { wireTime, wireUuid } from './common'

export const meResponse = z
  .object({
    user_id: wireUuid,
    token: z.object({
      id: wireUuid,
      name: z.string(),
      prefix: z.string().meta({ description: 'How the key begins.' }),
      scopes: z.array(z.enum(TOKEN_SCOPES)),
      addresses: z.array(z.string()).nullable().meta({ description: 'From where it may be used; null: from anywhere.' }),
      account_ids: z.array(z.string()).nullable().meta({ description: 'The accounts that it is limited to; null: all.' }),
      created_at: wireTime,
      expires_at: wireTime.nullable().meta({ description: 'Null: never.' }),
      last_used_at: wireTime.nullable(),
    }),
    time: wireTime.meta({ description: 'The clock here.' }),
  })
  .meta({ id: 'Me', description: 'The token that asks, and what it may do.' })
