import * as z from 'zod'
import type { AttentionItem } from '../domain/views'
import { operation } from '../rest/operation'
import { wireTime } from '../rest/schemas/common'
import { getAttention } from '../services/overview/get'

const attentionResponse = z.object({
  items: z.array(
    z.object({
      level: z
        .enum(['urgent', 'warning', 'note'])
        .meta({ description: '`urgent` and `warning` are alerts; of a note nothing is sent.' }),
      account_name: z.string().nullable().meta({ description: 'Null: of accounts together.' }),
      since: wireTime.nullable(),
      kind: z.string(),
      text: z.string(),
    }),
  ),
})

/** What the overview lists first; the REST API has no such operation. */
export const attention = operation({
  id: 'getAttention',
  method: 'GET',
  path: '/',
  group: 'Alerts',
  summary: 'What wants attention',
  scope: 'read',
  responses: { 200: { description: 'The urgent first.', schema: attentionResponse } },
  example: {},
  handle: async (context) => {
    const items = (await getAttention(context)).map(({ level, accountName, since, matter }) => ({
      ...{ level, account_name: accountName, since: since?.toISOString() ?? null, kind: matter.kind, text: textOf(matter) },
    }))
    return { status: 200, body: { items } satisfies z.input<typeof attentionResponse> }
  },
})

function textOf(matter: AttentionItem['matter']): string {
  switch (matter.kind) {
    case 'alert':
      return matter.alert.text
    case 'key':
      return `The exchange refuses the key. ${matter.message ?? ''}`.trim()
    case 'stale':
      return matter.message ?? 'It was not read in time.'
    case 'never-read':
      return 'It was never read: nothing of it is in any figure.'
    case 'withdraw':
      return 'The key may withdraw. Ballast needs no such permission.'
    case 'not-included':
      return `The wallet ${matter.wallet} is in no figure: ${matter.reason}`
    case 'unpriced':
      return `Without a known price: ${matter.symbols.join(', ')}${matter.more > 0 ? ` and ${matter.more} more` : ''}.`
    case 'warning':
      return matter.warning
    case 'sub-accounts':
      return `Its key lists sub-accounts that are in no figure: ${matter.names.join(', ')}${matter.more > 0 ? ` and ${matter.more} more` : ''}.`
    case 'flow-gap':
      return matter.words
  }
}
