import * as z from 'zod'
import { EVENT_TYPES } from '@/server/domain/views/webhooks'
import { wireTime, wireUuid } from './common'
import { programEvent } from './stream'

export const webhook = z
  .object({
    id: wireUuid,
    host: z.string().meta({ description: 'Of its address, which is not shown again.' }),
    events: z.array(z.enum(EVENT_TYPES)),
    enabled: z.boolean().meta({ description: 'False: nothing is sent, for you said so or nothing got through for half a day.' }),
    failing_since: wireTime.nullable(),
    failure: z.string().nullable().meta({ description: 'What the other side said last.' }),
    next_try_at: wireTime.nullable(),
    created_at: wireTime,
  })
  .meta({ id: 'Webhook' })
export const webhooksResponse = z.array(webhook).meta({ id: 'Webhooks' })

export const newWebhook = z
  .object({
    ...webhook.shape,
    secret: z
      .string()
      .meta({ description: 'Checks signatures; shown this once.', examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] }),
  })
  .meta({ id: 'NewWebhook' })

export const webhookMessages = z
  .object({
    messages: z.array(
      z.object({
        id: z.string(),
        message_id: wireUuid.meta({ description: '`webhook-id` of the message.' }),
        at: wireTime.meta({ description: 'When it was first tried.' }),
        events: z.number().int().meta({ description: 'How many events it holds.' }),
        attempts: z.number().int(),
        state: z.enum(['waiting', 'sent', 'failed']),
        last_try_at: wireTime,
        duration_ms: z.number().int(),
        answer: z.string().meta({ description: 'What the other side said last.' }),
      }),
    ),
    next: z.string().nullable().meta({ description: 'Ask on with `before`; null: that was all.' }),
  })
  .meta({ id: 'WebhookMessages' })

/** What is posted to the address. */
export const webhookBody = z
  .object({
    type: z.literal('ballast.events'),
    timestamp: wireTime,
    data: z.object({
      gap: z
        .object({ since: wireTime, error: z.string() })
        .nullable()
        .meta({ description: 'Since when events may be missing; null: none are.' }),
      events: z.array(programEvent),
    }),
  })
  .meta({ id: 'WebhookBody' })
