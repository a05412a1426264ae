import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ServiceContext } from '@/server/context'
import { perp, token } from '@/server/domain/holdings.testing'
import type { Holding } from '@/server/domain/types'
import { DomainError } from '@/server/errors'
import { guardedHttp } from '@/server/notify/http'
import { Receiver } from '@/server/notify/receiver.testing'
import { standInForWorkers } from '@/server/web/worker-watch'
import { archiveAccount } from '../accounts/archive'
import { refreshAccount } from '../balances/refresh-account'
import { testDesk } from '../desk.testing'
import { addedTo } from '../desks/testing'
import { readLedgers } from '../flows/read-ledgers'
import { getAttention } from '../overview/get'
import { updateSettings } from '../settings/update'
import { addTagRule, createTag, removeTag, updateTag } from '../tags/manage'
import { signedInUser } from '../testing'
import { addChannel, changeChannel, listChannels, removeChannel, rotateSecret, testChannel } from './channels'
import { deliverDue } from './deliver'
import { countFiring, listFiring } from './firing'
import { listHistory } from './history'
import { mute, snooze, snoozeByLink } from './quiet'
import { addRule, applyPreset, changeRule, deleteRule, listRules } from './rules'
import { changeAlertSettings } from './settings'
import { tickAlerts } from './tick'

const desk = testDesk()
let receiver: Receiver
let ctx: ServiceContext

beforeEach(async () => {
  receiver = new Receiver()
  await receiver.listen()
  const alerts = {
    baseUrl: 'https://ballast.example.com',
    http: guardedHttp([receiver.host]),
    mail: undefined,
    linkKey: randomBytes(32),
  }
  desk.ctx = { ...desk.ctx, alerts }
  ctx = desk.ctx
  // Each test's clock begins anew: accounts that another one read later are none of this installation.
  await desk.database.db.asSystem((tx) => tx.execute('update accounts set archived_at = created_at where archived_at is null'))
})
afterEach(() => receiver.close())

/** A long BTC position whose price may fall this far. */
const near = (distance: number): Holding[] => [
  token('USDT', '10000'),
  perp('BTC', '1', '50000', { markPrice: '50000', liquidationPrice: String(50_000 * (1 - distance)) }),
]

async function webhookChannel(): Promise<string> {
  const { channel } = await addChannel(ctx, { kind: 'webhook', name: 'Desk', settings: { url: `${receiver.url}/in` } })
  await testChannel(ctx, { id: channel.id })
  receiver.received.length = 0
  return channel.id
}

async function read(id: string, fake: { holdings: { holdings: Holding[] } }, holdings: Holding[]): Promise<void> {
  fake.holdings.holdings = holdings
  desk.clock.advance(60)
  expect(await refreshAccount(ctx, id)).toMatchObject({ ok: true })
}

const SINCE = / (?:Since|It had fired since) [A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}, \d\d:\d\d UTC\./g

/** Sends all that is due now and a moment later; what arrived, as texts, which all say since when. */
async function arrived(): Promise<string[]> {
  return (await texted()).map((text) => {
    if (!text.startsWith('Nothing gets through')) expect(text).toMatch(SINCE)
    return text.replaceAll(SINCE, '')
  })
}

/** The same, word for word. */
async function texted(): Promise<string[]> {
  for (let rounds = 0; rounds < 5; rounds++) {
    while ((await deliverDue(ctx, ctx.signal)) > 0);
    desk.clock.advance(10)
  }
  return receiver.received.splice(0).map(({ body }) => (JSON.parse(body) as { data: { text: string } }).data.text)
}

describe('from a reading to a message', () => {
  it('tells of a position near liquidation, worse, and well again: once each', async () => {
    const { id, fake } = await desk.connect('Main', near(0.3))
    await webhookChannel()
    await read(id, fake, near(0.3))
    expect(await arrived()).toEqual([])
    await read(id, fake, near(0.12))
    expect(await arrived()).toEqual(['BTC:PERP-USDT is 12 % from liquidation, limit 15 % on Main (Binance).'])
    await read(id, fake, near(0.11))
    expect(await arrived()).toEqual([])
    await read(id, fake, near(0.04))
    expect(await arrived()).toEqual(['Urgent: BTC:PERP-USDT is 4 % from liquidation, limit 5 % on Main (Binance).'])
    expect(await listFiring(ctx)).toMatchObject([{ level: 'urgent', known: true, accountId: id }])
    for (let minute = 0; minute < 7; minute++) await read(id, fake, near(0.4))
    expect(await arrived()).toEqual(['Well again: BTC:PERP-USDT and its liquidation on Main (Binance).'])
    expect(await listFiring(ctx)).toEqual([])
  })

  it('is shown to who is limited of their accounts alone: not what fires for others, nor what does for all together', async () => {
    const one = await desk.connect('One', [token('USDT', '100')])
    const two = await desk.connect('Two', [token('USDT', '100')])
    await applyPreset(ctx, { preset: 'quiet' })
    for (const { id } of await listRules(ctx)) await deleteRule(ctx, { id })
    const rule = { kind: 'equity_level', warn: '500', urgent: null, accounts: null, passes: 'below' } as const
    for (const of of ['account', 'total'] as const) await addRule(ctx, { rule: { ...rule, of } })
    for (const { id, fake } of [one, two]) await read(id, fake, [token('USDT', '100')])
    await tickAlerts(ctx, ctx.signal)
    const { id: tag } = await createTag(ctx, {
      name: 'Half',
      kind: 'person',
      rules: [{ accountId: one.id, coin: null, market: null }],
    })
    const limited = await addedTo(await signedInUser(ctx), ctx.deskId, 'viewer', [tag])
    const told = async (as: ServiceContext) => (await listFiring(as)).map(({ accountId }) => accountId).sort()
    expect(await told(ctx)).toEqual([null, one.id, two.id].sort())
    expect(await told(limited)).toEqual([one.id])
    expect(await countFiring(limited)).toEqual({ firing: 1, urgent: false })
    const attention = JSON.stringify(await getAttention(limited))
    expect(attention).toContain(one.id)
    expect(attention).not.toMatch(/Two|all accounts/i)
    expect(attention).not.toContain(two.id)
  })

  it('watches the accounts of a tag as they are then, and none where it takes parts of accounts or is gone', async () => {
    const one = await desk.connect('One', [token('USDT', '100')])
    const two = await desk.connect('Two', [token('USDT', '100')])
    await applyPreset(ctx, { preset: 'quiet' })
    for (const { id } of await listRules(ctx)) await deleteRule(ctx, { id })
    const takes = (accountId: string, coin: string | null = null) => ({ accountId, coin, market: null })
    const fund = await createTag(ctx, { name: 'Fund', kind: 'fund', rules: [takes(one.id)] })
    const rule = { kind: 'equity_level', warn: '500', urgent: null, of: 'account', accounts: null, passes: 'below' } as const
    expect(await addRule(ctx, { rule: { ...rule, tag: fund.id } })).toMatchObject({
      text: 'Equity of what is tagged Fund below $500.00',
    })
    const firing = async () => (await listFiring(ctx)).map(({ accountId }) => accountId).sort()
    const readBoth = async () => {
      for (const { id, fake } of [one, two]) await read(id, fake, [token('USDT', '100')])
    }
    await readBoth()
    expect(await firing()).toEqual([one.id])
    await addTagRule(ctx, { id: fund.id, rule: takes(two.id) })
    await readBoth()
    expect(await firing()).toEqual([one.id, two.id].sort())
    await updateTag(ctx, { id: fund.id, rules: [takes(one.id, 'USDT')] })
    await readBoth()
    expect(await firing()).toEqual([])
    expect((await listRules(ctx)).map(({ text }) => text)).toEqual([
      'Equity of what is tagged Fund (which takes parts of accounts by now, so that nothing is watched) below $500.00',
    ])
    const refused = { code: 'bad_request', fields: { 'rule.tag': expect.any(String) } }
    await expect(addRule(ctx, { rule: { ...rule, tag: fund.id } })).rejects.toMatchObject(refused)
    await expect(addRule(ctx, { rule: { ...rule, tag: randomUUID() } })).rejects.toMatchObject(refused)
    await updateTag(ctx, { id: fund.id, rules: [takes(one.id)] })
    await readBoth()
    expect(await firing()).toEqual([one.id])
    await removeTag(ctx, fund)
    await readBoth()
    expect(await firing()).toEqual([])
    expect((await listRules(ctx)).map(({ text }) => text)).toEqual([
      'Equity of what is tagged by a tag that is gone below $500.00',
    ])
  })

  it('says since when by the person’s own clock, and of what is well again since when it had fired', async () => {
    const { id, fake } = await desk.connect('Main', near(0.1))
    await webhookChannel()
    await updateSettings(ctx, { timeZone: 'Asia/Tokyo' })
    await read(id, fake, near(0.1))
    const since = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' })
    const [fired, ...texts] = [since.format(desk.clock.now()), ...(await texted())]
    for (let minute = 0; minute < 7; minute++) await read(id, fake, near(0.4))
    texts.push(...(await texted()))
    expect(texts).toEqual([
      expect.stringMatching(new RegExp(`^BTC:PERP-USDT is 10 % .*\\. Since [A-Z][a-z]{2} .*, ${fired} GMT\\+9\\.$`)),
      expect.stringMatching(new RegExp(`^Well again: .*\\. It had fired since [A-Z][a-z]{2} .*, ${fired} GMT\\+9\\.$`)),
    ])
  })

  it('tells of a closed position that it is not open any more, not before its time; an account that cannot be read clears nothing', async () => {
    const { id, fake } = await desk.connect('Main', near(0.1))
    await webhookChannel()
    await read(id, fake, near(0.1))
    expect(await arrived()).toHaveLength(1)
    fake.failure = new DomainError('exchange_network', 'No answer.')
    for (let minute = 0; minute < 8; minute++) {
      desk.clock.advance(60)
      await refreshAccount(ctx, id)
    }
    expect((await listFiring(ctx)).filter(({ subject }) => subject.startsWith('position:'))).toHaveLength(1)
    fake.failure = null
    for (let minute = 0; minute < 3; minute++) await read(id, fake, [token('USDT', '10000')])
    expect(await listFiring(ctx)).not.toEqual([])
    expect(await listFiring(ctx)).toMatchObject([{ gone: true, text: 'No longer open: BTC:PERP-USDT on Main (Binance).' }])
    await arrived()
    for (let minute = 0; minute < 4; minute++) await read(id, fake, [token('USDT', '10000')])
    expect(await listFiring(ctx)).toEqual([])
    // It may have been liquidated: nothing says that it is well.
    expect(await arrived()).toEqual(['No longer open: BTC:PERP-USDT on Main (Binance).'])
  })

  it('says nothing of funding of a position whose wallet cannot be read, by the minute neither: it may be open', async () => {
    const rate = { rate: '0.001', nextAt: null, intervalHours: 8 }
    Object.assign(desk.exchanges, { fundingRates: async () => new Map([['BTC:PERP-USDT', rate]]) })
    const { id, fake } = await desk.connect('Main', near(0.3))
    await webhookChannel()
    await addRule(ctx, { rule: { kind: 'funding', warn: '0.5', urgent: null, accounts: null, symbol: null } })
    const minutes = async (count: number, holdings: Holding[]) => {
      for (let minute = 0; minute < count; minute++) {
        await read(id, fake, holdings)
        await tickAlerts(ctx, ctx.signal)
      }
      return (await arrived()).filter((text) => text.includes('BTC:PERP-USDT'))
    }
    expect(await minutes(1, near(0.3))).toEqual([expect.stringContaining('pays')])
    fake.holdings.notIncluded = [{ wallet: 'perp', reason: 'No answer.' }]
    expect(await minutes(10, [token('USDT', '10000')])).toEqual([])
    expect(await listFiring(ctx)).toContainEqual(
      expect.objectContaining({ subject: expect.stringMatching(/^funding:/), known: false }),
    )
    fake.holdings.notIncluded = []
    expect(await minutes(10, [token('USDT', '10000')])).toEqual(['No longer open: BTC:PERP-USDT on Main (Binance).'])
  })

  it('tells at once of a key that is refused', async () => {
    const { id, fake } = await desk.connect('Main')
    await webhookChannel()
    fake.failure = new DomainError('exchange_credentials', 'The exchange refused the key.')
    desk.clock.advance(60)
    await refreshAccount(ctx, id)
    expect(await arrived()).toEqual(['Urgent: the key is refused (The exchange refused the key) on Main (Binance).'])
  })

  it('counts a burst in one message, also where accounts grow old one after another, and none is lost', {
    timeout: 60_000,
  }, async () => {
    await webhookChannel()
    const accounts: Awaited<ReturnType<typeof desk.connect>>[] = []
    for (let i = 0; i < 200; i++) accounts.push(await desk.connect(`Account ${i}`, near(0.3)))
    // Another exchange is read all the while: it is not the installation that reads nothing.
    const alive = await desk.connect('Alive', [token('USDT', '1')], 'bybit')
    const first = desk.clock.now().getTime()
    for (const [i, { id }] of accounts.entries()) {
      if (i === 100) desk.clock.advance(45)
      expect(await refreshAccount(ctx, id)).toMatchObject({ ok: true })
    }
    expect(await arrived()).toEqual([])
    // The exchange is down from now on. Accounts pass their limit before one minute's look and before the next.
    desk.clock.advance(15 * 60 - (desk.clock.now().getTime() - first) / 1000 + 1)
    expect(await refreshAccount(ctx, alive.id)).toMatchObject({ ok: true })
    await tickAlerts(ctx, ctx.signal)
    expect(await countFiring(ctx)).toEqual({ firing: 100, urgent: false })
    await deliverDue(ctx, ctx.signal)
    desk.clock.advance(60)
    await tickAlerts(ctx, ctx.signal)
    expect(await countFiring(ctx)).toEqual({ firing: 200, urgent: false })
    const texts = await arrived()
    expect(texts).toHaveLength(1)
    expect(texts[0]).toContain('… and 195 more.')
    const sent = await desk.database.db.asDesk(ctx.deskId, (tx) =>
      tx.execute<{ rows: number; messages: number }>(
        `select count(*)::int as rows, count(distinct message_id)::int as messages from deliveries where state = 'sent'`,
      ),
    )
    expect(sent[0]).toEqual({ rows: 200, messages: 1 })
  })

  it('is quiet for muted accounts, snoozed subjects and quiet hours, of which what is urgent passes', async () => {
    const { id, fake } = await desk.connect('Main', near(0.3))
    await webhookChannel()
    await mute(ctx, { accountId: id, muted: true, minutes: null })
    await read(id, fake, near(0.1))
    expect(await arrived()).toEqual([])
    await mute(ctx, { accountId: id, muted: false, minutes: null })
    // 00:00 UTC is where the clock begins: within hours from 23:00 to 01:00.
    await changeAlertSettings(ctx, { quietFrom: 23 * 60, quietTo: 60, leastSeconds: 0 })
    await read(id, fake, near(0.4))
    await read(id, fake, near(0.1))
    expect(await arrived()).toEqual([])
    await read(id, fake, near(0.04))
    expect(await arrived()).toEqual([expect.stringContaining('Urgent: BTC:PERP-USDT is 4 %')])
    desk.clock.advance(3600)
    expect(await arrived()).toHaveLength(1)
  })

  it('says nothing by channels that only take what is urgent, are off, or were never proven', async () => {
    const { id, fake } = await desk.connect('Main', near(0.3))
    const proven = await webhookChannel()
    await addChannel(ctx, { kind: 'webhook', name: 'Unproven', settings: { url: `${receiver.url}/unproven` } })
    await changeChannel(ctx, { id: proven, least: 'urgent' })
    await read(id, fake, near(0.1))
    expect(await arrived()).toEqual([])
    await read(id, fake, near(0.04))
    expect(await arrived()).toHaveLength(1)
    await changeChannel(ctx, { id: proven, enabled: false })
    await changeAlertSettings(ctx, { leastSeconds: 0 })
    await read(id, fake, near(0.4))
    expect(await arrived()).toEqual([])
  })
})

describe('delivery', () => {
  async function firing(): Promise<string> {
    const { id, fake } = await desk.connect('Main', near(0.3))
    const channel = await webhookChannel()
    await read(id, fake, near(0.04))
    return channel
  }

  it('tries again with growing waits, under the same id, and tells that nothing gets through', async () => {
    const channel = await firing()
    receiver.answers.push({ status: 500 }, null, { status: 429, headers: { 'retry-after': '90' } })
    for (const wait of [0, 15, 30, 90]) {
      desk.clock.advance(wait)
      await deliverDue(ctx, ctx.signal)
    }
    expect(receiver.received).toHaveLength(4)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await listChannels(ctx)).toMatchObject([{ id: channel, failingSince: null }])
    expect((await listHistory(ctx, { before: null })).rows[0]).toMatchObject({ state: 'sent', attempts: 4 })
  })

  it('asks nothing before its time', async () => {
    await firing()
    receiver.answers.push({ status: 429, headers: { 'retry-after': '90' } })
    await deliverDue(ctx, ctx.signal)
    desk.clock.advance(89)
    await deliverDue(ctx, ctx.signal)
    expect(receiver.received).toHaveLength(1)
  })

  it('gives up on a dead channel, tells so by the other, and stands on the page', async () => {
    const { id, fake } = await desk.connect('Main', near(0.3))
    await webhookChannel()
    const other = await addChannel(ctx, {
      kind: 'discord',
      name: 'Other',
      settings: { url: `${receiver.url}/api/webhooks/1/other` },
    })
    await testChannel(ctx, { id: other.channel.id })
    await changeChannel(ctx, { id: other.channel.id, least: 'urgent' })
    receiver.received.length = 0
    receiver.answers.push({ status: 410 })
    await read(id, fake, near(0.1))
    await deliverDue(ctx, ctx.signal)
    await deliverDue(ctx, ctx.signal)
    expect(receiver.received.map(({ path }) => path)).toEqual(['/in', '/api/webhooks/1/other'])
    expect(receiver.received[1]?.body).toContain('Nothing gets through to Desk')
    const failures = (await listChannels(ctx)).map(({ name, failure }) => [name, failure] as const)
    expect(new Map(failures)).toEqual(
      new Map([
        ['Desk', 'HTTP 410'],
        ['Other', null],
      ]),
    )
    expect((await listHistory(ctx, { before: null })).rows.map(({ state }) => state)).toEqual(['sent', 'failed'])
  })

  it('sends again what a worker that died may have sent, under the same id: one repeat at most', async () => {
    await firing()
    const dying = { ...ctx, db: { ...ctx.db, asDesk: dieAtSecond(ctx) } }
    await deliverDue(dying, ctx.signal)
    expect(receiver.received).toHaveLength(1)
    await deliverDue(ctx, ctx.signal)
    expect(receiver.received).toHaveLength(1)
    desk.clock.advance(61)
    await deliverDue(ctx, ctx.signal)
    desk.clock.advance(3600)
    await deliverDue(ctx, ctx.signal)
    expect(receiver.received).toHaveLength(2)
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(ids[0]).toBe(ids[1])
  })

  it('hands each message to one of several workers', async () => {
    await firing()
    await Promise.all(Array.from({ length: 6 }, () => deliverDue(ctx, ctx.signal)))
    expect(receiver.received).toHaveLength(1)
  })
})

/** A database whose second transaction fails: the message went out, and that was not noted. */
function dieAtSecond({ db }: ServiceContext): ServiceContext['db']['asDesk'] {
  let calls = 0
  return (deskId, work) => {
    calls += 1
    return calls === 2 ? Promise.reject(new Error('The worker is gone.')) : db.asDesk(deskId, work)
  }
}

describe('quiet by the link in a message', () => {
  it('works without a sign-in, once, and for nothing else', async () => {
    const { id, fake } = await desk.connect('Main', near(0.3))
    const slack = await addChannel(ctx, { kind: 'slack', name: 'Slack', settings: { url: `${receiver.url}/services/A/B/C` } })
    await testChannel(ctx, { id: slack.channel.id })
    receiver.received.length = 0
    await read(id, fake, near(0.1))
    await deliverDue(ctx, ctx.signal)
    const link = /snooze\/([\w-]+)/.exec(receiver.received[0]?.body ?? '')?.[1] ?? ''
    expect(await snoozeByLink(ctx, link, ctx.signal)).toEqual({ quiet: 1 })
    expect(await snoozeByLink(ctx, link, ctx.signal)).toBe('used')
    const flipped = `${link.startsWith('A') ? 'B' : 'A'}${link.slice(1)}`
    for (const wrong of [flipped, `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, '', 'x'.repeat(67)]) {
      await expect(snoozeByLink(ctx, wrong, ctx.signal)).rejects.toMatchObject({ code: 'not_found' })
    }
    const [firing] = await listFiring(ctx)
    expect(firing?.snoozedUntil).toEqual(new Date(desk.clock.now().getTime() + 4 * 3_600_000))
  })
})

describe('rules', () => {
  it('are there from the first account on, can be changed, and stay away once taken away', async () => {
    const rules = await listRules(ctx)
    expect(rules.map(({ text }) => text)).toEqual([
      'Margin ratio of a wallet from 50 %, urgent 80 %',
      'A position nearer to liquidation than 15 %, urgent 5 %',
      'Equity of all accounts together falls by 5 % within 24 hours',
      'An account is stale for 15 minutes, a wallet cannot be read',
      'A key is refused, expires within 14 days, may withdraw or lost a permission',
      'Equity moves by what no price, trade or transfer explains',
      'Nothing is read at all for 10 minutes',
    ])
    for (const { id } of rules) await deleteRule(ctx, { id })
    expect(await listRules(ctx)).toEqual([])
    expect(await applyPreset(ctx, { preset: 'careful' })).toHaveLength(8)
  })

  it('forget what stood where they change', async () => {
    const { id, fake } = await desk.connect('Main', near(0.1))
    await listRules(ctx)
    await read(id, fake, near(0.1))
    const rule = (await listRules(ctx)).find(({ firing }) => firing > 0)
    if (!rule) throw new Error('Nothing fires.')
    await changeRule(ctx, { id: rule.id, enabled: false })
    expect(await listFiring(ctx)).toEqual([])
    await read(id, fake, near(0.1))
    expect(await listFiring(ctx)).toEqual([])
    await changeRule(ctx, { id: rule.id, enabled: true })
    await read(id, fake, near(0.1))
    expect(await listFiring(ctx)).toHaveLength(1)
    await archiveAccount(ctx, { id })
    expect(await listFiring(ctx)).toEqual([])
  })

  it('watch the sum of all accounts, and an exposure', async () => {
    const a = await desk.connect('A', [token('BTC', '1')])
    const b = await desk.connect('B', [token('USDT', '1000')])
    await webhookChannel()
    await addRule(ctx, {
      rule: { kind: 'equity_level', warn: null, urgent: '60000', of: 'total', accounts: null, passes: 'below' },
    })
    await addRule(ctx, {
      rule: { kind: 'exposure', warn: '40000', urgent: null, of: 'total', accounts: null, figure: 'net', coin: 'BTC' },
    })
    await read(a.id, a.fake, [token('BTC', '1')])
    expect(await refreshAccount(ctx, b.id)).toMatchObject({ ok: true })
    await tickAlerts(ctx, ctx.signal)
    const texts = await arrived()
    expect(texts).toHaveLength(1)
    expect(texts[0]).toContain('Urgent: equity is $51,000.00, limit $60,000.00.')
    expect(texts[0]).toContain('net exposure in BTC at $50,000.00, limit $40,000.00.')
  })

  it('take a fall of an account that has just begun for what it is of all that came in', async () => {
    desk.exchanges.flows.tell('binance', [{ id: 'all', reachMs: 90 * 86_400_000 }])
    const held = [token('BTC', '0.2')]
    const { id, fake } = await desk.connect('First', held)
    await webhookChannel()
    await read(id, fake, held)
    desk.clock.advance(3600)
    // A loss of 21 of 10,000 USD, an hour after they were first read: the default rule is of 5 % in a day.
    desk.exchanges.usd.set('BTC', '49895')
    const look = async () => {
      await readLedgers({ ...ctx, actor: { kind: 'system' } }, id)
      await read(id, fake, held)
      await tickAlerts(ctx, ctx.signal)
      return (await arrived()).filter((text) => text.includes('quity'))
    }
    expect(await look()).toEqual([])
    // History is looked at every five minutes.
    desk.clock.advance(300)
    desk.exchanges.usd.set('BTC', '47000')
    expect(await look()).toEqual([expect.stringMatching(/\b6 %/)])
  })

  it('watch a hedge of which a side is closed altogether, after a restart too', async () => {
    const short = perp('BTC', '-1', '-50000', { markPrice: '50000' })
    const spot = await desk.connect('Spot', [token('BTC', '1')])
    const perps = await desk.connect('Perps', [token('USDT', '9000'), short])
    await webhookChannel()
    await addRule(ctx, { rule: { kind: 'hedge', warn: '0.05', urgent: null, coin: null } })
    const look = async () => {
      expect(await refreshAccount(ctx, spot.id)).toMatchObject({ ok: true })
      expect(await refreshAccount(ctx, perps.id)).toMatchObject({ ok: true })
      await tickAlerts(ctx, ctx.signal)
    }
    // Processes hear of a new rule in their own time.
    await expect
      .poll(async () => {
        desk.clock.advance(60)
        await look()
        return ctx.db.asDesk(ctx.deskId, (tx) => tx.execute("select 1 from alert_settings where hedges ? 'BTC'"))
      })
      .toHaveLength(1)
    expect(await arrived()).toEqual([])
    perps.fake.holdings.holdings = [token('USDT', '9000')]
    desk.clock.advance(60)
    // A process that never saw the hedge knows of it.
    ctx = { ...ctx, db: { ...ctx.db } }
    await look()
    expect(await arrived()).toEqual(['BTC drifted: net is 100 % of gross, limit 5 %.'])
    spot.fake.holdings.holdings = [token('USDT', '1')]
    for (let minute = 0; minute < 7; minute++) {
      desk.clock.advance(60)
      await look()
    }
    expect(await arrived()).toEqual(['No longer a hedge: BTC.'])
  })

  it('watch some accounts together, by name; accounts of others are none', async () => {
    const a = await desk.connect('A', [token('USDT', '600')])
    const b = await desk.connect('B', [token('USDT', '300')])
    const c = await desk.connect('C', [token('USDT', '5000')])
    await webhookChannel()
    const rule = { kind: 'equity_level', warn: '1000', urgent: null, of: 'total', passes: 'below' } as const
    const made = await addRule(ctx, { rule: { ...rule, accounts: [a.id, b.id] } })
    expect(made.text).toBe('Equity of A and B together below $1,000.00')
    for (const { id } of [a, b, c]) expect(await refreshAccount(ctx, id)).toMatchObject({ ok: true })
    await tickAlerts(ctx, ctx.signal)
    expect(await arrived()).toEqual(['equity is $900.00, limit $1,000.00 (A and B together).'])
    await expect(addRule(ctx, { rule: { ...rule, accounts: [randomUUID()] } })).rejects.toMatchObject({
      code: 'bad_request',
      fields: { 'rule.accounts': 'Choose accounts of yours.' },
    })
    const other = await signedInUser(ctx)
    await expect(addRule(other, { rule: { ...rule, accounts: [a.id] } })).rejects.toMatchObject({ code: 'bad_request' })
  })
})

describe('where no worker reads', () => {
  it('the web process looks and tells of it, and not while all goes on', async () => {
    // It looks at the whole installation: what other tests left is none of it.
    await ctx.db.asSystem((tx) => tx.execute('update accounts set archived_at = now()'))
    const { id, fake } = await desk.connect('Main', near(0.3))
    await webhookChannel()
    await read(id, fake, near(0.3))
    expect(await standInForWorkers(ctx, ctx.signal)).toBe(false)
    // It is due a minute after its reading, and nobody comes.
    desk.clock.advance(60 + 9 * 60)
    expect(await standInForWorkers(ctx, ctx.signal)).toBe(true)
    expect(receiver.received).toEqual([])
    desk.clock.advance(61)
    await standInForWorkers(ctx, ctx.signal)
    expect(await arrived()).toEqual(['Urgent: nothing was read for 10 minutes: the worker may be down.'])
  })
})

describe('digests', () => {
  it('come by mail at the hour that was chosen, once, from the next one on', async () => {
    const letters: string[] = []
    const mail = async ({ subject, text }: { subject: string; text: string }) => void letters.push(`${subject}\n${text}`)
    if (!ctx.alerts) throw new Error('Nothing can be sent.')
    ctx = { ...ctx, alerts: { ...ctx.alerts, mail } }
    const { id, fake } = await desk.connect('Main', near(0.3))
    const { channel } = await addChannel(ctx, { kind: 'email', name: 'Mail', settings: { to: 'joan@example.com' } })
    await testChannel(ctx, { id: channel.id })
    await changeAlertSettings(ctx, { digest: 'daily', digestHour: 8 })
    letters.length = 0
    await read(id, fake, near(0.1))
    await tickAlerts(ctx, ctx.signal)
    await deliverDue(ctx, ctx.signal)
    expect(letters).toHaveLength(1)
    desk.clock.advance(8 * 3600)
    await read(id, fake, near(0.1))
    for (let minute = 0; minute < 3; minute++) {
      await tickAlerts(ctx, ctx.signal)
      desk.clock.advance(61)
      await deliverDue(ctx, ctx.signal)
    }
    expect(letters.slice(1)).toEqual([expect.stringContaining('Your day: $10,000.00 in 1 account')])
    expect(letters[1]).toMatch(/Told since the last one: 1\.\n· Thu 1 Jan, 00:01: BTC:PERP-USDT is 10 % from liquidation/i)
    expect(letters[1]).toContain('Firing now: 1.')
  })

  it('are in the person’s currency, by the clock of the browser that asked for them where no zone was chosen', async () => {
    // People of other tests are told by the same means.
    const letters: { subject: string; text: string; html?: string | undefined }[] = []
    if (!ctx.alerts) throw new Error('Nothing can be sent.')
    ctx = {
      ...ctx,
      alerts: { ...ctx.alerts, mail: async (letter) => void (letter.to === 'kim@example.com' && letters.push(letter)) },
    }
    const { id, fake } = await desk.connect('Main', near(0.3))
    const { channel } = await addChannel(ctx, { kind: 'email', name: 'Mail', settings: { to: 'kim@example.com' } })
    await testChannel(ctx, { id: channel.id })
    await updateSettings(ctx, { baseCurrency: 'EUR' })
    desk.exchanges.usd.set('EUR', '1.25')
    await changeAlertSettings(ctx, { digest: 'daily', digestHour: 8, timeZone: 'Asia/Tokyo' })
    // Nothing else is to be told in all those hours.
    for (const rule of await listRules(ctx)) await deleteRule(ctx, { id: rule.id })
    letters.length = 0
    // The clock begins at midnight UTC, which is 09:00 in Tokyo: 08:00 there is 23 hours off.
    desk.clock.advance(22 * 3600)
    await read(id, fake, near(0.3))
    await tickAlerts(ctx, ctx.signal)
    await deliverDue(ctx, ctx.signal)
    expect(letters).toEqual([])
    desk.clock.advance(3600)
    await read(id, fake, near(0.3))
    await tickAlerts(ctx, ctx.signal)
    desk.clock.advance(11)
    await deliverDue(ctx, ctx.signal)
    expect(letters.map(({ subject }) => subject)).toEqual(['Your day: €8,000.00 in 1 account'])
    expect(letters[0]?.text).toMatch(/^Fri 2 Jan 2026, 08:0\d \(Asia\/Tokyo\)/)
    expect(letters[0]?.text).not.toContain('$')
    expect(letters[0]?.html).toContain('€8,000.00')
  })
})

describe('other people', () => {
  it('see, change and hear nothing of it', async () => {
    const { id, fake } = await desk.connect('Main', near(0.1))
    const channel = await webhookChannel()
    await read(id, fake, near(0.1))
    const [rule] = await listRules(ctx)
    const [firing] = await listFiring(ctx)
    if (!rule || !firing) throw new Error('Nothing fires.')
    const other = { ...(await signedInUser(ctx)), alerts: ctx.alerts }
    const theirs = other as ServiceContext
    expect(await listFiring(theirs)).toEqual([])
    expect(await listChannels(theirs)).toEqual([])
    expect((await listHistory(theirs, { before: null })).rows).toEqual([])
    const foreign = [
      () => changeRule(theirs, { id: rule.id, enabled: false }),
      () => deleteRule(theirs, { id: rule.id }),
      () => testChannel(theirs, { id: channel }),
      () => changeChannel(theirs, { id: channel, enabled: false }),
      () => rotateSecret(theirs, { id: channel }),
      () => removeChannel(theirs, { id: channel }),
      () => snooze(theirs, { ruleId: firing.ruleId, subject: firing.subject, minutes: 60 }),
      () => mute(theirs, { accountId: id, muted: true, minutes: null }),
    ]
    for (const attempt of foreign) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
    expect(await listFiring(ctx)).toMatchObject([{ snoozedUntil: null, muted: false }])
  })
})

describe('channels', () => {
  it('keep their secrets: nothing of them is in the row, and a webhook’s is shown once', async () => {
    const made = await addChannel(ctx, { kind: 'webhook', name: 'Desk', settings: { url: 'https://hooks.example.com/s3cret' } })
    expect(made.secret).toMatch(/^whsec_/)
    const rows = await desk.database.db.asDesk(ctx.deskId, (tx) => tx.execute('select * from channels'))
    expect(JSON.stringify([...rows].map((row) => ({ ...row, wrapped_key: '' })))).not.toMatch(/s3cret|whsec/)
    const next = await rotateSecret(ctx, { id: made.channel.id })
    expect(next.secret).not.toBe(made.secret)
  })

  it('name the field that does not fit', async () => {
    await expect(
      addChannel(ctx, { kind: 'discord', name: 'D', settings: { url: 'https://example.com/x' } }),
    ).rejects.toMatchObject({
      code: 'bad_request',
      fields: { 'settings.url': 'This is no address of a Discord webhook.' },
    })
  })
})
