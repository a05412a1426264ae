import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ServiceContext } from '../context'
import { perp, token } from '../domain/holdings.testing'
import { guardedHttp } from '../notify/http'
import { Receiver } from '../notify/receiver.testing'
import { addChannel, testChannel } from '../services/alerts/channels'
import { refreshAccount } from '../services/balances/refresh-account'
import { testDesk } from '../services/desk.testing'
import { storeToken } from '../services/tokens/create'
import { addWebhook } from '../services/webhooks/manage'
import { keepAlertsUntil } from './alerts'

const desk = testDesk()
let receiver: Receiver

beforeEach(async () => {
  receiver = new Receiver()
  await receiver.listen()
  const means = { baseUrl: 'https://ballast.example.com', mail: undefined, linkKey: randomBytes(32) }
  desk.ctx = { ...desk.ctx, alerts: { ...means, http: guardedHttp([receiver.host], undefined, 600_000) } }
})
afterEach(() => receiver.close())

async function channel(ctx: ServiceContext, name: string): Promise<void> {
  const { channel: made } = await addChannel(ctx, { kind: 'webhook', name, settings: { url: `${receiver.url}/${name}` } })
  await testChannel(ctx, { id: made.id })
}

it('a receiver that says nothing holds up nobody else', async () => {
  const { ctx } = desk
  await channel(ctx, 'silent')
  receiver.received.length = 0
  receiver.answers.push('silence')
  const stopping = new AbortController()
  const keeping = keepAlertsUntil(ctx, stopping.signal, { lookMs: 50 })
  try {
    const near = [token('USDT', '10000'), perp('BTC', '1', '50000', { markPrice: '50000', liquidationPrice: '45000' })]
    const { id, fake } = await desk.connect('Main', near)
    fake.holdings.holdings = near
    expect(await refreshAccount(ctx, id)).toMatchObject({ ok: true })
    await receiver.count(1)
    // Another channel, of whomever, that comes while that one is waited for.
    await channel(ctx, 'prompt')
    await ctx.db.asDesk(ctx.deskId, (tx) => tx.execute("update channels set rests_until = null where name = 'prompt'"))
    const { id: second, fake: worse } = await desk.connect('Second', near)
    worse.holdings.holdings = near
    desk.clock.advance(1)
    expect(await refreshAccount(ctx, second)).toMatchObject({ ok: true })
    await expect.poll(() => receiver.received.filter(({ path }) => path === '/prompt').length, { timeout: 60_000 }).toBe(2)
    const [silent] = await ctx.db.asDesk(ctx.deskId, (tx) =>
      tx.execute<{ state: string; attempts: number }>(`
        select d.state, d.attempts from deliveries d join channels c on c.id = d.channel_id
        where c.name = 'silent' order by d.id limit 1`),
    )
    expect(silent).toEqual({ state: 'waiting', attempts: 0 })
  } finally {
    stopping.abort()
    await keeping
  }
})

it('nor does a webhook of a token whose receiver says nothing', async () => {
  const { ctx } = desk
  const { token: bot } = await storeToken(ctx, { name: 'Bot', scopes: ['read'] }, null)
  for (const path of ['one', 'other']) {
    await addWebhook(ctx, { tokenId: bot.id, url: `${receiver.url}/${path}`, events: ['snapshot'] })
  }
  receiver.answers.push('silence')
  const stopping = new AbortController()
  const keeping = keepAlertsUntil({ ...ctx, now: () => new Date() }, stopping.signal, { lookMs: 50 })
  try {
    const { id } = await desk.connect('Main', [token('USDT', '10')])
    expect(await refreshAccount(ctx, id)).toMatchObject({ ok: true })
    await receiver.count(2)
    const [silent] = receiver.received
    const other = () => receiver.received.filter(({ path }) => path !== silent?.path).length
    expect(other()).toBe(1)
    desk.clock.advance(60)
    expect(await refreshAccount(ctx, id)).toMatchObject({ ok: true })
    await expect.poll(other, { timeout: 60_000 }).toBe(2)
    expect(receiver.received.length - other()).toBe(1)
  } finally {
    stopping.abort()
    await keeping
  }
})
