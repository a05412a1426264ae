import { randomUUID } from 'node:crypto'
import type { Tx } from '@/db/client'
import {
  type ChannelRow,
  countChannels,
  deleteChannel,
  findChannel,
  insertChannel,
  listChannels as listRows,
  updateChannel,
} from '@/db/queries/channels'
import { isPersonalDesk } from '@/db/queries/desk-members'
import type { ServiceContext } from '@/server/context'
import type { ChannelView, NewChannelView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { type ChannelKind, openChannel } from '@/server/notify'
import type { Outgoing } from '@/server/notify/channel'
import { newWebhookSecret } from '@/server/notify/webhook'
import type { AddChannelInput, ChangeChannelInput } from '@/server/schemas/alerts'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { actingPerson, requireScope } from '../authorise'
import { seeLanguage } from '../settings/see-language'
import { countAttempts } from '../users/attempts'
import { alertsChanged } from './apply'
import { readyChannel, sealChannel } from './channel-secret'
import { send } from './deliver'
import { mailHtml } from './mail-html'
import { isTheirs, whoseAlerts } from './own'
import { pageLink } from './page-link'
import { readersOf } from './readers'

export const MOST_CHANNELS = 20

export function channelView(row: ChannelRow): ChannelView {
  const { id, kind, name, shown, enabled, least, provenAt, failingSince, failure, device, createdAt } = row
  return {
    id,
    kind,
    name,
    shown,
    enabled,
    least: least === 'urgent' ? 'urgent' : 'warn',
    provenAt,
    failingSince,
    failure,
    ofMember: row.ofMember !== null,
    device,
    createdAt,
  }
}

const channelNotFound = () => new DomainError('not_found', sentence`No such channel.`)

/** Whose channels the caller has to do with: the desk's, or (an id) those of a member who sees some accounts. */
const whoseChannels = (ctx: ServiceContext) => whoseAlerts(ctx, 'How alerts are told')

/** One that the caller has to do with; null for any other. */
async function findTheirs(tx: Tx, deskId: string, id: string, whose: string | null): Promise<ChannelRow | null> {
  const row = await findChannel(tx, deskId, id)
  return row && isTheirs(row, whose) ? row : null
}

/** The person's channels, the oldest first; nothing of their secrets. To a member who sees some accounts their own. */
export async function listChannels(ctx: ServiceContext): Promise<ChannelView[]> {
  requireScope(ctx, 'read')
  const whose = whoseChannels(ctx)
  const rows = await ctx.db.whole.asDesk(ctx.deskId, (tx) => listRows(tx, ctx.deskId))
  return rows.filter((row) => isTheirs(row, whose)).map(channelView)
}

/** What was typed, as a channel; what does not fit is refused at its field. @throws DomainError `bad_request` */
export function opened(kind: ChannelKind, settings: Record<string, unknown>) {
  const channel = openChannel(kind, settings)
  if (channel.ok) return channel.ready
  const issues = channel.error.issues.map(({ path, message }) => [`settings.${path.join('.')}`, message] as const)
  const [first] = issues
  throw new DomainError('bad_request', first ? first[1] : sentence`Look at what you entered.`, {
    fields: Object.fromEntries(issues),
  })
}

/**
 * Sets a channel up: of a member who sees some accounts one of their own, by which nothing of others is told. Nothing is sent by it but a
 * test, until one arrived.
 * @throws DomainError `bad_request` at the field; `conflict` where there are too many
 */
export async function addChannel(ctx: ServiceContext, { kind, name, settings }: AddChannelInput): Promise<NewChannelView> {
  requireScope(ctx, 'manage')
  const whose = whoseChannels(ctx)
  const { deskId } = ctx
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))
  const secret = kind === 'webhook' ? newWebhookSecret() : null
  const { shown, settings: checked } = opened(kind, secret === null ? given : { ...given, secrets: [secret] })
  const id = randomUUID()
  const sealed = await sealChannel(ctx, id, checked)
  const now = ctx.now()
  await seeLanguage(ctx)
  const row = await ctx.db.whole.asDesk(deskId, async (tx) => {
    if ((await countChannels(tx, deskId, whose)) >= MOST_CHANNELS) {
      throw new DomainError('conflict', sentence`There are ${MOST_CHANNELS} channels already. Take one away first.`)
    }
    const stored = await insertChannel(tx, deskId, {
      ...{ id, ofMember: whose, kind, name, shown, ...sealed },
      ...{ createdBy: actingPerson(ctx), provenAt: null, createdAt: now },
    })
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'channel_added', { channel: id, kind, name })
    await alertsChanged(ctx, tx)
    return stored
  })
  return { channel: channelView(row), secret }
}

/**
 * Sends a test message and waits for the answer; the first that arrives proves the channel.
 * @throws DomainError `not_found`; `unavailable` where this process cannot send; `rate_limited`; `bad_request` with the other side's answer
 */
export async function testChannel(ctx: ServiceContext, { id }: { id: string }): Promise<ChannelView> {
  requireScope(ctx, 'manage')
  const whose = whoseChannels(ctx)
  const { deskId, alerts } = ctx
  const [row, isPersonal] = await ctx.db.whole.asDesk(deskId, (tx) =>
    Promise.all([findTheirs(tx, deskId, id, whose), isPersonalDesk(tx, deskId)]),
  )
  if (!row) throw channelNotFound()
  if (!alerts) throw new DomainError('unavailable', sentence`Messages are not sent by this installation.`)
  await countAttempts({ ...ctx, db: ctx.db.whole }, [{ kind: 'channel_test', subject: deskId }])
  const reader = (await readersOf(ctx.db, deskId, [id]))(row)
  const title = reader.say(sentence`Ballast can reach you here.`)
  const text = reader.say(sentence`${title} You asked for this test of ${row.name}.`)
  const link = pageLink(alerts.baseUrl, { id: deskId, isPersonal }, '/alerts')
  const parts = { title, text, level: 'ok', link, snoozeLink: null } as const
  const message: Outgoing = { ...parts, id: randomUUID(), at: ctx.now(), html: mailHtml(parts, reader), reader }
  const outcome = await send(ctx, alerts, row, message)
  const now = ctx.now()
  const changed = await ctx.db.whole.asDesk(deskId, async (tx) => {
    const change = outcome.ok
      ? { provenAt: row.provenAt ?? now, failingSince: null, failure: null, restsUntil: null }
      : { failingSince: row.failingSince ?? now, failure: outcome.answer, ...(outcome.gone && { enabled: false }) }
    const next = await updateChannel(tx, deskId, id, change)
    await alertsChanged(ctx, tx)
    return next
  })
  if (!outcome.ok) throw new DomainError('bad_request', sentence`The test did not arrive: ${outcome.answer}.`)
  if (!changed) throw channelNotFound()
  return channelView(changed)
}

/** Changes a channel's name, switch or least level. @throws DomainError `not_found` */
export async function changeChannel(ctx: ServiceContext, { id, name, enabled, least }: ChangeChannelInput): Promise<ChannelView> {
  requireScope(ctx, 'manage')
  const whose = whoseChannels(ctx)
  const { deskId } = ctx
  return ctx.db.whole.asDesk(deskId, async (tx) => {
    const change = {
      ...(name !== undefined && { name }),
      ...(enabled !== undefined && { enabled }),
      ...(least !== undefined && { least }),
    }
    const known = await findTheirs(tx, deskId, id, whose)
    const row = known && Object.keys(change).length > 0 ? await updateChannel(tx, deskId, id, change) : known
    if (!row) throw channelNotFound()
    await recordDeskAudit(tx, deskId, ctx.actor, ctx.now(), 'channel_changed', {
      channel: id,
      name: row.name,
      enabled: row.enabled,
    })
    await alertsChanged(ctx, tx)
    return channelView(row)
  })
}

/**
 * Makes a webhook's secret anew. What is sent is signed with both from then on, until this is done once more: receivers can
 * change over without missing anything. @throws DomainError `not_found`; `bad_request` for other kinds
 */
export async function rotateSecret(ctx: ServiceContext, { id }: { id: string }): Promise<NewChannelView> {
  requireScope(ctx, 'manage')
  const whose = whoseChannels(ctx)
  const { deskId } = ctx
  const row = await ctx.db.whole.asDesk(deskId, (tx) => findTheirs(tx, deskId, id, whose))
  if (!row) throw channelNotFound()
  if (row.kind !== 'webhook') throw new DomainError('bad_request', sentence`Only webhooks have a secret of ours.`)
  const { settings } = await readyChannel(ctx, row)
  const [newest] = Array.isArray(settings.secrets) ? settings.secrets : []
  const secret = newWebhookSecret()
  const ready = opened('webhook', { ...settings, secrets: [secret, ...(typeof newest === 'string' ? [newest] : [])] })
  const sealed = await sealChannel(ctx, id, ready.settings)
  const changed = await ctx.db.whole.asDesk(deskId, async (tx) => {
    const next = await updateChannel(tx, deskId, id, sealed)
    await recordDeskAudit(tx, deskId, ctx.actor, ctx.now(), 'channel_changed', { channel: id, name: row.name, secret: 'new' })
    return next
  })
  if (!changed) throw channelNotFound()
  return { channel: channelView(changed), secret }
}

/** Takes a channel away, with what was still to be sent by it. @throws DomainError `not_found` */
export async function removeChannel(ctx: ServiceContext, { id }: { id: string }): Promise<void> {
  requireScope(ctx, 'manage')
  const whose = whoseChannels(ctx)
  const { deskId } = ctx
  await ctx.db.whole.asDesk(deskId, async (tx) => {
    if (!(await findTheirs(tx, deskId, id, whose)) || !(await deleteChannel(tx, deskId, id))) throw channelNotFound()
    await recordDeskAudit(tx, deskId, ctx.actor, ctx.now(), 'channel_removed', { channel: id })
    await alertsChanged(ctx, tx)
  })
}
