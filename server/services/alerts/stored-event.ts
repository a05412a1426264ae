import { z } from 'zod'
import { LEVELS, RULE_KINDS } from '@/server/domain/alerts/rule'
import type { AlertEvent } from '@/server/domain/alerts/wording'
import { readFacts } from './watch'

const eventSchema = z.object({
  told: z.enum(['raised', 'cleared', 'reminder']),
  level: z.enum(LEVELS),
  kind: z.enum(RULE_KINDS),
  facts: z.unknown().transform(readFacts),
  since: z.coerce.date(),
})
const textSchema = z.object({ title: z.string(), text: z.string(), html: z.string().optional() })

/** An event of a rule as the outbox keeps it; null for what is none. */
export function readEvent(stored: unknown): AlertEvent | null {
  const parsed = eventSchema.safeParse(stored)
  return parsed.success ? parsed.data : null
}

/** A message that is no event of a rule (a digest, a dead channel); null for what is none. */
export function readText(stored: unknown): z.output<typeof textSchema> | null {
  const parsed = textSchema.safeParse(stored)
  return parsed.success ? parsed.data : null
}
