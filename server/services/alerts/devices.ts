import { randomUUID } from 'node:crypto'
import { uniqueViolation } from '@/db/errors'
import {
  countChannels,
  deleteChannel,
  deleteFormerDevices,
  findDevice,
  findOwnDevice,
  insertDevice,
  updateChannel,
} from '@/db/queries/channels'
import type { ServiceContext } from '@/server/context'
import { deviceOf } from '@/server/domain/alerts/device'
import type { ChannelView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { AddDeviceInput, DeviceInput, RenewDeviceInput } from '@/server/schemas/alerts'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { requireSession } from '../authorise'
import { seeLanguage } from '../settings/see-language'
import { alertsChanged } from './apply'
import { sealChannel } from './channel-secret'
import { channelView, MOST_CHANNELS, opened, testChannel } from './channels'
import { whoseAlerts } from './own'

/**
 * The key that a browser subscribes by; made when it is first asked for.
 * @throws DomainError `unavailable` where this installation sends no push messages
 */
export async function pushKey(ctx: ServiceContext): Promise<{ publicKey: string }> {
  requireSession(ctx)
  const push = ctx.alerts?.push
  if (!push) throw new DomainError('unavailable', sentence`Push messages are not sent by this installation.`)
  const { publicKey } = await push.keys()
  return { publicKey }
}

/**
 * Has this browser told by push, while its session lasts: a member who sees some accounts of what they may see. The one that a person
 * has already stays, made well again.
 * @throws DomainError `bad_request` for what is no subscription; `conflict` where there are too many channels, or (at `device`)
 *   where the browser still tells somebody else and has to subscribe anew, or where it tells the person of another desk
 */
export async function addDevice(ctx: ServiceContext, { name, ...subscription }: AddDeviceInput): Promise<ChannelView> {
  const { sessionId, userId } = requireSession(ctx)
  const { deskId } = ctx
  const ofMember = whoseAlerts(ctx, 'How alerts are told')
  const { shown, settings } = opened('webpush', subscription)
  const device = await deviceOf(subscription)
  const elsewhere = await ctx.db.whole.asSystem((tx) => findOwnDevice(tx, userId, { device }))
  if (elsewhere && elsewhere.deskId !== deskId) {
    const message = sentence`This browser tells you of the desk "${elsewhere.deskName}". It can tell of one: turn it off there first.`
    throw new DomainError('conflict', message)
  }
  const id = randomUUID()
  const sealed = await sealChannel(ctx, id, settings)
  const now = ctx.now()
  await seeLanguage(ctx)
  return ctx.db.whole.asDesk(deskId, async (tx) => {
    const known = await findDevice(tx, deskId, device)
    if (known) {
      const well = { enabled: true, failingSince: null, failure: null }
      // Somebody else of the desk may have sat at it before.
      const again = await updateChannel(tx, deskId, known.id, { sessionId, ofMember, ...well })
      await alertsChanged(ctx, tx)
      return channelView(again ?? known)
    }
    await deleteFormerDevices(tx, deskId, sessionId)
    if ((await countChannels(tx, deskId, ofMember)) >= MOST_CHANNELS) {
      throw new DomainError('conflict', sentence`There are ${MOST_CHANNELS} channels already. Take one away first.`)
    }
    const row = await insertDevice(tx, deskId, {
      ...{ id, ofMember, kind: 'webpush', name, shown, ...sealed },
      ...{ device, sessionId, createdAt: now },
    })
    if (!row) {
      const message = sentence`This browser still tells somebody else. Try once more.`
      throw new DomainError('conflict', message, { fields: { device: message } })
    }
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'channel_added', { channel: id, kind: 'webpush', name })
    await alertsChanged(ctx, tx)
    return channelView(row)
  })
}

const tellsNothing = () =>
  new DomainError('not_found', sentence`This browser tells you nothing. Turn it on again on the alerts page.`)

/**
 * Sends a test to this browser, which proves it: whoever may have it told may that, where other channels are for managers.
 * @throws DomainError `not_found` where it tells the person nothing, and as `testChannel`
 */
export async function testDevice(ctx: ServiceContext, { device }: DeviceInput): Promise<ChannelView> {
  const { userId } = requireSession(ctx)
  const row = await ctx.db.whole.asSystem((tx) => findOwnDevice(tx, userId, { device }))
  if (!row) throw tellsNothing()
  return testChannel({ ...ctx, deskId: row.deskId, db: ctx.db.whole }, { id: row.id })
}

/**
 * Has a browser's channel go on by the subscription that took the former one's place, on whichever desk it is: browsers renew them
 * by themselves, also while no page is open. Switched off because the former one was over, it is on again.
 * @throws DomainError `not_found` where this browser tells the person nothing; `bad_request` for what is no subscription;
 *   `conflict` where somebody else is told by it
 */
export async function renewDevice(ctx: ServiceContext, { former, ...subscription }: RenewDeviceInput): Promise<ChannelView> {
  const { sessionId, userId } = requireSession(ctx)
  const { shown, settings } = opened('webpush', subscription)
  const [device, before] = [await deviceOf(subscription), former && (await deviceOf(former))]
  const row = await ctx.db.whole.asSystem(
    async (tx) =>
      (before && (await findOwnDevice(tx, userId, { device: before }))) ??
      (await findOwnDevice(tx, userId, { device })) ??
      (await findOwnDevice(tx, userId, { sessionId })),
  )
  if (!row) throw tellsNothing()
  const there = { ...ctx, deskId: row.deskId, db: ctx.db.whole }
  const sealed = await sealChannel(there, row.id, settings)
  try {
    return await there.db.asDesk(there.deskId, async (tx) => {
      const isOver = row.failingSince !== null
      const change = { ...sealed, shown, device, sessionId, enabled: row.enabled || isOver, failingSince: null, failure: null }
      const changed = await updateChannel(tx, there.deskId, row.id, { ...change, restsUntil: null })
      await recordDeskAudit(tx, there.deskId, ctx.actor, ctx.now(), 'channel_changed', {
        channel: row.id,
        subscription: 'renewed',
      })
      await alertsChanged(there, tx)
      return channelView(changed ?? row)
    })
  } catch (error) {
    if (uniqueViolation(error) !== 'channels_device') throw error
    throw new DomainError('conflict', sentence`This browser still tells somebody else.`, { cause: error })
  }
}

/**
 * Says whether a browser's subscription is the person's, of whichever desk it tells, and has it last as long as the session that it
 * is now seen in. One that is not theirs (somebody else's, whose session ended without a word) is to be given up by the browser.
 */
export async function seeDevice(ctx: ServiceContext, { device }: DeviceInput): Promise<{ mine: boolean }> {
  const { sessionId, userId } = requireSession(ctx)
  return ctx.db.whole.asSystem(async (tx) => {
    const row = await findOwnDevice(tx, userId, { device })
    if (!row) return { mine: false }
    if (row.sessionId !== sessionId) await updateChannel(tx, row.deskId, row.id, { sessionId })
    return { mine: true }
  })
}

/** Takes this browser away, as somebody signs out in it or wants to be told no more, on whichever desk. Nothing happens where it tells them nothing. */
export async function removeDevice(ctx: ServiceContext, { device }: DeviceInput): Promise<void> {
  const { userId } = requireSession(ctx)
  const row = await ctx.db.whole.asSystem((tx) => findOwnDevice(tx, userId, { device }))
  if (!row) return
  const there = { ...ctx, deskId: row.deskId, db: ctx.db.whole }
  await there.db.asDesk(there.deskId, async (tx) => {
    await deleteChannel(tx, there.deskId, row.id)
    await recordDeskAudit(tx, there.deskId, ctx.actor, ctx.now(), 'channel_removed', { channel: row.id })
    await alertsChanged(there, tx)
  })
}
