import * as z from 'zod'
import { RULE_KINDS } from '@/server/domain/alerts/rule'
import { DOMAIN_ERROR_CODES } from '@/server/errors'
import { wireTime, wireUuid } from './common'

const account = z.object({
  id: wireUuid,
  name: z.string().meta({ description: 'The name that it has now.' }),
  exchange: z.string().meta({ examples: ['bybit'] }),
})
const common = {
  id: z.string().meta({ description: 'The same however often it is told: drop what you have had.', examples: ['48213'] }),
  at: wireTime.meta({ description: 'When it happened.' }),
}

export const snapshotEvent = z
  .object({
    ...common,
    type: z.literal('snapshot'),
    account,
    snapshot_id: z.string(),
    as_of: wireTime.meta({
      description: 'Of which moment the figures are. Ask `GET /api/sor/get_cached_account_balance` for them.',
    }),
  })
  .meta({ id: 'SnapshotEvent', description: 'An account was read, and its figures are stored.' })

export const failedEvent = z
  .object({
    ...common,
    type: z.literal('account_failed'),
    account,
    code: z.enum(DOMAIN_ERROR_CODES),
    error: z.string().meta({ description: 'Why, and what to do.' }),
    since: wireTime.meta({ description: 'Since when it cannot be read; its last figures stay, and grow old.' }),
    next_try_at: wireTime,
  })
  .meta({ id: 'AccountFailedEvent', description: 'An account could not be read.' })

export const alertEvent = z
  .object({
    ...common,
    type: z.literal('alert'),
    account: account.nullable().meta({ description: 'Null: all accounts together.' }),
    told: z.enum(['raised', 'cleared', 'reminder']),
    level: z.enum(['warn', 'urgent']).meta({ description: 'Where `cleared`: the level that is over.' }),
    kind: z.enum(RULE_KINDS),
    rule_id: wireUuid,
    subject: z.string().meta({ description: 'What of the rule fires; the same as long as it does.' }),
    text: z.string().meta({ description: 'The sentence that channels carry.' }),
    since: wireTime,
  })
  .meta({ id: 'AlertEvent', description: 'An alert was raised, is well again, or still stands.' })

/** What happened, as the stream and webhooks tell it. */
export const programEvent = z.discriminatedUnion('type', [snapshotEvent, failedEvent, alertEvent]).meta({ id: 'Event' })

/** First on every stream, behind what was missed: from here on it is live. */
export const helloEvent = z
  .object({
    resumed: z.boolean().meta({ description: 'Whether it goes on behind `Last-Event-ID` without a hole.' }),
    at: wireTime,
  })
  .meta({ id: 'StreamHello' })

/** Something may be missing: read everything again. */
export const gapEvent = z
  .object({
    since: wireTime.nullable().meta({ description: 'Up to where it is known what was heard; null: not known.' }),
    error: z.string().meta({ description: 'Why.' }),
  })
  .meta({ id: 'StreamGap' })

/** Last on a stream that Ballast ends. */
export const endEvent = z
  .object({
    code: z.string().meta({ examples: ['too_slow', 'stopping', 'unauthenticated'] }),
    error: z.string(),
  })
  .meta({ id: 'StreamEnd' })

/** What stands in `data:`, by what stands in `event:`. */
export const streamEvents = z.union([programEvent, helloEvent, gapEvent, endEvent]).meta({ id: 'StreamData' })
