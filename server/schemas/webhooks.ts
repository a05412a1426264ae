import { z } from 'zod'
import { EVENT_TYPES } from '../domain/views/webhooks'

const id = z.uuid('This is no id of a webhook.')
const url = z
  .url({ protocol: /^https?$/, error: /*i18n*/ 'Enter an http(s) address.' })
  .max(2000, /*i18n*/ 'An address has at most 2,000 characters.')
const events = z
  .array(z.enum(EVENT_TYPES))
  .min(1, /*i18n*/ 'Choose what it is told.')
  .transform((types) => EVENT_TYPES.filter((type) => types.includes(type)))

/** By a token, for itself. */
export const addOwnWebhookSchema = z.object({
  url: url.meta({ description: 'Where messages are sent.' }),
  events: events.default([...EVENT_TYPES]).meta({ description: 'What it is told.' }),
})
/** By a person, for one of their tokens. */
export const addWebhookSchema = addOwnWebhookSchema.extend({ tokenId: z.uuid('This is no id of a token.') })
export const webhookIdSchema = z.object({ id })
export const changeWebhookSchema = z.object({ id, enabled: z.boolean().optional(), events: events.optional() })
export const webhookDeliveriesSchema = z.object({
  id,
  before: z
    .string()
    .regex(/^\d{1,18}$/, 'This is no number of a message.')
    .optional(),
})

export type AddWebhookInput = z.output<typeof addWebhookSchema>
export type ChangeWebhookInput = z.output<typeof changeWebhookSchema>
