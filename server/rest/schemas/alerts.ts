import * as z from 'zod'
import { LEVELS, ruleSchema } from '@/server/domain/alerts/rule'
import { wireTime, wireUuid } from './common'

const level = z.enum(LEVELS)

export const firing = z
  .object({
    rule_id: wireUuid,
    subject: z.string().meta({ description: 'What of the rule fires; the same as long as it does.' }),
    account_id: wireUuid.nullable().meta({ description: 'Null: all accounts together.' }),
    level: z.enum(['warn', 'urgent']),
    text: z.string().meta({ examples: ['BTC:PERP-USDT is 4 % from liquidation, limit 5 % on Main (Binance).'] }),
    since: wireTime,
    known: z.boolean().meta({ description: 'False: its figure is not known now, and the text is of when it was.' }),
    seen_at: wireTime.meta({ description: 'Of which moment the text is.' }),
    snoozed_until: wireTime.nullable(),
    muted: z.boolean(),
  })
  .meta({ id: 'Alert' })
export const firingResponse = z.array(firing).meta({ id: 'Alerts' })

export const rule = z
  .object({
    id: wireUuid,
    rule: ruleSchema,
    text: z.string().meta({ description: 'The rule in words.' }),
    enabled: z.boolean(),
    firing: z.number().int().meta({ description: 'How much of it fires now.' }),
    updated_at: wireTime,
  })
  .meta({ id: 'AlertRule' })
export const rulesResponse = z.array(rule).meta({ id: 'AlertRules' })
export const deleted = z.object({ deleted: wireUuid })

export const channel = z
  .object({
    id: wireUuid,
    kind: z.string().meta({ examples: ['webhook'] }),
    name: z.string(),
    shown: z.string().meta({ description: 'What its owner knows it by; never a secret.' }),
    enabled: z.boolean(),
    least: z.enum(['warn', 'urgent']).meta({ description: 'The least that it is told.' }),
    proven_at: wireTime.nullable().meta({ description: 'When a test arrived; null: it is not used yet.' }),
    failing_since: wireTime.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'AlertChannel' })
export const channelsResponse = z.array(channel).meta({ id: 'AlertChannels' })

export const historyResponse = z
  .object({
    messages: z.array(
      z.object({
        id: z.string(),
        at: wireTime,
        text: z.string(),
        level,
        channel: z.string().meta({ description: 'Name of the channel; empty where it was removed.' }),
        state: z.enum(['waiting', 'sent', 'failed', 'dropped']),
        attempts: z.number().int(),
        sent_at: wireTime.nullable(),
        answer: z.string().nullable().meta({ description: 'What the other side said last.' }),
      }),
    ),
    next: z.string().nullable().meta({ description: 'Ask on with `before`; null: that was all.' }),
  })
  .meta({ id: 'AlertHistory' })
