import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAlertStates } from '@/db/queries/alerts'
import { insertDeliveries } from '@/db/queries/deliveries'
import { deleteMember } from '@/db/queries/desk-people'
import { updateUser } from '@/db/queries/users'
import type { ServiceContext } from '@/server/context'
import type { Rule } from '@/server/domain/alerts/rule'
import type { DeskRole } from '@/server/domain/desks/roles'
import { perp, token } from '@/server/domain/holdings.testing'
import type { Holding } from '@/server/domain/types'
import { guardedHttp } from '@/server/notify/http'
import { someSubscription } from '@/server/notify/push-service.testing'
import { Receiver } from '@/server/notify/receiver.testing'
import { refreshAccount } from '../balances/refresh-account'
import { testDesk } from '../desk.testing'
import { changeMember } from '../desks/members'
import { addedTo, onDesk } from '../desks/testing'
import { getAttention } from '../overview/get'
import { addTagRule, createTag, removeTagRule } from '../tags/manage'
import { signedInUser, type TestContext } from '../testing'
import { addChannel, changeChannel, listChannels, testChannel } from './channels'
import { deliverDue, tellByChannels } from './deliver'
import { addDevice } from './devices'
import { listFiring } from './firing'
import { listHistory } from './history'
import { mute, snooze, snoozeByLink } from './quiet'
import { addRule, changeRule, deleteRule, listRules } from './rules'
import { snoozeToken } from './snooze-link'
import { tickAlerts } from './tick'

const desk = testDesk()
let receiver: Receiver
let owner: TestContext
let one: Awaited<ReturnType<typeof desk.connect>>
let two: typeof one
let tag: string

const takes = (accountId: string) => ({ accountId, coin: null, market: null })
const below: Rule = { kind: 'equity_level', warn: '500', urgent: null, of: 'total', accounts: null, passes: 'below' }
const each: Rule = { ...below, of: 'account' }

beforeEach(async () => {
  receiver = new Receiver()
  await receiver.listen()
  const http = guardedHttp([receiver.host])
  const alerts = { baseUrl: 'https://ballast.example.com', http, mail: undefined, linkKey: randomBytes(32) }
  await desk.database.db.asSystem((tx) => tx.execute('update accounts set archived_at = created_at where archived_at is null'))
  owner = await signedInUser({ ...desk.ctx, alerts })
  desk.ctx = owner
  one = await desk.connect('One', [token('USDT', '100')])
  two = await desk.connect('Two', [token('USDT', '1000')])
  ;({ id: tag } = await createTag(owner, { name: 'Half', kind: 'person', rules: [takes(one.id)] }))
  for (const { id } of await listRules(owner)) await deleteRule(owner, { id })
})
afterEach(() => receiver.close())

const limited = async (role: DeskRole) => addedTo(await signedInUser(owner), owner.deskId, role, [tag])
/** As they are on the desk by now. */
const now = (ctx: TestContext) => onDesk(ctx, ctx.deskId)

/** A minute later: all are read, and looked at together. */
async function minute(holding: Partial<Record<'one' | 'two', Holding[]>> = {}): Promise<void> {
  desk.clock.advance(60)
  for (const [name, { id, fake }] of Object.entries({ one, two })) {
    const held = name === 'one' ? holding.one : holding.two
    if (held) fake.holdings.holdings = held
    expect(await refreshAccount(owner, id)).toMatchObject({ ok: true })
  }
  while ((await tickAlerts(owner, owner.signal)) > 0);
}

const firing = async (ctx: ServiceContext) => (await listFiring(ctx)).map(({ text }) => text).sort()

/** What each of two channels was sent, by the last part of its address. */
async function sent(): Promise<Record<string, string[]>> {
  for (let rounds = 0; rounds < 4; rounds++) {
    while ((await deliverDue(owner, owner.signal)) > 0);
    desk.clock.advance(10)
  }
  const told: Record<string, string[]> = {}
  for (const { path, body } of receiver.received.splice(0)) {
    const { data } = JSON.parse(body) as { data: { text: string } }
    const lines = data.text.split('\n').map((line) => line.replace(/ (Since|It had fired since) .*$/, ''))
    told[path.slice(1)] = [...(told[path.slice(1)] ?? []), ...lines]
  }
  return told
}

async function hook(ctx: ServiceContext, path: string): Promise<string> {
  const { channel } = await addChannel(ctx, { kind: 'webhook', name: path, settings: { url: `${receiver.url}/${path}` } })
  await testChannel(ctx, { id: channel.id })
  receiver.received.length = 0
  return channel.id
}

describe('a rule of a member who sees some accounts', () => {
  it('over all accounts is over those that they see, in its figures and in its words', async () => {
    const trader = await limited('trader')
    expect(await addRule(trader, { rule: below })).toMatchObject({
      text: 'Equity of all accounts together below $500.00',
      mayChange: true,
      ofMember: true,
    })
    await minute()
    expect(await firing(trader)).toEqual(['Equity is $100.00, limit $500.00 (One together).'])
    // Those who see all are told over what it is.
    expect(await firing(owner)).toEqual(await firing(trader))
    expect(await listRules(owner)).toMatchObject([
      { text: 'Equity of the accounts together that its maker sees below $500.00', mayChange: true, firing: 1 },
    ])
    expect(JSON.stringify(await getAttention(trader))).toContain('One together')
    expect(JSON.stringify([await getAttention(trader), await listRules(trader)])).not.toMatch(/Two|1,?000|1,?100/)
    expect(await firing(await limited('manager'))).toEqual([])
  })

  it('follows what they see: a tag that takes other accounts, and another limit', async () => {
    const trader = await limited('trader')
    await addRule(trader, { rule: below })
    await addRule(trader, { rule: { ...each, warn: '5000' } })
    await minute()
    expect(await firing(await now(trader))).toEqual([
      'Equity is $100.00, limit $5,000.00 on One (Binance).',
      'Equity is $100.00, limit $500.00 (One together).',
    ])
    await addTagRule(owner, { id: tag, rule: takes(two.id) })
    await minute()
    expect(await firing(await now(trader))).toContain('Equity is $1,000.00, limit $5,000.00 on Two (Binance).')
    await removeTagRule(owner, { id: tag, rule: takes(one.id) })
    // At once nothing is left of what they do not see any more.
    expect(await firing(await now(trader))).toEqual([])
    await minute()
    expect(await firing(await now(trader))).toEqual(['Equity is $1,000.00, limit $5,000.00 on Two (Binance).'])
    const { id } = await createTag(owner, { name: 'Other', kind: 'person', rules: [takes(one.id)] })
    await changeMember(owner, { userId: trader.userId, role: 'trader', tagIds: [id] })
    await minute()
    expect(await firing(await now(trader))).toEqual([
      'Equity is $100.00, limit $5,000.00 on One (Binance).',
      'Equity is $100.00, limit $500.00 (One together).',
    ])
    await changeMember(owner, { userId: trader.userId, role: 'trader', tagIds: null })
    await minute()
    // Over all, it is the desk's.
    expect((await listRules(owner)).map(({ ofMember }) => ofMember)).toEqual([false, false])
    expect(await firing(owner)).toEqual([
      'Equity is $1,000.00, limit $5,000.00 on Two (Binance).',
      'Equity is $100.00, limit $5,000.00 on One (Binance).',
    ])
  })

  it('rests while they may not have it, and goes with them', async () => {
    const trader = await limited('trader')
    await addRule(trader, { rule: below })
    const states = () => owner.db.asDesk(owner.deskId, (tx) => listAlertStates(tx, owner.deskId))
    const disable = (disabledAt: Date | null) => owner.db.asSystem((tx) => updateUser(tx, trader.userId, { disabledAt }))
    await minute()
    expect(await states()).toHaveLength(1)
    await disable(desk.clock.now())
    await minute()
    expect(await states()).toEqual([])
    await disable(null)
    await minute()
    expect(await states()).toHaveLength(1)
    await changeMember(owner, { userId: trader.userId, role: 'viewer', tagIds: [tag] })
    await minute()
    expect(await states()).toEqual([])
    await expect(
      changeRule(await now(trader), { id: (await listRules(owner))[0]?.id ?? '', enabled: false }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    })
    await changeMember(owner, { userId: trader.userId, role: 'trader', tagIds: [tag] })
    await minute()
    expect(await states()).toHaveLength(1)
    await owner.db.asSystem((tx) => deleteMember(tx, owner.deskId, trader.userId))
    expect([await states(), await listRules(owner)]).toEqual([[], []])
  })

  it('remembers hedges of their accounts alone', async () => {
    const short = (size: string) => perp('BTC', size, String(Number(size) * 50_000), { markPrice: '50000' })
    const trader = await limited('trader')
    await addRule(trader, { rule: { kind: 'hedge', warn: '0.5', urgent: null, coin: null } })
    await addRule(owner, { rule: { kind: 'hedge', warn: '0.5', urgent: null, coin: null } })
    // A hedge across both: of what they see one leg, which is none.
    await minute({ one: [token('BTC', '1')], two: [token('USDT', '90000'), short('-1')] })
    await minute({ two: [token('USDT', '90000')] })
    expect(await firing(owner)).toEqual(['BTC drifted: net is 100 % of gross, limit 50 %.'])
    expect(await firing(trader)).toEqual([])
    await minute({ one: [token('BTC', '1'), short('-1')] })
    await minute({ one: [token('BTC', '1')] })
    expect(await firing(trader)).toEqual(['BTC drifted: net is 100 % of gross, limit 50 % (One together).'])
  })

  it('is made, changed and removed by them and by managers, and names no account that they do not see', async () => {
    const [trader, other] = [await limited('trader'), await limited('trader')]
    const ofDesk = await addRule(owner, { rule: below })
    const own = await addRule(trader, { rule: { ...each, accounts: [one.id] } })
    const elsewhere = { ...each, accounts: [one.id, two.id] }
    await expect(addRule(trader, { rule: elsewhere })).rejects.toMatchObject({ message: 'One of these accounts does not exist.' })
    await expect(changeRule(trader, { id: own.id, rule: elsewhere })).rejects.toMatchObject({ code: 'bad_request' })
    await expect(changeRule(owner, { id: own.id, rule: elsewhere })).rejects.toMatchObject({ code: 'bad_request' })
    for (const rule of [
      { ...each, tag },
      { ...each, tag: two.id },
    ]) {
      await expect(addRule(trader, { rule })).rejects.toMatchObject({ fields: { 'rule.tag': expect.any(String) } })
    }
    expect((await listRules(trader)).map(({ id }) => id)).toEqual([own.id])
    expect(await listRules(other)).toEqual([])
    const missing = { code: 'not_found', message: 'No such rule.' }
    for (const id of [ofDesk.id, two.id]) {
      await expect(changeRule(trader, { id, enabled: false })).rejects.toMatchObject(missing)
      await expect(deleteRule(trader, { id })).rejects.toMatchObject(missing)
    }
    await expect(deleteRule(other, own)).rejects.toMatchObject(missing)
    expect(await changeRule(owner, { id: own.id, rule: { ...each, warn: '50' } })).toMatchObject({
      text: 'Equity of each account that its maker sees below $50.00',
    })
    expect(await changeRule(trader, { id: own.id, enabled: false })).toMatchObject({ enabled: false })
    await deleteRule(trader, own)
    expect(await listRules(trader)).toEqual([])
  })

  it('is what they may keep quiet, and nothing else', async () => {
    const trader = await limited('trader')
    await addRule(trader, { rule: below })
    await addRule(owner, { rule: each })
    await minute()
    const seen = await listFiring(trader)
    expect(seen.map(({ accountId, maySnooze }) => [accountId, maySnooze])).toEqual(
      expect.arrayContaining([
        [null, true],
        [one.id, false],
      ]),
    )
    for (const { ruleId, subject, maySnooze } of seen) {
      const quiet = snooze(trader, { ruleId, subject, minutes: 60 })
      if (maySnooze) await quiet
      else await expect(quiet).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(mute(trader, { accountId: one.id, muted: true, minutes: null })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is what the link in a message keeps quiet for them', async () => {
    const manager = await limited('manager')
    await hook(manager, 'own')
    await addRule(owner, { rule: each })
    await minute()
    while ((await deliverDue(owner, owner.signal)) > 0);
    const bodyOf = (index: number) => receiver.received[index]?.body ?? ''
    expect(bodyOf(0)).toContain('on One (Binance)')
    desk.clock.advance(10)
    await addRule(manager, { rule: below })
    await minute()
    while ((await deliverDue(owner, owner.signal)) > 0);
    const rows = await owner.db.asDesk(owner.deskId, (tx) =>
      tx.execute<{ id: string }>(
        'select distinct message_id as id, min(id) from deliveries where message_id is not null group by 1 order by 2',
      ),
    )
    const links = [...rows].map(({ id: messageId }) =>
      snoozeToken(owner.alerts?.linkKey ?? Buffer.alloc(0), { deskId: owner.deskId, messageId }),
    )
    const quiet = []
    for (const link of links) quiet.push(await snoozeByLink(owner, link, owner.signal))
    expect(quiet).toEqual([{ quiet: 0 }, { quiet: 1 }])
    expect((await listFiring(owner)).map(({ accountId, snoozedUntil }) => [accountId, snoozedUntil !== null])).toEqual(
      expect.arrayContaining([
        [one.id, false],
        [null, true],
      ]),
    )
  })
})

describe('what a member who sees some accounts is told', () => {
  it('is what is of their accounts, by channels of their own', async () => {
    const manager = await limited('manager')
    const id = await hook(manager, 'own')
    await hook(owner, 'desk')
    expect(await listChannels(manager)).toMatchObject([{ id, ofMember: true }])
    expect(await listChannels(owner)).toHaveLength(2)
    await addRule(owner, { rule: { ...each, warn: '5000' } })
    await addRule(owner, { rule: { ...below, warn: '7000' } })
    await addRule(manager, { rule: below })
    await minute()
    const ofOne = 'equity is $100.00, limit $5,000.00 on One (Binance).'
    const ofTheirs = 'equity is $100.00, limit $500.00 (One together).'
    const { own = [], desk: ofDesk = [] } = await sent()
    expect(own.sort()).toEqual([ofOne, ofTheirs])
    expect(ofDesk.sort()).toEqual(
      [ofTheirs, ofOne, 'equity is $1,000.00, limit $5,000.00 on Two (Binance).', 'equity is $1,100.00, limit $7,000.00.'].sort(),
    )
    expect((await listHistory(manager, { before: null })).rows).toHaveLength(2)
    await removeTagRule(owner, { id: tag, rule: takes(one.id) })
    // Of what they were told, what is of accounts that they do not see any more is shown no more.
    expect((await listHistory(await now(manager), { before: null })).rows.map(({ text }) => text)).toEqual([ofTheirs])
    await changeMember(owner, { userId: manager.userId, role: 'viewer', tagIds: [tag] })
    await minute()
    expect((await sent()).own).toBeUndefined()
  })

  it('is nothing that waits for them and is not theirs any more, whoever wrote it', async () => {
    const manager = await limited('manager')
    const channelId = await hook(manager, 'own')
    const event = { told: 'raised', level: 'warn', kind: 'margin', facts: { account: 'One' }, since: desk.clock.now() }
    const row = { channelId, what: 'alert', event, ruleId: null, subject: 'x', accountId: one.id, level: 'warn' } as const
    const at = { at: desk.clock.now(), dueAt: desk.clock.now() }
    const write = (...rows: Parameters<typeof insertDeliveries>[2]) =>
      owner.db.asDesk(owner.deskId, (tx) => insertDeliveries(tx, owner.deskId, rows))
    const foreign = await addRule(owner, { rule: below })
    await write(
      ...[
        { ...row, ...at, accountId: two.id },
        { ...row, ...at, accountId: null, ruleId: foreign.id },
      ],
      { ...row, ...at, what: 'digest', event: { title: 'All', text: 'All' }, accountId: null },
      { ...row, ...at, what: 'channel', event: { title: 'Of others', text: 'Of others' }, accountId: null, subject: null },
    )
    expect(await sent()).toEqual({})
    await write({ ...row, ...at })
    await owner.db.asSystem((tx) => tx.execute(`delete from tag_rules where tag_id = '${tag}'`))
    expect(await sent()).toEqual({})
    expect((await listHistory(owner, { before: null })).rows).toMatchObject([{ state: 'dropped' }])
  })

  it('is nothing that still waits of what they saw together, once they see other accounts', async () => {
    const manager = await limited('manager')
    const channelId = await hook(manager, 'own')
    const { id: ruleId } = await addRule(manager, { rule: below })
    const event = { told: 'raised', level: 'warn', kind: 'equity_level', facts: {}, since: desk.clock.now() }
    const at = { at: desk.clock.now(), dueAt: desk.clock.now() }
    const row = { channelId, what: 'alert', event, ruleId, subject: 'all', accountId: null, level: 'warn', ...at } as const
    const { deskId } = owner
    await owner.db.asDesk(deskId, (tx) => insertDeliveries(tx, deskId, [row]))
    const { id: other } = await createTag(owner, { name: 'Other', kind: 'person', rules: [takes(two.id)] })
    await changeMember(owner, { userId: manager.userId, role: 'manager', tagIds: [other] })
    expect(await sent()).toEqual({})
    await owner.db.asDesk(deskId, (tx) => insertDeliveries(tx, deskId, [{ ...row, subject: 'later' }]))
    expect((await sent()).own).toHaveLength(1)
  })

  it('is nothing where the database cannot tell who they are', async () => {
    const manager = await limited('manager')
    const channelId = await hook(manager, 'own')
    const asked = `select may_be_told('${channelId}', 'alert', null, 'x', '${two.id}') as may`
    const may = await Promise.all(
      [owner.db, owner.db.limitedTo([one.id])].map((db) =>
        db.asDesk(owner.deskId, async (tx) => (await tx.execute<{ may: boolean }>(asked))[0]?.may),
      ),
    )
    expect(may).toEqual([false, false])
  })

  it('is told by a browser that was told of all before, of theirs alone from then on', async () => {
    const trader = await addedTo(await signedInUser(owner), owner.deskId, 'trader')
    await addDevice(trader, { name: 'Phone', ...someSubscription() })
    expect(await listChannels(owner)).toMatchObject([{ ofMember: false }])
    await changeMember(owner, { userId: trader.userId, role: 'trader', tagIds: [tag] })
    expect(await listChannels(await now(trader))).toMatchObject([{ ofMember: true, name: 'Phone' }])
    await changeMember(owner, { userId: trader.userId, role: 'trader', tagIds: null })
    expect(await listChannels(owner)).toMatchObject([{ ofMember: false }])
  })

  it('does not go by a browser in which somebody who sees all sat before', async () => {
    const [trader, phone] = [await limited('trader'), someSubscription()]
    await addDevice(owner, { name: 'Phone', ...phone })
    expect(await addDevice(trader, { name: 'Phone', ...phone })).toMatchObject({ ofMember: true })
  })

  it('tells of a channel of theirs that is dead, and of no other', async () => {
    const manager = await limited('manager')
    const [own, ofDesk] = [await hook(manager, 'own'), await hook(owner, 'desk')]
    await hook(manager, 'second')
    await changeChannel(manager, { id: own, least: 'urgent' })
    await changeChannel(owner, { id: ofDesk, least: 'urgent' })
    await addRule(manager, { rule: below })
    receiver.answers.push({ status: 410 })
    await minute()
    const told = await sent()
    expect(told.own).toEqual([expect.stringMatching(/^Nothing gets through to second /)])
    expect(told.desk).toEqual(told.own)
    const words = { title: 'Of the desk', text: 'Of the desk', at: desk.clock.now() }
    await owner.db.asDesk(owner.deskId, (tx) => tellByChannels(owner, tx, words))
    expect(await sent()).toEqual({ desk: ['Of the desk'] })
  })
})
