import { randomUUID } from 'node:crypto'
import { eventsByIds, hasSeen, seenNow } from '@/db/queries/stream-events'
import {
  type ClaimedWebhook,
  claimWebhooks,
  findWebhook,
  lockWebhook,
  noteWebhookTry,
  updateWebhook,
  type WebhookRow,
} from '@/db/queries/webhooks'
import { describeCause } from '@/server/cause'
import type { Deps, ServiceContext } from '@/server/context'
import { sentence } from '@/server/language/sentence'
import { type Outcome, waitAfter } from '@/server/notify/outcome'
import { sendSigned } from '@/server/notify/webhook'
import { tellByChannels } from '../alerts/deliver'
import type { AlertMeans } from '../alerts/means'
import { recordDeskAudit } from '../audit/record'
import { type Cursor, readCursor, writeCursor } from '../stream/cursor'
import { programEvent } from '../stream/events'
import { pageBehind } from '../stream/feed'
import { toldEvent } from '../stream/told'
import { openWebhook } from './sealed'

/** Webhooks that are sent to side by side. */
export const AT_ONCE = 20
/** A worker that has not said how it went by then is taken for dead, and the message goes out again. */
const LEASE_SECONDS = 60
/** Between two messages to one webhook: what comes meanwhile is told together. */
const PAUSE_SECONDS = 1
/** Events of one message at most. */
const MOST_EVENTS = 100
/** Tries of one message at most: ten hours of them. */
const MOST_TRIES = 18
/** So long after the first of them it is given up too, however long the other side asked to be left alone. */
const GIVEN_UP_SECONDS = 12 * 3600
/** As long as that a webhook is left alone at most: what it has not heard is kept for a day. */
const LONGEST_REST_SECONDS = 6 * 3600
/** From then on its owner should know. */
const TOLD_AFTER_TRIES = 3

/**
 * Begins to send what webhooks have not heard: in order, one message at a time. At least once: a message that may have gone
 * out and was not noted goes out again, with the same id and the same events.
 * @param limit webhooks at most
 * @returns each webhook's end, which never fails. None waits for another's receiver
 */
export async function beginWebhooks(deps: Deps, signal: AbortSignal, limit = AT_ONCE): Promise<Promise<void>[]> {
  const { alerts } = deps
  if (!alerts) return []
  const claimed = await claimWebhooks(deps.db, deps.now(), { limit, leaseSeconds: LEASE_SECONDS })
  return claimed.map((webhook) =>
    deliver(deps, alerts, webhook, signal).catch((error: unknown) => {
      if (signal.aborted) return
      deps.log.warn({ webhookId: webhook.webhookId, cause: describeCause(error) }, 'a webhook could not be told')
    }),
  )
}

/** The same to its end. @returns how many webhooks were looked at */
export async function deliverWebhooks(deps: Deps, signal: AbortSignal): Promise<number> {
  return (await Promise.all(await beginWebhooks(deps, signal))).length
}

type Message = { id: string; events: bigint[]; end: Cursor; gapSince: Date | null }

async function deliver(deps: Deps, means: AlertMeans, claimed: ClaimedWebhook, signal: AbortSignal): Promise<void> {
  const { deskId, webhookId, accountIds } = claimed
  // What its token may not see does not exist for it.
  const ctx: ServiceContext = { ...deps, db: deps.db.limitedTo(accountIds), deskId, actor: { kind: 'system' }, signal }
  const row = await ctx.db.whole.asDesk(deskId, (tx) => findWebhook(tx, deskId, webhookId))
  if (!row) return
  const message = underWay(row) ?? (await next(ctx, row))
  if (!message) return
  const rows = await eventsByIds(ctx.db, deskId, message.events)
  const events = rows.flatMap((each) => programEvent(each) ?? [])
  const began = performance.now()
  const at = ctx.now()
  const outcome = await send(ctx, means, row, {
    id: message.id,
    body: {
      type: 'ballast.events',
      timestamp: (events[0]?.at ?? message.gapSince ?? at).toISOString(),
      data: { gap: message.gapSince && gapOf(message.gapSince), events: events.map(toldEvent) },
    },
  })
  const durationMs = Math.round(performance.now() - began)
  await note(ctx, row, message, { outcome, at, durationMs, events: events.length })
}

const gapOf = (since: Date) => ({
  since: since.toISOString(),
  error: 'Events since then may be missing: read everything again.',
})

/** The message that was tried before. */
function underWay({ messageId, messageEvents, messageEnd, gapSince }: WebhookRow): Message | null {
  const end = messageEnd === null ? null : readCursor(messageEnd)
  return messageId && messageEvents && end ? { id: messageId, events: messageEvents, end, gapSince } : null
}

/** What a webhook has not heard, as its next message; null where nothing of it is what it wants: then it has passed that. */
async function next(ctx: ServiceContext, row: WebhookRow): Promise<Message | null> {
  const { deskId } = ctx
  const known = readCursor(row.position)
  const at = ctx.now()
  // Of another database, or of a later state of this one: a backup was restored.
  const lost = known === null || !(await hasSeen(ctx.db, deskId, known.seen))
  const gapSince = row.gapSince ?? (lost ? (known?.at ?? row.createdAt) : null)
  const page = lost
    ? { found: [], cursor: { at, seen: await seenNow(ctx.db, deskId), within: null } }
    : await pageBehind(ctx, deskId, known, null, MOST_EVENTS)
  const events = page.found.filter(({ row: event }) => row.events.includes(event.kind)).map(({ row: event }) => BigInt(event.id))
  const end = writeCursor(page.cursor)
  const message = events.length > 0 || gapSince !== null ? { id: randomUUID(), events, end: page.cursor, gapSince } : null
  await ctx.db.whole.asDesk(deskId, (tx) =>
    updateWebhook(
      tx,
      deskId,
      row.id,
      message
        ? { messageId: message.id, messageEvents: events, messageEnd: end, gapSince, attempts: 0 }
        : { position: end, restsUntil: at },
    ),
  )
  return message
}

async function send(
  ctx: ServiceContext,
  { http }: AlertMeans,
  row: WebhookRow,
  message: { id: string; body: Record<string, unknown> },
): Promise<Outcome> {
  try {
    return await sendSigned(await openWebhook(ctx, row), message, { http, signal: ctx.signal, now: ctx.now })
  } catch (error) {
    if (ctx.signal.aborted) throw error
    ctx.log.error({ webhookId: row.id, cause: describeCause(error) }, 'a webhook failed')
    return { ok: false, answer: 'This webhook cannot be used. Set it up again.', dead: true, retryAfterSeconds: null }
  }
}

/** An address that is gone, leads elsewhere or into our own network will not be another the next time. */
const isGone = ({ dead, status }: Extract<Outcome, { ok: false }>) =>
  dead && (status === undefined || status === 410 || (status >= 300 && status < 400))

const seconds = (from: Date, by: number) => new Date(from.getTime() + by * 1000)

/** Notes how a try went, in one transaction; one that is given up is switched off, and its owner told. */
async function note(
  ctx: ServiceContext,
  row: WebhookRow,
  { id: messageId, end, gapSince: told }: Message,
  { outcome, at, durationMs, events }: { outcome: Outcome; at: Date; durationMs: number; events: number },
): Promise<void> {
  const { deskId } = ctx
  const { answer } = outcome
  const now = ctx.now()
  const attempts = row.messageId === messageId ? row.attempts + 1 : 1
  const failingSince = row.failingSince ?? at
  const tooLong = now.getTime() - failingSince.getTime() >= GIVEN_UP_SECONDS * 1000
  const over = !outcome.ok && (isGone(outcome) || attempts >= MOST_TRIES || tooLong)
  const state = outcome.ok ? 'sent' : over ? 'failed' : 'waiting'
  ctx.meter?.delivery({ channel: 'token_webhook', outcome: outcome.ok ? 'sent' : over ? 'failed' : 'again' })
  await ctx.db.whole.asDesk(deskId, async (tx) => {
    // Somebody may have taken it away, or switched it anew, while it was told; events may have been forgotten meanwhile.
    const current = await lockWebhook(tx, deskId, row.id)
    if (!current) return
    await noteWebhookTry(tx, deskId, { webhookId: row.id, messageId, events, state, lastTryAt: at, durationMs, answer })
    if (current.messageId !== messageId) return
    if (outcome.ok) {
      await updateWebhook(tx, deskId, row.id, {
        ...{ position: writeCursor(end), messageId: null, messageEvents: null, messageEnd: null },
        // Only the gap that was told is over.
        gapSince: current.gapSince?.getTime() === told?.getTime() ? null : current.gapSince,
        ...{ attempts: 0, failingSince: null, failure: null, restsUntil: seconds(now, PAUSE_SECONDS) },
      })
      return
    }
    const wait = Math.min(waitAfter(attempts, outcome.retryAfterSeconds), LONGEST_REST_SECONDS)
    await updateWebhook(tx, deskId, row.id, {
      ...{ attempts, failure: answer, failingSince, restsUntil: over ? null : seconds(now, wait) },
      ...(over && { enabled: false }),
    })
    const title = over
      ? sentence`The webhook to ${row.shown} was switched off`
      : sentence`Nothing gets through to the webhook to ${row.shown}`
    const text = sentence`${title}: ${answer}. Look at it under Settings, API tokens.`
    if (over) {
      const details = { webhook: row.id, host: row.shown, why: answer }
      await recordDeskAudit(tx, deskId, ctx.actor, now, 'webhook_switched_off', details)
    }
    if (over || attempts === TOLD_AFTER_TRIES) await tellByChannels(ctx, tx, { title, text, at: now })
  })
}
