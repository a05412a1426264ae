import type { Tx } from '@/db/client'
import { findAlertSettings, updateAlertSettings } from '@/db/queries/alerts'
import { type ChannelRow, listChannels } from '@/db/queries/channels'
import { firedSince, insertDeliveries } from '@/db/queries/deliveries'
import { ownerOfDesk } from '@/db/queries/desk-members'
import type { ServiceContext } from '@/server/context'
import { type DigestAlert, type DigestFigures, digestText, digestWords, lastDigestAt } from '@/server/domain/alerts/digest'
import { type AlertEvent, eventText } from '@/server/domain/alerts/wording'
import { fixed } from '@/server/domain/amounts'
import { staleAccounts } from '@/server/domain/attention'
import { shareOfPutIn } from '@/server/domain/performance/dietz'
import type { Language } from '../../language/languages'
import type { Reader } from '../../language/reader'
import { loadAccounts } from '../accounts/load'
import { getAttention, getSummary } from '../overview/get'
import { gainOf } from '../performance/gain'
import { rateOf } from '../settings/display-rate'
import { settingsView } from '../settings/get'
import { alertsChanged } from './apply'
import { digestHtml } from './digest-html'
import { listFiring } from './firing'
import { pageLink } from './page-link'
import { readersOf } from './readers'
import { readEvent } from './stored-event'
import { timeZoneOf } from './time-zone'

const MOST_TOLD = 10

/**
 * Puts a digest into the outbox for each of the person's proven mail channels, in its language, if its hour has come since the last
 * one.
 * @returns whether one was written
 */
export async function digestIfDue(ctx: ServiceContext): Promise<boolean> {
  const { deskId } = ctx
  const now = ctx.now()
  const begun = await ctx.db.asDesk(deskId, async (tx) => {
    const [settings, person] = await Promise.all([findAlertSettings(tx, deskId), ownerOfDesk(ctx.db, deskId)])
    if (!settings || !person) return null
    return {
      settings,
      isPersonal: person.id === deskId,
      person: settingsView(person),
      timeZone: await timeZoneOf(ctx.db, tx, deskId, settings),
    }
  })
  if (!begun) return false
  const { settings, isPersonal, person, timeZone } = begun
  const every = settings.digest === 'daily' || settings.digest === 'weekly' ? settings.digest : null
  if (every === null) return false
  const due = lastDigestAt(now, every, settings.digestHour, timeZone)
  const since = settings.digestedAt
  // The first one comes at the next hour after it was switched on, which noted the time.
  if (since === null || since >= due) return false

  const [summary, attention, fired] = await Promise.all([
    getSummary(ctx),
    getAttention(ctx),
    ctx.db.asDesk(deskId, (tx) => firedSince(tx, deskId, since)),
  ])
  const [gain, rate] = await Promise.all([gainSince(ctx, since), rateOf(ctx, person.baseCurrency)])
  const events = fired.flatMap((stored) => readEvent(stored) ?? [])
  const figures: Omit<DigestFigures, 'fired' | 'firing'> = {
    every,
    from: since,
    to: now,
    display: { currency: person.baseCurrency, usdPerUnit: rate.usdPerUnit, timeZone },
    accounts: summary.accounts,
    equity: summary.totalEquity,
    bounds: summary.bounds,
    gain,
    gross: summary.grossExposure,
    net: summary.netExposure,
    leverage: summary.leverage,
    stale: staleAccounts(attention),
  }
  const page = (path: string) => pageLink(ctx.alerts?.baseUrl ?? '', { id: deskId, isPersonal }, path)
  const digestFor = async (reader: Reader) => {
    const told = firstOfEach(events, reader)
    const firing = await listFiring({ ...ctx, language: reader.language })
    const words = digestWords(
      {
        ...figures,
        fired: { first: told.slice(0, MOST_TOLD), of: told.length },
        firing: firing.map(({ since: at, level, text }) => ({ at, level, text })),
      },
      reader,
    )
    const pages = { overview: page('/overview'), alerts: page('/alerts') }
    const html = ctx.alerts && digestHtml(words, { pages, every }, reader)
    return { title: words.title, text: digestText(words, reader), ...(html && { html }) }
  }
  const readers = await mailReaders(ctx)
  const letters = new Map<Language, Awaited<ReturnType<typeof digestFor>>>()
  for (const reader of readers.values()) if (!letters.has(reader.language)) letters.set(reader.language, await digestFor(reader))
  return ctx.db.asDesk(deskId, async (tx) => {
    const locked = await findAlertSettings(tx, deskId, { lock: true })
    if (!locked?.digestedAt || locked.digestedAt >= due) return false
    await updateAlertSettings(tx, deskId, { digestedAt: now })
    // One that was set up a moment ago begins with the next.
    const rows = (await mailChannels(tx, deskId)).flatMap(({ id }) => {
      const reader = readers.get(id)
      const event = reader && letters.get(reader.language)
      const common = { what: 'digest', ruleId: null, subject: null, accountId: null, level: 'ok' }
      return event ? [{ ...common, event, channelId: id, at: now, dueAt: now }] : []
    })
    await insertDeliveries(tx, deskId, rows)
    await alertsChanged(ctx, tx)
    return rows.length > 0
  })
}

/** By what digests go: letters of the desk, since what they sum up is of all accounts. */
async function mailChannels(tx: Tx, deskId: string): Promise<ChannelRow[]> {
  return (await listChannels(tx, deskId)).filter(
    ({ kind, ofMember, enabled, provenAt }) => kind === 'email' && ofMember === null && enabled && provenAt !== null,
  )
}

/** Whom these letters reach, by channel. */
async function mailReaders({ db, deskId }: ServiceContext): Promise<Map<string, Reader>> {
  const channels = await db.asDesk(deskId, (tx) => mailChannels(tx, deskId))
  const readers = await readersOf(
    db,
    deskId,
    channels.map(({ id }) => id),
  )
  return new Map(channels.map((channel) => [channel.id, readers(channel)]))
}

/** What fired, each once though every channel was told, in the order in which it began. */
function firstOfEach(events: readonly AlertEvent[], reader: Reader): DigestAlert[] {
  const found = new Map<string, DigestAlert>()
  for (const event of events) {
    const text = eventText(event, reader)
    if (!found.has(text)) found.set(text, { at: event.since, level: event.level, text })
  }
  return [...found.values()]
}

/** Gain of all accounts without what came and went; null where not all of that is known. */
async function gainSince(ctx: ServiceContext, from: Date): Promise<DigestFigures['gain']> {
  const made = await gainOf(ctx, await loadAccounts(ctx, false), { from, to: ctx.now() })
  if (made.gain === null) return null
  const share = shareOfPutIn(made)
  return { usd: made.gain, share: share && fixed(share, 6) }
}
