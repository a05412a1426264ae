import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { insertMember } from '@/db/queries/desk-people'
import { insertSession, revokeSessions } from '@/db/queries/sessions'
import type { ServiceContext } from '@/server/context'
import { deviceOf } from '@/server/domain/alerts/device'
import { perp, token } from '@/server/domain/holdings.testing'
import type { Holding } from '@/server/domain/types'
import { DomainError } from '@/server/errors'
import {
  type BrowserSubscription,
  openPush,
  someSubscription,
  subscribeAt,
  whoSigned,
} from '@/server/notify/push-service.testing'
import { Receiver } from '@/server/notify/receiver.testing'
import { personOf } from '../authorise'
import { refreshAccount } from '../balances/refresh-account'
import { testDesk } from '../desk.testing'
import { createDesk } from '../desks/manage'
import { closeSession, revokeAllSessions } from '../sessions/revoke'
import { signedInUser } from '../testing'
import { addChannel, changeChannel, listChannels, testChannel } from './channels'
import { deliverDue } from './deliver'
import { addDevice, pushKey, removeDevice, renewDevice, seeDevice, testDevice } from './devices'
import { listHistory } from './history'
import { alertMeans } from './means.testing'

const desk = testDesk()
let service: Receiver
let ctx: ServiceContext
let browser: BrowserSubscription

beforeEach(async () => {
  service = new Receiver()
  await service.listen()
  browser = subscribeAt(service.url)
  const alerts = alertMeans(desk.database.db, [service.host])
  desk.ctx = { ...desk.ctx, alerts }
  ctx = desk.ctx
})
afterEach(() => service.close())

const near = (distance: number): Holding[] => [
  token('USDT', '10000'),
  perp('BTC', '1', '50000', { markPrice: '50000', liquidationPrice: String(50_000 * (1 - distance)) }),
]
const subscription = ({ endpoint, p256dh, auth }: Omit<BrowserSubscription, 'privateKey'> = browser) => ({
  endpoint,
  p256dh,
  auth,
})

/** Turns this browser on, as the page does: what it is sent as a test proves it. */
async function turnedOn(as = ctx): Promise<string> {
  const { id } = await addDevice(as, { name: 'Phone', ...subscription() })
  await testChannel(as, { id })
  service.received.length = 0
  return id
}

/** The same person in another browser. */
async function elsewhere(expiresAt = new Date('2100-01-01T00:00:00Z')): Promise<ServiceContext> {
  const session = await ctx.db.asUser(personOf(ctx), (tx) =>
    insertSession(tx, personOf(ctx), { expiresAt, userAgent: null, ipAddress: null, now: ctx.now() }),
  )
  return {
    ...ctx,
    actor: { kind: 'session', sessionId: session.id, userId: personOf(ctx), role: 'owner', ipAddress: null, userAgent: null },
  }
}

/** Has the account near to liquidation, so that something is told. */
async function fires(name = 'Main'): Promise<void> {
  const { id, fake } = await desk.connect(name, near(0.1))
  fake.holdings.holdings = near(0.1)
  desk.clock.advance(60)
  expect(await refreshAccount(ctx, id)).toMatchObject({ ok: true })
}

const opened = (index = 0): { body: string } =>
  JSON.parse(openPush(service.received[index]?.raw ?? Buffer.alloc(0), browser).toString('utf8'))

describe('a browser', () => {
  it('is proven by a test, and told what fires by the key that it subscribed with', async () => {
    const made = await addDevice(ctx, { name: 'Phone', ...subscription() })
    expect(made).toMatchObject({ kind: 'webpush', shown: 'by 127.0.0.1', provenAt: null, device: await deviceOf(subscription()) })
    expect(JSON.stringify(made)).not.toContain(browser.auth)
    service.answers.push({ status: 201 })
    expect((await testChannel(ctx, { id: made.id })).provenAt).not.toBeNull()
    expect(opened().body).toBe('You asked for this test of Phone.')
    service.received.length = 0
    await fires()
    await deliverDue(ctx, ctx.signal)
    expect(opened().body).toMatch(/^BTC:PERP-USDT is 10 % from liquidation/i)
    const [got] = service.received
    expect(got && whoSigned(got).publicKey).toBe((await pushKey(ctx)).publicKey)
  })

  it('has one row, however often it is turned on, and a new subscription takes the old one’s place', async () => {
    const id = await turnedOn()
    await changeChannel(ctx, { id, enabled: false })
    expect(await addDevice(ctx, { name: 'Phone', ...subscription() })).toMatchObject({ id, enabled: true })
    await addDevice(ctx, { name: 'Phone', ...someSubscription() })
    expect(await listChannels(ctx)).toHaveLength(1)
    const other = await elsewhere()
    await addDevice(other, { name: 'Desktop', ...someSubscription() })
    expect(await listChannels(ctx)).toHaveLength(2)
  })

  it('whose subscription is over is told nothing more, and the other channels say so once', async () => {
    const id = await turnedOn()
    const { channel } = await addChannel(ctx, { kind: 'webhook', name: 'Desk', settings: { url: `${service.url}/in` } })
    await testChannel(ctx, { id: channel.id })
    service.received.length = 0
    for (let i = 0; i < 2; i++) service.answers.push({ status: 410 }, { status: 410 })
    await changeChannel(ctx, { id: channel.id, enabled: false })
    await fires()
    await deliverDue(ctx, ctx.signal)
    expect(service.received).toHaveLength(1)
    service.answers.length = 0
    await changeChannel(ctx, { id: channel.id, enabled: true })
    const gone = (await listChannels(ctx)).find((each) => each.id === id)
    expect(gone).toMatchObject({ enabled: false, failure: expect.stringContaining('turn them on there again') })
    expect(gone?.failingSince).not.toBeNull()
    await fires('Second')
    for (let look = 0; look < 3; look++) {
      desk.clock.advance(11)
      await deliverDue(ctx, ctx.signal)
    }
    expect(service.received.slice(1).map(({ path }) => path)).toEqual(['/in'])
    const { rows } = await listHistory(ctx, { before: null })
    expect(rows.filter(({ state }) => state === 'waiting')).toEqual([])
    expect(rows.find(({ channelName }) => channelName === 'Phone')).toMatchObject({ state: 'failed' })
  })

  it('that dies while others listen is told by them', async () => {
    await turnedOn()
    const { channel } = await addChannel(ctx, {
      kind: 'slack',
      name: 'Slack',
      settings: { url: `${service.url}/services/A/B/C` },
    })
    await testChannel(ctx, { id: channel.id })
    service.received.length = 0
    await changeChannel(ctx, { id: channel.id, least: 'urgent' })
    service.answers.push({ status: 404 })
    await fires()
    await deliverDue(ctx, ctx.signal)
    desk.clock.advance(11)
    await deliverDue(ctx, ctx.signal)
    expect(service.received.at(-1)?.path).toBe('/services/A/B/C')
    expect(service.received.at(-1)?.body).toContain('Nothing gets through to Phone')
  })

  it('keeps what its push service cannot take now, as long as it asks', async () => {
    await turnedOn()
    service.answers.push({ status: 429, headers: { 'retry-after': '120' } })
    await fires()
    await deliverDue(ctx, ctx.signal)
    desk.clock.advance(60)
    expect(await deliverDue(ctx, ctx.signal)).toBe(0)
    desk.clock.advance(61)
    await deliverDue(ctx, ctx.signal)
    expect(service.received).toHaveLength(2)
    expect(opened(1)).toEqual(opened(0))
    expect(service.received[1]?.headers.topic).toBe(service.received[0]?.headers.topic)
  })
})

describe('nothing of a person comes to a browser', () => {
  it('that they signed out in', async () => {
    await turnedOn()
    await closeSession(ctx)
    expect(await listChannels(ctx)).toEqual([])
    await fires()
    await deliverDue(ctx, ctx.signal)
    expect(service.received).toEqual([])
  })

  it('by its own word before it signs out', async () => {
    await turnedOn()
    const device = await deviceOf(subscription())
    await removeDevice(await elsewhere(), { device })
    await removeDevice(ctx, { device })
    expect(await listChannels(ctx)).toEqual([])
  })

  it('whose session was ended from another one, also where it had ended by itself before', async () => {
    const phone = await elsewhere()
    await turnedOn(phone)
    const lost = await elsewhere(new Date('2026-01-01T00:00:00Z'))
    const { device } = await addDevice(lost, { name: 'Lost', ...someSubscription() })
    expect(await listChannels(ctx)).toHaveLength(2)
    await ctx.db.asSystem((tx) => revokeSessions(tx, ctx.deskId, { except: null, now: ctx.now() }))
    expect(await listChannels(ctx)).toEqual([])
    expect(await seeDevice(ctx, { device: device ?? '' })).toEqual({ mine: false })
  })

  it('but to the one that ends the others', async () => {
    const id = await turnedOn()
    const phone = await elsewhere()
    await addDevice(phone, { name: 'Old phone', ...someSubscription() })
    await revokeAllSessions(ctx, { includeCurrent: false, revokeTokens: false })
    expect((await listChannels(ctx)).map((each) => each.id)).toEqual([id])
  })

  it('where somebody else is now: what they see is not theirs, and the same subscription is taken from nobody', async () => {
    await turnedOn()
    const stranger: ServiceContext = { ...(await signedInUser(ctx)), alerts: ctx.alerts }
    const device = await deviceOf(subscription())
    expect(await seeDevice(stranger, { device })).toEqual({ mine: false })
    await expect(addDevice(stranger, { name: 'Phone', ...subscription() })).rejects.toMatchObject({
      code: 'conflict',
      fields: { device: expect.any(String) },
    })
    await removeDevice(stranger, { device })
    expect(await listChannels(stranger)).toEqual([])
    expect(await listChannels(ctx)).toHaveLength(1)
  })

  it('by a token: subscribing is a browser’s', async () => {
    const token: ServiceContext = {
      ...ctx,
      actor: { kind: 'token', tokenId: 'x', userId: null, scopes: ['read', 'manage'], ipAddress: null, userAgent: null },
    }
    await expect(addDevice(token, { name: 'Phone', ...subscription() })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(pushKey(token)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a subscription that the browser renewed', () => {
  it('takes the former one’s place: the channel stays, proven, and is told by the new one alone', async () => {
    const id = await turnedOn()
    const former = subscription()
    browser = subscribeAt(service.url)
    const renewed = await renewDevice(ctx, { ...subscription(), former })
    expect(renewed).toMatchObject({ id, enabled: true, device: await deviceOf(subscription()) })
    expect(renewed.provenAt).not.toBeNull()
    expect(await seeDevice(ctx, { device: await deviceOf(former) })).toEqual({ mine: false })
    // Told once more, after an answer that was lost, it is the same.
    expect(await renewDevice(ctx, { ...subscription(), former })).toMatchObject({ id })
    await fires()
    await deliverDue(ctx, ctx.signal)
    expect(opened().body).toMatch(/^BTC:PERP-USDT is 10 % from liquidation/i)
    expect(await listChannels(ctx)).toHaveLength(1)
  })

  it('is known by its session where the browser does not say whose place it takes', async () => {
    const id = await turnedOn()
    expect(await renewDevice(ctx, { ...subscription(subscribeAt(service.url)), former: null })).toMatchObject({ id })
  })

  it('is on again where the former one was over before that was told, and off where its person switched it off', async () => {
    const id = await turnedOn()
    service.answers.push({ status: 410 })
    await fires()
    await deliverDue(ctx, ctx.signal)
    expect(await listChannels(ctx)).toMatchObject([{ id, enabled: false }])
    const former = subscription()
    browser = subscribeAt(service.url)
    expect(await renewDevice(ctx, { ...subscription(), former })).toMatchObject({ id, enabled: true, failure: null })
    await changeChannel(ctx, { id, enabled: false })
    const next = subscription(subscribeAt(service.url))
    expect(await renewDevice(ctx, { ...next, former: subscription() })).toMatchObject({ id, enabled: false })
  })

  it('is nobody else’s: not a stranger’s by the former one’s name, nor one that tells somebody else, nor a token’s', async () => {
    await turnedOn()
    const stranger: ServiceContext = { ...(await signedInUser(ctx)), alerts: ctx.alerts }
    const next = subscription(subscribeAt(service.url))
    await expect(renewDevice(stranger, { ...next, former: subscription() })).rejects.toMatchObject({ code: 'not_found' })
    await addDevice(stranger, { name: 'Theirs', ...next })
    await expect(renewDevice(ctx, { ...next, former: subscription() })).rejects.toMatchObject({ code: 'conflict' })
    expect(await seeDevice(ctx, { device: await deviceOf(subscription()) })).toEqual({ mine: true })
    const actor = {
      kind: 'token',
      tokenId: 'x',
      userId: null,
      scopes: ['read', 'manage'],
      ipAddress: null,
      userAgent: null,
    } as const
    const asToken: ServiceContext = { ...ctx, actor: { ...actor, scopes: [...actor.scopes] } }
    await expect(renewDevice(asToken, { ...next, former: null })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a browser that tells of one desk', () => {
  /** The same person, in the same browser, on a page of a desk with others. */
  async function onShared(): Promise<ServiceContext> {
    const { id } = await createDesk(ctx, { name: 'Fund' })
    return { ...ctx, deskId: id }
  }

  it('is theirs on the pages of their others too, is renewed and taken away from there', async () => {
    const id = await turnedOn()
    const shared = await onShared()
    const former = subscription()
    expect(await seeDevice(shared, { device: await deviceOf(former) })).toEqual({ mine: true })
    browser = subscribeAt(service.url)
    expect(await renewDevice(shared, { ...subscription(), former })).toMatchObject({ id })
    await fires()
    await deliverDue(ctx, ctx.signal)
    expect(opened().body).toMatch(/^BTC:PERP-USDT is 10 % from liquidation/i)
    await removeDevice(shared, { device: await deviceOf(subscription()) })
    expect(await listChannels(ctx)).toEqual([])
  })

  it('is not taken from it by a slip: the other one says where it is on', async () => {
    await turnedOn()
    const shared = await onShared()
    const refused = await addDevice(shared, { name: 'Phone', ...subscription() }).catch((error: unknown) => error)
    const { code, message, fields } = refused instanceof DomainError ? refused : { code: null, message: null, fields: null }
    // A browser subscribes anew for an error at its field, and the desk of before would be told of nothing.
    expect([code, message, fields]).toEqual(['conflict', expect.stringContaining('of the desk "Desk"'), undefined])
    expect(await listChannels(ctx)).toHaveLength(1)
  })

  it('goes on by its newest subscription, where one that is over still stands on another desk', async () => {
    const shared = await onShared()
    await addDevice(shared, { name: 'Phone', ...subscription() })
    desk.clock.advance(60)
    const { id } = await addDevice(ctx, { name: 'Phone', ...someSubscription() })
    browser = subscribeAt(service.url)
    expect(await renewDevice(ctx, { ...subscription(), former: null })).toMatchObject({ id })
  })

  it('is proven by whoever sits at it, from a page of any of their desks', async () => {
    const shared = await onShared()
    await addDevice(shared, { name: 'Phone', ...subscription() })
    const device = await deviceOf(subscription())
    expect((await testDevice(ctx, { device })).provenAt).not.toBeNull()
    expect(opened().body).toBe('You asked for this test of Phone.')
    expect(await listChannels(shared)).toMatchObject([{ device, provenAt: expect.any(Date) }])
  })

  it('is not another member’s who signs in where somebody did not sign out', async () => {
    const shared = await onShared()
    await turnedOn(shared)
    const other = await signedInUser(ctx)
    await ctx.db.asSystem((tx) =>
      insertMember(tx, { deskId: shared.deskId, userId: other.userId, role: 'manager', tagIds: null, createdAt: ctx.now() }),
    )
    const there = { ...other, deskId: shared.deskId, alerts: ctx.alerts } as ServiceContext
    const device = await deviceOf(subscription())
    expect(await seeDevice(there, { device })).toEqual({ mine: false })
    await expect(testDevice(there, { device })).rejects.toMatchObject({ code: 'not_found' })
    await removeDevice(there, { device })
    expect(await listChannels(shared)).toHaveLength(1)
    expect(await seeDevice(shared, { device })).toEqual({ mine: true })
  })
})

it('a browser goes on in the session that takes another one’s place there', async () => {
  const id = await turnedOn()
  const next = await elsewhere()
  const { sessionId } = next.actor.kind === 'session' ? next.actor : { sessionId: '' }
  await closeSession(ctx, { next: sessionId })
  expect((await listChannels(next)).map((each) => each.id)).toEqual([id])
  const third = await elsewhere()
  expect(await seeDevice(third, { device: await deviceOf(subscription()) })).toEqual({ mine: true })
  await closeSession(next)
  expect(await listChannels(third)).toHaveLength(1)
  await closeSession(third)
  expect(await listChannels(ctx)).toEqual([])
})
