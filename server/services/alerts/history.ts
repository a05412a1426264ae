import { listChannels } from '@/db/queries/channels'
import { type DeliveryRow, listDeliveries } from '@/db/queries/deliveries'
import type { ServiceContext } from '@/server/context'
import { LEVELS } from '@/server/domain/alerts/rule'
import { eventText } from '@/server/domain/alerts/wording'
import type { DeliveryView } from '@/server/domain/views'
import { readerIn } from '@/server/language/in-language'
import type { Reader } from '@/server/language/reader'
import { requireScope } from '../authorise'
import { whoseAlerts } from './own'
import { readEvent, readText } from './stored-event'

const PAGE = 50
const STATES = ['waiting', 'sent', 'failed', 'dropped'] as const

/**
 * What was sent and is to be, the newest first, 50 at a time; to a member who sees some accounts what was by channels of their own,
 * as far as they may be told it today. What is made of parts comes in the language of the page.
 * @returns `next` to ask on with; null at the end
 */
export async function listHistory(
  ctx: ServiceContext,
  { before }: { before: string | null },
): Promise<{ rows: DeliveryView[]; next: string | null }> {
  requireScope(ctx, 'read')
  const ofMember = whoseAlerts(ctx, 'What was told')
  const { deskId } = ctx
  const [rows, channels] = await ctx.db.whole.asDesk(deskId, (tx) =>
    Promise.all([
      listDeliveries(tx, deskId, { before: before === null ? null : BigInt(before), limit: PAGE + 1, ofMember }),
      listChannels(tx, deskId),
    ]),
  )
  const names = new Map(channels.map(({ id, name }) => [id, name]))
  const page = rows.slice(0, PAGE)
  const reader = readerIn(ctx.language ?? 'en')
  return {
    rows: page.map((row) => deliveryView(row, names.get(row.channelId) ?? '', reader)),
    next: rows.length > PAGE ? String(page.at(-1)?.id) : null,
  }
}

function deliveryView(row: DeliveryRow, channelName: string, reader: Reader): DeliveryView {
  const { id, at, level, state, attempts, dueAt, sentAt, answer } = row
  const event = readEvent(row.event)
  return {
    id: String(id),
    at,
    text: event ? eventText(event, reader) : (readText(row.event)?.title ?? ''),
    level: LEVELS.find((known) => known === level) ?? 'warn',
    channelName,
    state: STATES.find((known) => known === state) ?? 'waiting',
    attempts,
    dueAt,
    sentAt,
    answer,
  }
}
