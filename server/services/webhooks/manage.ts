import { randomUUID } from 'node:crypto'
import type { Tx } from '@/db/client'
import { seenNow } from '@/db/queries/stream-events'
import { findToken, type TokenRow, tokenRests } from '@/db/queries/tokens'
import {
  deleteWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks as listRows,
  listWebhookDeliveries,
  lockWebhook,
  updateWebhook,
  type WebhookDeliveryRow,
  type WebhookRow,
} from '@/db/queries/webhooks'
import type { ServiceContext } from '@/server/context'
import { EVENT_TYPES, type NewWebhookView, type WebhookDeliveryView, type WebhookView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { newWebhookSecret, sendSigned } from '@/server/notify/webhook'
import type { AddWebhookInput, ChangeWebhookInput } from '@/server/schemas/webhooks'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { requireScope } from '../authorise'
import { readCursor, writeCursor } from '../stream/cursor'
import { countAttempts } from '../users/attempts'
import { openWebhook, sealWebhook } from './sealed'

const MOST_OF_A_TOKEN = 5
const MOST_OF_A_PERSON = 20
const PAGE = 50
const STATES = ['waiting', 'sent', 'failed'] as const

const notFound = () => new DomainError('not_found', sentence`No such webhook.`)

/** The rows of a limited token's webhooks are its owner's: what it may see of them is said here. */
const whole = (ctx: ServiceContext) => ctx.db.whole
/** The token whose webhooks alone the caller may see; undefined for a person, who sees those of all of theirs. */
const ownToken = ({ actor }: ServiceContext) => (actor.kind === 'token' ? actor.tokenId : undefined)

function webhookView(row: WebhookRow): WebhookView {
  const { id, tokenId, shown, enabled, failingSince, failure, restsUntil, createdAt } = row
  const events = EVENT_TYPES.filter((type) => row.events.includes(type))
  const nextTryAt = enabled && failingSince !== null ? restsUntil : null
  return { id, tokenId, shown, events, enabled, failingSince, failure, nextTryAt, createdAt }
}

/** One that the caller may see. @throws DomainError `not_found` */
async function load(ctx: ServiceContext, tx: Tx, id: string): Promise<WebhookRow> {
  const row = await findWebhook(tx, ctx.deskId, id)
  const token = ownToken(ctx)
  if (!row || (token !== undefined && row.tokenId !== token)) throw notFound()
  return row
}

const works = ({ revokedAt, expiresAt }: TokenRow, now: Date) => revokedAt === null && (expiresAt === null || expiresAt > now)

/** The webhooks of the caller's token, or of all of a person's; the oldest first. */
export async function listWebhooks(ctx: ServiceContext): Promise<WebhookView[]> {
  requireScope(ctx, 'read')
  const rows = await whole(ctx).asDesk(ctx.deskId, (tx) => listRows(tx, ctx.deskId, ownToken(ctx)))
  return rows.map(webhookView)
}

/** Adds a webhook to the token that asks. @throws DomainError as `addWebhook` */
export async function addOwnWebhook(ctx: ServiceContext, input: Omit<AddWebhookInput, 'tokenId'>): Promise<NewWebhookView> {
  const tokenId = ownToken(ctx)
  if (tokenId === undefined) throw new DomainError('forbidden', sentence`Webhooks belong to a token: choose one.`)
  return addWebhook(ctx, { ...input, tokenId })
}

/**
 * Has an address told what happens from now on to the accounts that a token sees. Addresses that lead nowhere good are
 * refused as messages are sent: what a name stands for changes.
 * @throws DomainError `not_found` where the token is none that works; `forbidden` where it may not read, or is an agent's;
 * `conflict` where there are too many
 */
export async function addWebhook(ctx: ServiceContext, { tokenId, url, events }: AddWebhookInput): Promise<NewWebhookView> {
  requireScope(ctx, 'manage')
  const { deskId } = ctx
  const now = ctx.now()
  const id = randomUUID()
  const secret = newWebhookSecret()
  const sealed = await sealWebhook(ctx, id, { url, secrets: [secret] })
  const position = writeCursor({ at: now, seen: await seenNow(whole(ctx), deskId), within: null })
  const row = await whole(ctx).asDesk(deskId, async (tx) => {
    const token = await findToken(tx, deskId, tokenId)
    if (!token || !works(token, now) || (ownToken(ctx) ?? tokenId) !== tokenId) {
      throw new DomainError('not_found', sentence`No such token.`)
    }
    // What a program was allowed in a browser is good for the agents' door alone.
    if (token.clientId !== null) {
      throw new DomainError('forbidden', sentence`This is what an agent was allowed: webhooks go with a token that you made.`)
    }
    if (!token.scopes.includes('read')) {
      throw new DomainError('forbidden', sentence`This token lacks the scope "read", which a webhook needs.`)
    }
    const all = await listRows(tx, deskId)
    if (all.length >= MOST_OF_A_PERSON || all.filter((known) => known.tokenId === tokenId).length >= MOST_OF_A_TOKEN) {
      throw new DomainError(
        'conflict',
        sentence`There are ${MOST_OF_A_TOKEN} webhooks of a token and ${MOST_OF_A_PERSON} of a person at most. Take one away first.`,
      )
    }
    const shown = new URL(url).host
    const stored = await insertWebhook(tx, deskId, { id, tokenId, shown, ...sealed, events, position, createdAt: now })
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'webhook_added', { webhook: id, host: shown, token: token.name })
    return stored
  })
  return { webhook: webhookView(row), secret }
}

/**
 * Switches a webhook, or what it is told. One that was off goes on from now, and its first message says since when events
 * are missing. @throws DomainError `not_found`
 */
export async function changeWebhook(ctx: ServiceContext, { id, enabled, events }: ChangeWebhookInput): Promise<WebhookView> {
  requireScope(ctx, 'manage')
  const { deskId } = ctx
  const now = ctx.now()
  const seen = await seenNow(whole(ctx), deskId)
  return whole(ctx).asDesk(deskId, async (tx) => {
    const row = await load(ctx, tx, id)
    const anew = {
      position: writeCursor({ at: now, seen, within: null }),
      gapSince: row.gapSince ?? readCursor(row.position)?.at ?? row.createdAt,
      ...{ messageId: null, messageEvents: null, messageEnd: null, attempts: 0 },
      ...{ failingSince: null, failure: null, restsUntil: null },
    }
    const change = {
      ...(events !== undefined && { events }),
      ...(enabled !== undefined && { enabled }),
      ...(enabled === true && !row.enabled && anew),
    }
    const next = Object.keys(change).length > 0 ? await updateWebhook(tx, deskId, id, change) : row
    if (!next) throw notFound()
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'webhook_changed', { webhook: id, host: row.shown, enabled: next.enabled })
    return webhookView(next)
  })
}

/**
 * Makes a webhook's secret anew. What is sent is signed with both from then on, until this is done once more: receivers can
 * change over without missing anything. @throws DomainError `not_found`
 */
export async function rotateWebhookSecret(ctx: ServiceContext, { id }: { id: string }): Promise<NewWebhookView> {
  requireScope(ctx, 'manage')
  const { deskId } = ctx
  const secret = newWebhookSecret()
  const changed = await whole(ctx).asDesk(deskId, async (tx) => {
    await load(ctx, tx, id)
    // Of two at once each leaves its own secret beside the one before: none that was shown counts for nothing.
    const row = await lockWebhook(tx, deskId, id)
    if (!row) throw notFound()
    const { url, secrets } = await openWebhook(ctx, row)
    const sealed = await sealWebhook(ctx, id, { url, secrets: [secret, ...secrets.slice(0, 1)] })
    await recordDeskAudit(tx, deskId, ctx.actor, ctx.now(), 'webhook_changed', { webhook: id, host: row.shown, secret: 'new' })
    return updateWebhook(tx, deskId, id, sealed)
  })
  if (!changed) throw notFound()
  return { webhook: webhookView(changed), secret }
}

/**
 * Sends a test message and waits for the answer.
 * @throws DomainError `not_found`; `conflict` where its token has ended, or rests with whoever made it; `unavailable` where this process cannot send;
 * `rate_limited`; `bad_request` with the other side's answer
 */
export async function testWebhook(ctx: ServiceContext, { id }: { id: string }): Promise<WebhookView> {
  requireScope(ctx, 'manage')
  const { deskId, alerts } = ctx
  const { row, token } = await whole(ctx).asDesk(deskId, async (tx) => {
    const known = await load(ctx, tx, id)
    return { row: known, token: await findToken(tx, deskId, known.tokenId) }
  })
  if (!token || !works(token, ctx.now())) {
    throw new DomainError('conflict', sentence`The token of this webhook has ended: nothing is sent to it any more.`)
  }
  // What is sent by itself is not sent either.
  if (await tokenRests(whole(ctx), deskId, token.id)) {
    const message = sentence`Whoever made the token of this webhook may not sign in: nothing is sent to it until they may. Make another.`
    throw new DomainError('conflict', message)
  }
  if (!alerts) throw new DomainError('unavailable', sentence`Messages are not sent by this installation.`)
  await countAttempts({ ...ctx, db: whole(ctx) }, [{ kind: 'channel_test', subject: deskId }])
  const body = { type: 'ballast.test', timestamp: ctx.now().toISOString(), data: {} }
  const message = { id: randomUUID(), body }
  const outcome = await sendSigned(await openWebhook(ctx, row), message, { ...alerts, signal: ctx.signal, now: ctx.now })
  if (!outcome.ok) throw new DomainError('bad_request', sentence`The test did not arrive: ${outcome.answer}.`)
  return webhookView(row)
}

/** Takes a webhook away. @throws DomainError `not_found` */
export async function removeWebhook(ctx: ServiceContext, { id }: { id: string }): Promise<void> {
  requireScope(ctx, 'manage')
  const { deskId } = ctx
  await whole(ctx).asDesk(deskId, async (tx) => {
    const row = await load(ctx, tx, id)
    await deleteWebhook(tx, deskId, id)
    await recordDeskAudit(tx, deskId, ctx.actor, ctx.now(), 'webhook_removed', { webhook: id, host: row.shown })
  })
}

/** What a webhook was sent within a week, the newest first, 50 at a time. @returns `next` to ask on with; null at the end */
export async function listWebhookMessages(
  ctx: ServiceContext,
  { id, before }: { id: string; before?: string | undefined },
): Promise<{ rows: WebhookDeliveryView[]; next: string | null }> {
  requireScope(ctx, 'read')
  const { deskId } = ctx
  const rows = await whole(ctx).asDesk(deskId, async (tx) => {
    await load(ctx, tx, id)
    return listWebhookDeliveries(tx, deskId, id, { before: before === undefined ? null : BigInt(before), limit: PAGE + 1 })
  })
  const page = rows.slice(0, PAGE)
  return { rows: page.map(deliveryView), next: rows.length > PAGE ? String(page.at(-1)?.id) : null }
}

function deliveryView(row: WebhookDeliveryRow): WebhookDeliveryView {
  const { id, messageId, at, events, attempts, lastTryAt, durationMs, answer } = row
  const state = STATES.find((known) => known === row.state) ?? 'waiting'
  return { id: String(id), messageId, at, events, attempts, state, lastTryAt, durationMs, answer }
}
