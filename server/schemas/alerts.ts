import { z } from 'zod'
import { PRESETS } from '../domain/alerts/presets'
import { hasLimit, limitsInOrder, ruleSchema } from '../domain/alerts/rule'
import { timeZoneSchema } from './settings'

const rule = ruleSchema
  .refine(hasLimit, { error: /*i18n*/ 'Set at least one of the two limits.', path: ['warn'] })
  .refine(limitsInOrder, { error: /*i18n*/ 'The urgent limit must lie beyond the warning.', path: ['urgent'] })
const id = z.uuid('This is no id of a rule or channel.')

export const addRuleSchema = z.object({ rule })
export const changeRuleSchema = z.object({ id, rule: rule.optional(), enabled: z.boolean().optional() })
export const ruleIdSchema = z.object({ id })
export const presetSchema = z.object({ preset: z.enum(PRESETS) })

/** A stretch in which something is kept quiet, minutes; null: hear of it again. */
const minutes = z.number().int().min(5).max(43_200).nullable()
export const snoozeSchema = z.object({ ruleId: id, subject: z.string().min(1).max(300), minutes })
/** Null minutes: until it is taken back. */
export const muteSchema = z.object({ accountId: z.uuid('This is no id of an account.'), muted: z.boolean(), minutes })

const text = z.string().trim().max(2000)
/** What a channel needs is checked by the channel itself, whose words name the field. */
export const addChannelSchema = z.object({
  kind: z.enum(['email', 'telegram', 'discord', 'slack', 'ntfy', 'webhook']),
  name: z.string().trim().min(1, /*i18n*/ 'Give the channel a name.').max(64, /*i18n*/ 'A name has at most 64 characters.'),
  settings: z.record(z.string().max(40), text).refine((fields) => Object.keys(fields).length <= 10, 'Too many fields.'),
})
export const channelIdSchema = z.object({ id })
/** A browser's subscription; what is in it is checked by the channel itself. */
const subscription = { endpoint: text, p256dh: text, auth: text }
export const addDeviceSchema = z.object({
  name: z.string().trim().min(1, /*i18n*/ 'Give the device a name.').max(64, /*i18n*/ 'A name has at most 64 characters.'),
  ...subscription,
})
/** A subscription that takes another one's place; null: the browser does not say whose. */
export const renewDeviceSchema = z.object({ ...subscription, former: z.object(subscription).nullable() })
export const deviceSchema = z.object({ device: z.string().regex(/^[\w-]{43}$/, 'This is no device.') })
export const changeChannelSchema = z.object({
  id,
  name: z
    .string()
    .trim()
    .min(1, /*i18n*/ 'Give the channel a name.')
    .max(64, /*i18n*/ 'A name has at most 64 characters.')
    .optional(),
  enabled: z.boolean().optional(),
  least: z.enum(['warn', 'urgent']).optional(),
})

const minuteOfDay = z.number().int().min(0).max(1439).nullable()
export const alertSettingsSchema = z.object({
  quietFrom: minuteOfDay.optional(),
  quietTo: minuteOfDay.optional(),
  urgentPasses: z.boolean().optional(),
  hysteresis: z
    .string()
    .regex(/^0(\.\d{1,4})?$/, /*i18n*/ 'Enter a share from 0 to 0.9999.')
    .optional(),
  leastSeconds: z.number().int().min(0).max(86_400).optional(),
  reminderSeconds: z.number().int().min(600).max(604_800).nullable().optional(),
  digest: z.enum(['off', 'daily', 'weekly']).optional(),
  digestHour: z.number().int().min(0).max(23).optional(),
  /** The browser's own, whose hours count where the person chose no zone. */
  timeZone: timeZoneSchema.optional(),
})
/** `before` is the id of the oldest that is shown. */
export const historySchema = z.object({
  before: z
    .string()
    .regex(/^\d{1,18}$/, 'This is no place in the list.')
    .nullable()
    .default(null),
})

export const snoozeLinkSchema = z.object({ token: z.string().max(200) })

export type ChangeRuleInput = z.output<typeof changeRuleSchema>
export type AddChannelInput = z.output<typeof addChannelSchema>
export type AddDeviceInput = z.output<typeof addDeviceSchema>
export type RenewDeviceInput = z.output<typeof renewDeviceSchema>
export type DeviceInput = z.output<typeof deviceSchema>
export type ChangeChannelInput = z.output<typeof changeChannelSchema>
export type AlertSettingsInput = z.output<typeof alertSettingsSchema>
