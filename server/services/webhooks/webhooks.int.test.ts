import { randomBytes, randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listDeliveries } from '@/db/queries/deliveries'
import { updateMember } from '@/db/queries/desk-people'
import { insertToken } from '@/db/queries/tokens'
import { updateUser } from '@/db/queries/users'
import { claimWebhooks, updateWebhook } from '@/db/queries/webhooks'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { ServiceContext } from '@/server/context'
import { token as holding } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { type FakeAccount, FakeExchanges } from '@/server/exchanges/testing'
import { guardedHttp } from '@/server/notify/http'
import { Receiver } from '@/server/notify/receiver.testing'
import { createAccount } from '../accounts/create'
import { addChannel, testChannel } from '../alerts/channels'
import { personOf } from '../authorise'
import { refreshBalances } from '../balances/refresh'
import { addedTo } from '../desks/testing'
import { retain } from '../history/retain'
import { happen } from '../stream/happen.testing'
import { createTag } from '../tags/manage'
import { signedInUser, TestClock, testDeps } from '../testing'
import { tokenContext } from '../tokens/context'
import { storeToken } from '../tokens/create'
import { revokeToken } from '../tokens/revoke'
import { deliverWebhooks } from './deliver'
import {
  addOwnWebhook,
  addWebhook,
  changeWebhook,
  listWebhookMessages,
  listWebhooks,
  removeWebhook,
  rotateWebhookSecret,
  testWebhook,
} from './manage'

/** What is told; `server/rest/webhooks.int.test.ts` holds it to the document. */
const webhookBody = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.object({
    gap: z.object({ since: z.string(), error: z.string() }).nullable(),
    events: z.array(z.looseObject({ type: z.string(), error: z.string().optional() })),
  }),
})

let database: TestDatabase
let clock: TestClock
let exchanges: FakeExchanges
let ctx: ServiceContext
let fake: FakeAccount
let accountId: string
let tokenId: string
const receiver = new Receiver()
const signal = new AbortController().signal
let keys = 0

beforeAll(async () => {
  await receiver.listen()
  database = await testDatabase()
})
afterAll(async () => {
  await receiver.close()
  await database.close()
})
beforeEach(async () => {
  clock = new TestClock()
  exchanges = new FakeExchanges(clock.now)
  const http = guardedHttp([receiver.host])
  const alerts = { baseUrl: 'http://localhost', http, mail: undefined, linkKey: randomBytes(32) }
  ctx = await signedInUser({ ...testDeps(database.db, exchanges, clock), alerts })
  ;({ id: accountId, fake } = await connect('Main'))
  tokenId = (await storeToken(ctx, { name: 'Bot', scopes: ['read', 'manage'] }, 30)).token.id
  receiver.received.length = 0
  receiver.answers.length = 0
})
afterEach(() => database.db.asSystem((tx) => tx.execute('delete from webhooks where true')))

async function connect(name: string) {
  const apiKey = `webhook-key-${++keys}`
  const account = exchanges.open(apiKey, { holdings: [holding('USDT', '7')] })
  const { id } = await createAccount(ctx, { name, exchange: 'bybit', credentials: { apiKey, apiSecret: account.secret } })
  return { id, fake: account }
}

const ALL = ['snapshot' as const, 'account_failed' as const, 'alert' as const]
const add = (change: Partial<Parameters<typeof addWebhook>[1]> = {}) =>
  addWebhook(ctx, { tokenId, url: `${receiver.url}/hook`, events: ALL, ...change })
/** Sends what is due, as a worker does. */
async function deliver(seconds = 2): Promise<void> {
  clock.advance(seconds)
  while ((await deliverWebhooks(ctx, signal)) > 0);
}
const bodies = () => receiver.received.map(({ body }) => webhookBody.parse(JSON.parse(body)))
const errors = () => bodies().map(({ data }) => data.events.map(({ error, type }) => error ?? type))
function first() {
  const [received] = receiver.received
  if (!received) throw new Error('Nothing was received.')
  return received
}
const state = async () => (await listWebhooks(ctx))[0]

describe('a webhook', () => {
  it('is told what the stream tells, in order and together, signed with its secret', async () => {
    const { webhook, secret } = await add()
    expect(webhook).toMatchObject({ tokenId, shown: receiver.host, enabled: true, events: ALL })
    await refreshBalances(ctx, {})
    clock.advance(60)
    fake.failure = new DomainError('exchange_maintenance', 'Down for now.')
    await refreshBalances(ctx, {})
    await deliver()
    expect(receiver.received).toHaveLength(1)
    const { headers, body } = first()
    const [message] = bodies()
    expect(message).toMatchObject({ type: 'ballast.events', timestamp: '2026-01-01T00:00:00.000Z', data: { gap: null } })
    const account = { id: accountId, name: 'Main', exchange: 'bybit' }
    expect(message?.data.events).toMatchObject([
      { type: 'snapshot', account, as_of: '2026-01-01T00:00:00.000Z' },
      { type: 'account_failed', account, code: 'exchange_maintenance', error: 'Down for now.' },
    ])
    const signature = { 'webhook-id': String(headers['webhook-id']), 'webhook-signature': String(headers['webhook-signature']) }
    const expected = new Webhook(secret).sign(signature['webhook-id'], clock.now(), body)
    expect(signature['webhook-signature']).toBe(expected)
    expect(headers['webhook-timestamp']).toBe(String(Math.floor(clock.now().getTime() / 1000)))

    await deliver()
    expect(receiver.received).toHaveLength(1)
    const { rows } = await listWebhookMessages(ctx, { id: webhook.id })
    expect(rows).toMatchObject([
      { messageId: signature['webhook-id'], events: 2, attempts: 1, state: 'sent', answer: 'HTTP 200' },
    ])
    await happen(ctx, accountId, ['later'])
    await deliver()
    expect(errors()[1]).toEqual(['later'])
  })

  it('gets a hundred events a message, and only those that it wants', async () => {
    await add({ events: ['account_failed'] })
    await refreshBalances(ctx, {})
    const many = Array.from({ length: 250 }, (_, n) => `${n}`)
    await happen(ctx, accountId, many)
    await deliver()
    await deliver()
    await deliver()
    expect(errors().map(({ length }) => length)).toEqual([99, 100, 51])
    expect(errors().flat()).toEqual(many)
    await refreshBalances(ctx, {})
    await deliver()
    expect(receiver.received).toHaveLength(3)
  })

  it('of a token that is limited to some accounts hears of those alone, and of no total', async () => {
    const other = await connect('Other')
    const limited = await storeToken(ctx, { name: 'Half', scopes: ['read', 'manage'], accountIds: [accountId] }, 30)
    const owner = {
      deskId: ctx.deskId,
      tokenId: limited.token.id,
      userId: personOf(ctx),
      scopes: limited.token.scopes,
      accounts: [accountId],
      tools: [],
    }
    const asToken = tokenContext(ctx, owner, { address: '192.0.2.1', userAgent: null, signal, log: ctx.log })
    const { webhook } = await addOwnWebhook(asToken, { url: `${receiver.url}/half`, events: ALL })
    await happen(ctx, other.id, ['theirs'])
    await happen(ctx, accountId, ['ours'])
    await deliver()
    expect(errors()).toEqual([['ours']])
    expect(await listWebhooks(asToken)).toMatchObject([{ id: webhook.id }])
    expect((await listWebhookMessages(asToken, { id: webhook.id })).rows).toHaveLength(1)
  })

  it('hears of no more than whoever made its token may see just now, and of nothing while they may not sign in', async () => {
    const other = await connect('Other')
    const { id: tag } = await createTag(ctx, { name: 'Ours', kind: 'person', rules: [{ accountId, coin: null, market: null }] })
    const manager = await addedTo(await signedInUser(ctx), ctx.deskId, 'manager')
    const { token: theirs } = await storeToken(manager, { name: 'Theirs', scopes: ['read'] }, 30)
    await add({ tokenId: theirs.id })
    receiver.answers.push({ status: 500 })
    await happen(ctx, other.id, ['before'])
    await deliver()
    const become = (tagIds: string[] | null) =>
      ctx.db.asSystem((tx) => updateMember(tx, ctx.deskId, manager.userId, { role: 'manager', tagIds }))
    await become([tag])
    await happen(ctx, other.id, ['not theirs'])
    await happen(ctx, accountId, ['theirs'])
    for (let n = 0; n < 3; n++) await deliver(30)
    // The message that was under way is of nothing that they may see by now.
    expect(errors()).toEqual([['before'], [], ['theirs']])

    await ctx.db.asSystem((tx) => updateUser(tx, manager.userId, { disabledAt: clock.now() }))
    await happen(ctx, accountId, ['while they may not sign in'])
    await deliver(30)
    expect(receiver.received).toHaveLength(3)
    await ctx.db.asSystem((tx) => updateUser(tx, manager.userId, { disabledAt: null }))
    await become(null)
    await happen(ctx, other.id, ['again'])
    await deliver(30)
    expect(errors()[3]).toEqual(['while they may not sign in', 'again'])
  })

  it('is tried again with growing waits, with the same id and the same events, and what came meanwhile after it', async () => {
    const { webhook } = await add()
    receiver.answers.push({ status: 500 }, null, { status: 429, headers: { 'retry-after': '300' } })
    await happen(ctx, accountId, ['first'])
    await deliver()
    await happen(ctx, accountId, ['second'])
    await deliver(10)
    expect(receiver.received).toHaveLength(1)
    expect(await state()).toMatchObject({ enabled: true, failure: 'HTTP 500', nextTryAt: new Date('2026-01-01T00:00:17Z') })
    await deliver(5)
    await deliver(30)
    expect(receiver.received).toHaveLength(3)
    await deliver(200)
    expect(receiver.received).toHaveLength(3)
    await deliver(100)
    await deliver()
    expect(errors()).toEqual([['first'], ['first'], ['first'], ['first'], ['second']])
    expect(new Set(receiver.received.slice(0, 4).map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await state()).toMatchObject({ failingSince: null, failure: null })
    const { rows } = await listWebhookMessages(ctx, { id: webhook.id })
    expect(rows.map(({ attempts, state: how }) => [attempts, how])).toEqual([
      [1, 'sent'],
      [4, 'sent'],
    ])
  })

  it('goes out again with the same id where a worker died before it was noted', async () => {
    await add()
    await happen(ctx, accountId, ['once'])
    // Sent, and never noted: as after a kill.
    const dying = new AbortController()
    receiver.answers.push(null)
    clock.advance(2)
    const sending = deliverWebhooks({ ...ctx, now: clock.now }, dying.signal)
    await receiver.count(1)
    dying.abort(new Error('killed'))
    await sending
    await deliver(30)
    expect(receiver.received).toHaveLength(1)
    await deliver(60)
    expect(errors()).toEqual([['once'], ['once']])
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('is handed to one of several workers', async () => {
    await add()
    await happen(ctx, accountId, ['one'])
    clock.advance(2)
    await Promise.all(Array.from({ length: 4 }, () => deliverWebhooks(ctx, signal)))
    expect(errors()).toEqual([['one']])
  })

  it.each([
    ['says that it is gone', { status: 410 }, 'HTTP 410'],
    [
      'leads elsewhere',
      { status: 302, headers: { location: 'http://169.254.169.254/' } },
      'HTTP 302: redirects are not followed',
    ],
  ])('is switched off where its address %s, and its owner told by their channels', async (_what, answer, failure) => {
    const { channel } = await addChannel(ctx, { kind: 'webhook', name: 'Phone', settings: { url: `${receiver.url}/alerts` } })
    await testChannel(ctx, { id: channel.id })
    receiver.received.length = 0
    const { webhook } = await add()
    receiver.answers.push(answer)
    await happen(ctx, accountId, ['x'])
    await deliver()
    expect(await state()).toMatchObject({ enabled: false, failure, nextTryAt: null })
    const told = await ctx.db.asDesk(ctx.deskId, (tx) => listDeliveries(tx, ctx.deskId, { before: null, limit: 5 }))
    expect(told.map(({ event }) => event)).toMatchObject([{ title: `The webhook to ${receiver.host} was switched off` }])
    await happen(ctx, accountId, ['unheard'])
    await deliver(4000)
    expect(receiver.received).toHaveLength(1)

    await changeWebhook(ctx, { id: webhook.id, enabled: true })
    await happen(ctx, accountId, ['heard'])
    await deliver()
    expect(bodies()[1]?.data.gap).toMatchObject({ since: '2026-01-01T00:00:00.000Z' })
    expect(errors()[1]).toEqual(['heard'])
    await happen(ctx, accountId, ['and on'])
    await deliver()
    expect(bodies()[2]?.data).toMatchObject({ gap: null, events: [{ error: 'and on' }] })
  })

  it('is given up after eighteen tries', async () => {
    await add()
    for (let n = 0; n < 18; n++) receiver.answers.push({ status: 503 })
    await happen(ctx, accountId, ['x'])
    await deliver()
    for (let n = 0; n < 20; n++) await deliver(Math.min(3600, 15 * 2 ** n))
    expect(receiver.received).toHaveLength(18)
    expect(await state()).toMatchObject({ enabled: false, failure: 'HTTP 503' })
  })

  it('is given up after half a day, however long it asks to be left alone', async () => {
    await add()
    for (let n = 0; n < 5; n++) receiver.answers.push({ status: 503, headers: { 'retry-after': '86400' } })
    await happen(ctx, accountId, ['x'])
    await deliver()
    expect(await state()).toMatchObject({ enabled: true, nextTryAt: new Date('2026-01-01T06:00:02Z') })
    await deliver(6 * 3600)
    expect(await state()).toMatchObject({ enabled: true })
    await deliver(6 * 3600)
    expect(await state()).toMatchObject({ enabled: false, failure: 'HTTP 503' })
    expect(receiver.received).toHaveLength(3)
  })

  it('is not passed over for others that are due later, however many they are', async () => {
    const [first, second] = [await add(), await add({ url: `${receiver.url}/second` })]
    const rest = (id: string, at: string) =>
      ctx.db.asDesk(ctx.deskId, (tx) => updateWebhook(tx, ctx.deskId, id, { restsUntil: new Date(at) }))
    await rest(first.webhook.id, '2026-01-01T00:00:01Z')
    await rest(second.webhook.id, '2026-01-01T00:00:00Z')
    await happen(ctx, accountId, ['x'])
    clock.advance(2)
    const claim = () => claimWebhooks(ctx.db, clock.now(), { limit: 1, leaseSeconds: 60 })
    expect(await claim()).toMatchObject([{ webhookId: second.webhook.id }])
    expect(await claim()).toMatchObject([{ webhookId: first.webhook.id }])
    expect(await claim()).toEqual([])
  })

  it('never leads into the server’s own network', async () => {
    await add({ url: 'http://169.254.169.254/latest/meta-data' })
    await happen(ctx, accountId, ['x'])
    await deliver()
    expect(await state()).toMatchObject({ enabled: false, failure: expect.stringContaining('own network') })
  })

  it('hears nothing any more once its token has ended', async () => {
    await add()
    await revokeToken(ctx, { id: tokenId })
    const other = await storeToken(ctx, { name: 'Other', scopes: ['read'] }, 1)
    await add({ tokenId: other.token.id, url: `${receiver.url}/other` })
    await happen(ctx, accountId, ['x'])
    await deliver()
    expect(receiver.received.map(({ path }) => path)).toEqual(['/other'])
    await happen(ctx, accountId, ['y'])
    await deliver(2 * 86_400)
    expect(receiver.received).toHaveLength(1)
    for (const { id } of await listWebhooks(ctx)) {
      await expect(testWebhook(ctx, { id })).rejects.toMatchObject({ code: 'conflict' })
    }
    expect(receiver.received).toHaveLength(1)
  })

  it('is sent no test either while whoever made its token may not sign in', async () => {
    const maker = await addedTo(await signedInUser(ctx), ctx.deskId, 'manager')
    const made = await storeToken(maker, { name: 'Theirs', scopes: ['read'] }, 30)
    const { webhook } = await add({ tokenId: made.token.id })
    const disable = (disabledAt: Date | null) => ctx.db.asSystem((tx) => updateUser(tx, maker.userId, { disabledAt }))
    await disable(clock.now())
    await happen(ctx, accountId, ['x'])
    await deliver()
    await expect(testWebhook(ctx, { id: webhook.id })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('may not sign in'),
    })
    expect(receiver.received).toEqual([])
    await disable(null)
    await expect(testWebhook(ctx, { id: webhook.id })).resolves.toMatchObject({ id: webhook.id })
    expect(receiver.received).toHaveLength(1)
  })

  it('is not tried again once its token has ended, though a message of it is under way', async () => {
    await add()
    receiver.answers.push({ status: 500 })
    await happen(ctx, accountId, ['x'])
    await deliver()
    await revokeToken(ctx, { id: tokenId })
    await deliver(4000)
    expect(receiver.received).toHaveLength(1)
  })

  it('keeps events for a day where it may not have heard them, and says so where they are gone', async () => {
    await add()
    receiver.answers.push({ status: 500 }, { status: 500 })
    await happen(ctx, accountId, ['kept'])
    await deliver()
    clock.advance(3 * 3600)
    await retain(ctx, signal)
    await deliver()
    expect(errors()).toEqual([['kept'], ['kept']])
    // No worker was there for a day.
    clock.advance(25 * 3600)
    await retain(ctx, signal)
    await happen(ctx, accountId, ['young'])
    await deliver()
    await deliver()
    expect(errors().slice(2)).toEqual([[], ['young']])
    expect(bodies().map(({ data }) => data.gap?.since ?? null)).toEqual([null, null, '2026-01-01T00:00:00.000Z', null])
  })

  it('has a gap for what was forgotten while a message was under way that says nothing of it', async () => {
    const { webhook } = await add()
    await happen(ctx, accountId, ['told'])
    receiver.answers.push('silence')
    const sending = deliverWebhooks(ctx, signal)
    await receiver.count(1)
    // What retention notes where events went that it had not heard.
    const since = clock.now()
    await ctx.db.asDesk(ctx.deskId, (tx) => updateWebhook(tx, ctx.deskId, webhook.id, { gapSince: since }))
    receiver.release()
    await sending
    expect(bodies()[0]?.data).toMatchObject({ gap: null, events: [{ error: 'told' }] })
    await deliver()
    expect(bodies()[1]?.data.gap).toMatchObject({ since: since.toISOString() })
    await happen(ctx, accountId, ['on'])
    await deliver()
    expect(bodies()[2]?.data.gap).toBeNull()
  })

  it('has no gap after days in which nothing happened that it would have been told', async () => {
    const other = await connect('Quiet')
    const limited = await storeToken(ctx, { name: 'Half', scopes: ['read'], accountIds: [accountId] }, 30)
    await add({ events: ['alert'] })
    await add({ tokenId: limited.token.id, url: `${receiver.url}/limited` })
    const { id: tag } = await createTag(ctx, { name: 'Ours', kind: 'person', rules: [{ accountId, coin: null, market: null }] })
    const member = await addedTo(await signedInUser(ctx), ctx.deskId, 'manager', [tag])
    const theirs = await storeToken({ ...member, db: ctx.db }, { name: 'Theirs', scopes: ['read'] }, 30)
    await add({ tokenId: theirs.token.id, url: `${receiver.url}/member`, events: ['account_failed'] })
    await happen(ctx, other.id, ['not for any'])
    clock.advance(3 * 86_400)
    await retain(ctx, signal)
    await deliver()
    expect(receiver.received).toEqual([])
    await happen(ctx, accountId, ['heard'])
    await deliver()
    const heard = { data: { gap: null, events: [{ error: 'heard' }] } }
    expect(bodies()).toMatchObject([heard, heard])
  })

  it('says that something may be missing after a backup was restored', async () => {
    const { webhook } = await add()
    const position = `${clock.now().getTime()}.900000000000:900000000000:`
    await ctx.db.asDesk(ctx.deskId, (tx) => updateWebhook(tx, ctx.deskId, webhook.id, { position }))
    await deliver()
    expect(bodies()).toMatchObject([{ data: { gap: { since: '2026-01-01T00:00:00.000Z' }, events: [] } }])
    await happen(ctx, accountId, ['on'])
    await deliver()
    expect(errors()[1]).toEqual(['on'])
  })
})

describe('webhooks are managed', () => {
  it('with two secrets that count while receivers change over', async () => {
    const { webhook, secret } = await add()
    const next = await rotateWebhookSecret(ctx, { id: webhook.id })
    expect(next.secret).not.toBe(secret)
    await testWebhook(ctx, { id: webhook.id })
    const { headers, body } = first()
    const id = String(headers['webhook-id'])
    const signatures = String(headers['webhook-signature']).split(' ')
    expect(signatures).toEqual([next.secret, secret].map((each) => new Webhook(each).sign(id, clock.now(), body)))
    expect(JSON.parse(body)).toEqual({ type: 'ballast.test', timestamp: clock.now().toISOString(), data: {} })
    const third = await rotateWebhookSecret(ctx, { id: webhook.id })
    await testWebhook(ctx, { id: webhook.id })
    const last = String(receiver.received[1]?.headers['webhook-signature']).split(' ')
    const sent = receiver.received[1]
    const expected = [third.secret, next.secret].map((each) =>
      new Webhook(each).sign(String(sent?.headers['webhook-id']), clock.now(), sent?.body ?? ''),
    )
    expect(last).toEqual(expected)
  })

  it('by a test that says what the other side answered', async () => {
    const { webhook } = await add()
    receiver.answers.push({ status: 401, body: 'who are you' })
    await expect(testWebhook(ctx, { id: webhook.id })).rejects.toMatchObject({
      code: 'bad_request',
      message: 'The test did not arrive: HTTP 401: who are you.',
    })
  })

  it('by a token for itself alone; by nobody else', async () => {
    const mine = await add()
    const other = await storeToken(ctx, { name: 'Other', scopes: ['read', 'manage'] }, 30)
    const owner = {
      deskId: ctx.deskId,
      tokenId: other.token.id,
      scopes: other.token.scopes,
      userId: null,
      accounts: null,
      tools: [],
    }
    const asOther = tokenContext(ctx, owner, { address: '192.0.2.1', userAgent: null, signal, log: ctx.log })
    expect(await listWebhooks(asOther)).toEqual([])
    const stranger = await signedInUser(ctx)
    for (const caller of [asOther, stranger]) {
      for (const act of [removeWebhook, testWebhook, rotateWebhookSecret, listWebhookMessages, changeWebhook]) {
        await expect(act(caller, { id: mine.webhook.id })).rejects.toMatchObject({ code: 'not_found' })
      }
      const theirs = addWebhook(caller, { tokenId, url: receiver.url, events: ALL })
      await expect(theirs).rejects.toMatchObject({ code: 'not_found' })
    }
    await removeWebhook(ctx, { id: mine.webhook.id })
    expect(await listWebhooks(ctx)).toEqual([])
  })

  it('with a secret that counts, though two are made at once', async () => {
    const { webhook, secret } = await add()
    const made = await Promise.all([1, 2].map(() => rotateWebhookSecret(ctx, { id: webhook.id })))
    await testWebhook(ctx, { id: webhook.id })
    const { headers, body } = first()
    const signed = made.map((each) => new Webhook(each.secret).sign(String(headers['webhook-id']), clock.now(), body))
    expect(String(headers['webhook-signature']).split(' ').sort()).toEqual(signed.sort())
    expect(made.map((each) => each.secret)).not.toContain(secret)
  })

  it('for tokens that a person made, not for what an agent was allowed', async () => {
    const { id } = await ctx.db.asDesk(ctx.deskId, (tx) =>
      insertToken(tx, ctx.deskId, {
        ...{ name: 'Agent', hash: 'of nothing', prefix: '', scopes: ['read'], ipAllowList: null, accountIds: null, tools: [] },
        ...{ expiresAt: null, createdAt: clock.now(), clientId: randomUUID(), createdBy: personOf(ctx) },
      }),
    )
    await expect(add({ tokenId: id })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('within bounds, and for tokens that may read', async () => {
    for (let n = 0; n < 5; n++) await add()
    await expect(add()).rejects.toMatchObject({ code: 'conflict' })
    const blind = await storeToken(ctx, { name: 'Trader', scopes: ['trade'] }, 1)
    await expect(add({ tokenId: blind.token.id })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
