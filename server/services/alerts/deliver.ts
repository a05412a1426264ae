import { randomUUID } from 'node:crypto'
import { ALERTS_CHANNEL } from '@/db/queries/alerts'
import { type ChannelRow, findChannel, listChannels, updateChannel } from '@/db/queries/channels'
import {
  claimChannels,
  type DeliveryRow,
  failWaiting,
  insertDeliveries,
  noteDelivery,
  takeMessage,
} from '@/db/queries/deliveries'
import { isPersonalDesk } from '@/db/queries/desk-members'
import { notify } from '@/db/queries/live'
import { describeCause } from '@/server/cause'
import type { Deps, ServiceContext } from '@/server/context'
import { messageOf } from '@/server/domain/alerts/wording'
import type { Reader } from '@/server/language/reader'
import { type Said, sentence } from '@/server/language/sentence'
import type { Outgoing } from '@/server/notify/channel'
import { type Outcome, waitAfter } from '@/server/notify/outcome'
import { announce } from '../live/announce'
import { readyChannel } from './channel-secret'
import { mailHtml } from './mail-html'
import type { AlertMeans } from './means'
import { quietedBy } from './own'
import { pageLink } from './page-link'
import { readersOf } from './readers'
import { snoozeToken } from './snooze-link'
import { readEvent, readText } from './stored-event'
import { timeZoneOf } from './time-zone'

/** Channels that a process sends by, side by side. */
export const AT_ONCE = 20
/** A worker that has not said how it went by then is taken for dead, and the message goes out again. */
const LEASE_SECONDS = 60
/** Between two messages of one channel: what comes meanwhile is told together. */
const PAUSE_SECONDS = 10
/** Events of one message at most. */
const MOST_EVENTS = 500
/** Tries of one message at most: about half a day. */
const MOST_TRIES = 18

/**
 * Begins to send what waits in the outbox, channel by channel: everything that is due in one message. At least once: a
 * message that may have gone out and was not noted goes out again under the same id.
 * @param limit channels at most
 * @returns each channel's end, which never fails: whether a message was tried. None waits for another's receiver
 */
export async function beginDue(deps: Deps, signal: AbortSignal, limit = AT_ONCE): Promise<Promise<boolean>[]> {
  const { alerts } = deps
  if (!alerts) return []
  const claimed = await claimChannels(deps.db, deps.now(), { limit, leaseSeconds: LEASE_SECONDS })
  return claimed.map(async ({ channelId, deskId }) => {
    const ctx: ServiceContext = { ...deps, deskId, actor: { kind: 'system' }, signal }
    try {
      return await deliver(ctx, alerts, channelId)
    } catch (error) {
      if (!signal.aborted) deps.log.warn({ channelId, cause: describeCause(error) }, 'a message could not be sent')
      return false
    }
  })
}

/** The same to its end. @returns how many messages were tried */
export async function deliverDue(deps: Deps, signal: AbortSignal): Promise<number> {
  const tried = await Promise.all(await beginDue(deps, signal))
  return tried.filter(Boolean).length
}

async function deliver(ctx: ServiceContext, means: AlertMeans, channelId: string): Promise<boolean> {
  const { deskId } = ctx
  const now = ctx.now()
  const taken = await ctx.db.asDesk(deskId, async (tx) => {
    // Sent behind each other without waiting for answers: the message is on its way a round trip earlier for each.
    const [channel, isPersonal, timeZone, readers, rows] = await Promise.all([
      findChannel(tx, deskId, channelId),
      isPersonalDesk(tx, deskId),
      timeZoneOf(ctx.db, tx, deskId),
      readersOf(ctx.db, deskId, [channelId]),
      takeMessage(tx, deskId, channelId, { now, messageId: randomUUID(), limit: MOST_EVENTS }),
    ])
    if (!channel) return null
    return { channel, isPersonal, timeZone, rows, reader: readers(channel), quieted: await quietedBy(tx, deskId, channel) }
  })
  const messageId = taken?.rows[0]?.messageId
  if (!taken || !messageId) return false
  const outcome = await send(ctx, means, taken.channel, outgoing(ctx, means, taken, messageId))
  const over = !outcome.ok && isOver(outcome, taken.rows)
  ctx.meter?.delivery({ channel: taken.channel.kind, outcome: outcome.ok ? 'sent' : over ? 'failed' : 'again' })
  await note(ctx, taken.channel, taken.rows, outcome)
  return true
}

/** Sends by a channel; one that cannot be opened is as good as dead. */
export async function send(
  ctx: ServiceContext,
  { http, mail, push }: AlertMeans,
  row: ChannelRow,
  message: Outgoing,
): Promise<Outcome> {
  try {
    const ready = await readyChannel(ctx, row)
    return await ready.send(message, { http, mail, push, signal: ctx.signal, now: ctx.now })
  } catch (error) {
    if (ctx.signal.aborted) throw error
    ctx.log.error({ channelId: row.id, cause: describeCause(error) }, 'a channel failed')
    return { ok: false, answer: 'This channel cannot be used. Set it up again.', dead: true, retryAfterSeconds: null }
  }
}

function outgoing(
  ctx: ServiceContext,
  means: AlertMeans,
  {
    rows,
    timeZone,
    isPersonal,
    quieted,
    reader,
  }: {
    rows: readonly DeliveryRow[]
    timeZone: string
    isPersonal: boolean
    quieted: ReadonlySet<string> | null
    reader: Reader
  },
  id: string,
): Outgoing {
  const [first] = rows
  const at = first?.at ?? ctx.now()
  const plain = readText(first?.event)
  const page = (path: string) => pageLink(means.baseUrl, { id: ctx.deskId, isPersonal }, path)
  const link = page('/alerts')
  if (plain) {
    const { title, text, html } = plain
    const letter = html ?? mailHtml({ title, text, level: 'warn', link, snoozeLink: null }, reader)
    return { id, level: 'warn', title, text, link: page('/overview'), snoozeLink: null, at, html: letter, reader }
  }
  const events = rows.flatMap(({ event }) => readEvent(event) ?? [])
  const { level, title, text } = messageOf(events, timeZone, reader)
  const mayBeQuiet = ({ ruleId }: DeliveryRow) => quieted === null || (ruleId !== null && quieted.has(ruleId))
  const firing = rows.some((row) => mayBeQuiet(row) && (readEvent(row.event)?.told ?? 'cleared') !== 'cleared')
  const snoozeLink = firing
    ? `${means.baseUrl}/snooze/${snoozeToken(means.linkKey, { deskId: ctx.deskId, messageId: id })}`
    : null
  const html = mailHtml({ title, text, level, link, snoozeLink }, reader)
  return { id, level, title, text, link, snoozeLink, at, html, reader }
}

const triesOf = (rows: readonly DeliveryRow[]) => Math.max(...rows.map(({ attempts }) => attempts)) + 1
/** Whether a message that did not arrive is given up. */
const isOver = ({ dead }: Extract<Outcome, { ok: false }>, rows: readonly DeliveryRow[]) => dead || triesOf(rows) >= MOST_TRIES

const seconds = (from: Date, by: number) => new Date(from.getTime() + by * 1000)

/** Notes how it went, in one transaction, and tells the other channels where one has died. */
async function note(ctx: ServiceContext, channel: ChannelRow, rows: readonly DeliveryRow[], outcome: Outcome): Promise<void> {
  const { deskId } = ctx
  const now = ctx.now()
  const ids = rows.map(({ id }) => id)
  await ctx.db.asDesk(deskId, async (tx) => {
    if (outcome.ok) {
      await noteDelivery(tx, deskId, ids, { state: 'sent', sentAt: now, answer: outcome.answer })
      await updateChannel(tx, deskId, channel.id, { failingSince: null, failure: null, restsUntil: seconds(now, PAUSE_SECONDS) })
      await announce(tx, deskId, { kind: 'alerts' })
      return
    }
    const { answer, dead, retryAfterSeconds, gone = false } = outcome
    const tries = Math.max(...rows.map(({ attempts }) => attempts)) + 1
    const over = dead || tries >= MOST_TRIES
    const next = seconds(now, waitAfter(tries, retryAfterSeconds))
    await noteDelivery(tx, deskId, ids, { state: over ? 'failed' : 'waiting', answer, dueAt: next })
    await updateChannel(tx, deskId, channel.id, {
      failingSince: channel.failingSince ?? now,
      failure: answer,
      restsUntil: over ? null : next,
      ...(gone && { enabled: false }),
    })
    if (gone) await failWaiting(tx, deskId, channel.id, answer)
    if (over && channel.failingSince === null) await tellOthers(ctx, tx, channel, answer, now)
    else if (!over && tries === 3) await tellOthers(ctx, tx, channel, answer, now)
    await announce(tx, deskId, { kind: 'alerts' })
  })
}

type Tx = Parameters<Parameters<ServiceContext['db']['asDesk']>[1]>[0]

/** A dead channel is told by the others: else nobody hears that nothing is heard. */
async function tellOthers(ctx: ServiceContext, tx: Tx, dead: ChannelRow, answer: string, now: Date): Promise<void> {
  const title = sentence`Nothing gets through to ${dead.name}`
  const text = sentence`${title} (${dead.shown}): ${answer}. Look at it on the alerts page; until then you are told here.`
  await tellByChannels(ctx, tx, { title, text, at: now, except: dead.id, ofMember: dead.ofMember })
}

/**
 * Tells a person something of how they are told, by every channel that works, in its language: of the desk, and of the member who sees
 * some accounts whose own it is about.
 */
export async function tellByChannels(
  { db, deskId }: Pick<ServiceContext, 'db' | 'deskId'>,
  tx: Tx,
  {
    title,
    text,
    at,
    except = null,
    ofMember = null,
  }: { title: Said; text: Said; at: Date; except?: string | null; ofMember?: string | null },
): Promise<void> {
  const others = (await listChannels(tx, deskId)).filter(
    (channel) =>
      channel.id !== except &&
      (channel.ofMember === null || channel.ofMember === ofMember) &&
      channel.enabled &&
      channel.provenAt !== null &&
      channel.failingSince === null,
  )
  const ids = others.map(({ id }) => id)
  const readers = await readersOf(db, deskId, ids)
  const eventFor = ({ say }: Reader) => ({ title: say(title), text: say(text) })
  const common = { what: 'channel', ruleId: null, subject: ofMember, accountId: null, level: 'warn' }
  await insertDeliveries(
    tx,
    deskId,
    others.map((channel) => ({ ...common, event: eventFor(readers(channel)), channelId: channel.id, at, dueAt: at })),
  )
  if (others.length > 0) await notify(tx, ALERTS_CHANNEL, deskId)
}
