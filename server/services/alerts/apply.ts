import type { Db, Tx } from '@/db/client'
import { ALERTS_CHANNEL, writeAlertStates } from '@/db/queries/alerts'
import { listChannels } from '@/db/queries/channels'
import { dropWaiting, gatheringUntil, insertDeliveries, type NewDelivery } from '@/db/queries/deliveries'
import { notify } from '@/db/queries/live'
import { insertStreamEvents, type NewStreamEvent } from '@/db/queries/stream-events'
import type { ServiceContext } from '@/server/context'
import { type Judged, judge, type Look, type StoredState, type Unreadable } from '@/server/domain/alerts/judge'
import { type QuietHours, tellAt } from '@/server/domain/alerts/quiet-hours'
import { compareLevels, type Level } from '@/server/domain/alerts/rule'
import { eventText } from '@/server/domain/alerts/wording'
import { announce } from '../live/announce'
import type { AlertData } from '../stream/events'
import { OwnAlerts } from './own'
import { timeZoneOf } from './time-zone'
import { alertCache, readWatched, type Watched } from './watch'

/** One look at some of a person's rules. */
export interface LookAt {
  /** What each rule sees, by the rules that are on. */
  look(rules: Watched['rules']): Look[]
  /** Which of the states that are kept it covers. */
  covers(state: StoredState): boolean
  unreadable?: Unreadable
}

/**
 * What is old is told after a good minute, together with all that grows old meanwhile: accounts of an exchange that is down
 * pass their limit one after another, as they were last read.
 */
const GATHER_MS = 70_000

const isQuiet = ({ changed, well, told }: Judged) => changed.length + well.length + told.length === 0

function judged(ctx: ServiceContext, watched: Watched, { look, covers, unreadable }: LookAt): Judged {
  const stored = watched.states.filter(covers)
  return judge(look(watched.rules), stored, {
    now: ctx.now(),
    steadiness: watched.steadiness,
    ...(unreadable && { unreadable }),
  })
}

/**
 * Judges by what this process knows, which mostly changes nothing and then asks nothing. Where something does, the same is
 * judged again by what is stored, nobody else judging meanwhile, and stored in one transaction with what is to be told.
 */
export async function applyLook(ctx: ServiceContext, at: LookAt): Promise<void> {
  const cache = alertCache(ctx)
  const known = await cache.of(ctx)
  if (isQuiet(judged(ctx, known, at))) return
  await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const watched = await readWatched(ctx, tx, { lock: true })
    const found = judged(ctx, watched, at)
    if (!isQuiet(found)) await store(ctx, tx, watched, found)
  })
  cache.forget(ctx.deskId)
}

async function store(ctx: ServiceContext, tx: Tx, watched: Watched, { changed, well, told }: Judged): Promise<void> {
  const { deskId } = ctx
  const heard = heardOf(watched, told)
  const messages = await deliveriesOf(ctx, tx, watched, heard)
  const events = heard.map((each) => streamEvent(each, ctx.now()))
  const states = changed.map((state) => ({ ...state }))
  // None builds on another’s answer: sent behind each other, so that the message is on its way as soon as may be.
  await Promise.all([
    writeAlertStates(tx, deskId, states, well),
    insertDeliveries(tx, deskId, messages),
    insertStreamEvents(tx, deskId, events),
    // One channel of the database wakes those who send and those who keep rules in mind.
    notify(tx, ALERTS_CHANNEL, deskId),
    announce(tx, deskId, { kind: 'alerts' }),
  ])
}

/** The quiet hours that a person keeps; null: none. */
async function quietOf(db: Db, tx: Tx, deskId: string, settings: Watched['settings']): Promise<QuietHours | null> {
  if (!settings || settings.quietFrom === null || settings.quietTo === null) return null
  const timeZone = await timeZoneOf(db, tx, deskId, settings)
  return { from: settings.quietFrom, to: settings.quietTo, urgentPasses: settings.urgentPasses, timeZone }
}

/** Not what is of muted accounts, nor what is kept quiet. */
function heardOf(watched: Watched, told: Judged['told']): Judged['told'] {
  return told.filter(({ accountId, snoozed }) => !snoozed && !(accountId !== null && watched.mutes.has(accountId)))
}

/** The same for programs that listen. */
function streamEvent({ ruleId, subject, accountId, event }: Judged['told'][number], at: Date): NewStreamEvent {
  const { told, level, kind, since } = event
  const data: AlertData = {
    ...{ told, kind, ruleId, subject, text: eventText(event), since: since.toISOString() },
    level: level === 'urgent' ? 'urgent' : 'warn',
  }
  return { at, kind: 'alert', accountId, data }
}

/**
 * What is to be sent to whom; well again only where it was heard of before. What a member who sees some accounts may not be told is
 * passed over as it is put into the outbox.
 */
async function deliveriesOf(ctx: ServiceContext, tx: Tx, watched: Watched, heard: Judged['told']): Promise<NewDelivery[]> {
  const { deskId } = ctx
  const now = ctx.now()
  if (heard.length === 0) return []
  const usable = (await listChannels(tx, deskId)).filter(({ enabled, provenAt }) => enabled && provenAt !== null)
  const own = await OwnAlerts.read(ctx, usable)
  const channels = usable.filter((channel) => own.mayTell(channel))
  if (channels.length === 0) return []
  const quiet = await quietOf(ctx.db, tx, deskId, watched.settings)
  const rows: NewDelivery[] = []
  const isOld = ({ event }: (typeof heard)[number]) => event.told === 'raised' && event.facts.what === 'stale'
  const gathered = heard.some(isOld) ? await gatheringUntil(tx, deskId, now, GATHER_MS) : now
  for (const each of heard) {
    const { ruleId, subject, accountId, event } = each
    const never = event.told === 'cleared' ? new Set(await dropWaiting(tx, deskId, { ruleId, subject })) : new Set<string>()
    const from = isOld(each) ? gathered : now
    const dueAt = tellAt(from, event.told === 'cleared' ? 'warn' : event.level, quiet)
    for (const { id, least } of channels) {
      const floor: Level = least === 'urgent' ? 'urgent' : 'warn'
      if (compareLevels(event.level, floor) < 0 || never.has(id)) continue
      rows.push({ channelId: id, what: 'alert', event, ruleId, subject, accountId, level: event.level, at: now, dueAt })
    }
  }
  return rows
}

/** Wakes those who send, and has everybody read the person's rules again. */
export async function alertsChanged(ctx: ServiceContext, tx: Tx): Promise<void> {
  await notify(tx, ALERTS_CHANNEL, ctx.deskId)
  await announce(tx, ctx.deskId, { kind: 'alerts' })
}
