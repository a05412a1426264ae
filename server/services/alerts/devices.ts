import { randomUUID } from 'node:crypto'
import { uniqueViolation } from '@/db/errors'
import {
  countChannels,
  deleteChannel,
  deleteFormerDevices,
  findDevice,
  findDeviceOfSession,
  insertDevice,
  updateChannel,
} from '@/db/queries/channels'
import type { ServiceContext } from '@/server/context'
import { deviceOf } from '@/server/domain/alerts/device'
import type { ChannelView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { AddDeviceInput, DeviceInput, RenewDeviceInput } from '@/server/schemas/alerts'
import { recordAudit } from '../audit/record'
import { requireSession } from '../authorise'
import { alertsChanged } from './apply'
import { sealChannel } from './channel-secret'
import { channelView, MOST_CHANNELS, opened } from './channels'

/**
 * The key that a browser subscribes by; made when it is first asked for.
 * @throws DomainError `unavailable` where this installation sends no push messages
 */
export async function pushKey(ctx: ServiceContext): Promise<{ publicKey: string }> {
  requireSession(ctx)
  const push = ctx.alerts?.push
  if (!push) throw new DomainError('unavailable', 'Push messages are not sent by this installation.')
  const { publicKey } = await push.keys()
  return { publicKey }
}

/**
 * Has this browser told by push, while its session lasts. The one that a person has already stays, made well again.
 * @throws DomainError `bad_request` for what is no subscription; `conflict` where there are too many channels, or (at `device`)
 *   where the browser still tells somebody else and has to subscribe anew
 */
export async function addDevice(ctx: ServiceContext, { name, ...subscription }: AddDeviceInput): Promise<ChannelView> {
  const { sessionId } = requireSession(ctx)
  const { userId } = ctx
  const { shown, settings } = opened('webpush', subscription)
  const device = await deviceOf(subscription)
  const id = randomUUID()
  const sealed = await sealChannel(ctx, id, settings)
  const now = ctx.now()
  return ctx.db.asUser(userId, async (tx) => {
    const known = await findDevice(tx, userId, device)
    if (known) {
      const again = await updateChannel(tx, userId, known.id, { sessionId, enabled: true, failingSince: null, failure: null })
      await alertsChanged(ctx, tx)
      return channelView(again ?? known)
    }
    await deleteFormerDevices(tx, userId, sessionId)
    if ((await countChannels(tx, userId)) >= MOST_CHANNELS) {
      throw new DomainError('conflict', `There are ${MOST_CHANNELS} channels already. Take one away first.`)
    }
    const row = await insertDevice(tx, userId, { id, kind: 'webpush', name, shown, ...sealed, device, sessionId, createdAt: now })
    if (!row) {
      const message = 'This browser still tells somebody else. Try once more.'
      throw new DomainError('conflict', message, { fields: { device: message } })
    }
    await recordAudit(tx, userId, ctx.actor, now, 'channel_added', { channel: id, kind: 'webpush', name })
    await alertsChanged(ctx, tx)
    return channelView(row)
  })
}

/**
 * Has a browser's channel go on by the subscription that took the former one's place: browsers renew them by themselves, also
 * while no page is open. Switched off because the former one was over, it is on again.
 * @throws DomainError `not_found` where this browser tells the person nothing; `bad_request` for what is no subscription;
 *   `conflict` where somebody else is told by it
 */
export async function renewDevice(ctx: ServiceContext, { former, ...subscription }: RenewDeviceInput): Promise<ChannelView> {
  const { sessionId } = requireSession(ctx)
  const { userId } = ctx
  const { shown, settings } = opened('webpush', subscription)
  const [device, before] = [await deviceOf(subscription), former && (await deviceOf(former))]
  try {
    return await ctx.db.asUser(userId, async (tx) => {
      const row =
        (before && (await findDevice(tx, userId, before))) ??
        (await findDevice(tx, userId, device)) ??
        (await findDeviceOfSession(tx, userId, sessionId))
      if (!row) throw new DomainError('not_found', 'This browser tells you nothing. Turn it on again on the alerts page.')
      const sealed = await sealChannel(ctx, row.id, settings)
      const isOver = row.failingSince !== null
      const change = { ...sealed, shown, device, sessionId, enabled: row.enabled || isOver, failingSince: null, failure: null }
      const changed = await updateChannel(tx, userId, row.id, { ...change, restsUntil: null })
      await recordAudit(tx, userId, ctx.actor, ctx.now(), 'channel_changed', { channel: row.id, subscription: 'renewed' })
      await alertsChanged(ctx, tx)
      return channelView(changed ?? row)
    })
  } catch (error) {
    if (uniqueViolation(error) !== 'channels_device') throw error
    throw new DomainError('conflict', 'This browser still tells somebody else.', { cause: error })
  }
}

/**
 * Says whether a browser's subscription is the person's, and has it last as long as the session that it is now seen in. One
 * that is not theirs (somebody else's, whose session ended without a word) is to be given up by the browser.
 */
export async function seeDevice(ctx: ServiceContext, { device }: DeviceInput): Promise<{ mine: boolean }> {
  const { sessionId } = requireSession(ctx)
  const { userId } = ctx
  return ctx.db.asUser(userId, async (tx) => {
    const row = await findDevice(tx, userId, device)
    if (!row) return { mine: false }
    if (row.sessionId !== sessionId) await updateChannel(tx, userId, row.id, { sessionId })
    return { mine: true }
  })
}

/** Takes this browser away as somebody signs out in it. Nothing happens where it tells them nothing. */
export async function removeDevice(ctx: ServiceContext, { device }: DeviceInput): Promise<void> {
  requireSession(ctx)
  const { userId } = ctx
  await ctx.db.asUser(userId, async (tx) => {
    const row = await findDevice(tx, userId, device)
    if (!row) return
    await deleteChannel(tx, userId, row.id)
    await recordAudit(tx, userId, ctx.actor, ctx.now(), 'channel_removed', { channel: row.id })
    await alertsChanged(ctx, tx)
  })
}
