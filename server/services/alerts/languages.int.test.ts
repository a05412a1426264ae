import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noteLanguage } from '@/db/queries/settings'
import { deleteUser } from '@/db/queries/users'
import type { ServiceContext } from '@/server/context'
import { perp, token } from '@/server/domain/holdings.testing'
import type { Mail } from '@/server/mail'
import { guardedHttp } from '@/server/notify/http'
import { Receiver } from '@/server/notify/receiver.testing'
import { refreshAccount } from '../balances/refresh-account'
import { testDesk } from '../desk.testing'
import { addedTo } from '../desks/testing'
import { updateSettings } from '../settings/update'
import { signedInUser, type TestContext } from '../testing'
import { addChannel, testChannel } from './channels'
import { deliverDue, tellByChannels } from './deliver'
import { listFiring } from './firing'
import { listHistory } from './history'
import { listRules } from './rules'
import { changeAlertSettings } from './settings'
import { tickAlerts } from './tick'

const desk = testDesk()
let receiver: Receiver
let owner: TestContext
let letters: Mail[]
let account: Awaited<ReturnType<typeof desk.connect>>

/** A long BTC position whose price may fall this far. */
const near = (distance: number) => [
  token('USDT', '10000'),
  perp('BTC', '1', '50000', { markPrice: '50000', liquidationPrice: String(50_000 * (1 - distance)) }),
]

beforeEach(async () => {
  receiver = new Receiver()
  await receiver.listen()
  letters = []
  const alerts = {
    baseUrl: 'https://ballast.example.com',
    http: guardedHttp([receiver.host]),
    mail: async (letter: Mail) => void letters.push(letter),
    linkKey: randomBytes(32),
  }
  await desk.database.db.asSystem((tx) => tx.execute('update accounts set archived_at = created_at where archived_at is null'))
  owner = await signedInUser({ ...desk.ctx, alerts })
  desk.ctx = owner
  account = await desk.connect('Main', near(0.3))
  await listRules(owner)
})
afterEach(() => receiver.close())

/** A channel by mail that a test of it proves; the letter of that is left in `letters`. */
async function mailOf(ctx: ServiceContext, to: string): Promise<string> {
  const { channel } = await addChannel(ctx, { kind: 'email', name: 'Post', settings: { to } })
  await testChannel(ctx, { id: channel.id })
  return channel.id
}

/** What fires is sent: to whom, and what about. */
async function fires(distance: number): Promise<Map<string, Mail>> {
  desk.clock.advance(61)
  account.fake.holdings.holdings = near(distance)
  expect(await refreshAccount(owner, account.id)).toMatchObject({ ok: true })
  await tickAlerts(owner, owner.signal)
  return sent()
}

async function sent(): Promise<Map<string, Mail>> {
  letters.length = 0
  while ((await deliverDue(owner, owner.signal)) > 0) desk.clock.advance(11)
  return new Map(letters.map((letter) => [letter.to, letter]))
}

const german = <Ctx extends ServiceContext>(ctx: Ctx): Ctx => ({ ...ctx, language: 'de' })

describe('an alert by mail', () => {
  it('comes in the language that its owner chose: subject, text and what it looks like', async () => {
    await updateSettings(owner, { language: 'de' })
    await mailOf(owner, 'anna@example.com')
    expect(letters[0]).toMatchObject({ subject: 'Ballast kann Sie hier erreichen.' })
    expect(letters[0]?.text).toContain('Sie haben diesen Test von Post angefordert.')
    const letter = (await fires(0.04)).get('anna@example.com')
    expect(letter?.subject).toMatch(
      /^\[dringend\] Dringend: BTC:PERP-USDT ist 4\s% von der Liquidation entfernt, Grenzwert 5\s% – Main \(Binance\)\. Seit .* UTC\.$/,
    )
    expect(letter?.text).toMatch(/\n\nAnsehen: https:.*\n4 Stunden Ruhe: https:/)
    expect(letter?.html).toContain('<html lang="de">')
    expect(letter?.html).toMatch(/>Dringend<.*>Ballast öffnen<.*>4 Stunden Ruhe<.*Sie erhalten dies aufgrund/s)
  })

  it('comes in English where nobody ever chose a language, or another than there is', async () => {
    await mailOf(owner, 'anna@example.com')
    expect((await fires(0.04)).get('anna@example.com')?.subject).toMatch(/^\[urgent\] Urgent: BTC:PERP-USDT is 4 % from/)
    await desk.database.db.asUser(owner.userId, (tx) => noteLanguage(tx, owner.userId, 'fr'))
    desk.clock.advance(3600 * 5)
    expect((await fires(0.04)).get('anna@example.com')?.subject).toMatch(/^\[urgent\] Still BTC:PERP-USDT is 4 % from/)
  })

  it('comes in the next language from the next message on', async () => {
    await mailOf(german(owner), 'anna@example.com')
    expect((await fires(0.1)).get('anna@example.com')?.subject).toMatch(/^BTC:PERP-USDT ist 10\s% von der Liquidation/)
    await updateSettings(owner, { language: 'zh-Hans' })
    expect((await fires(0.04)).get('anna@example.com')?.subject).toMatch(
      /^\[紧急\] 紧急：Main \(Binance\)：BTC:PERP-USDT 距强平 4%/,
    )
    // What was chosen stays, whatever pages come in.
    await mailOf(german(owner), 'anna.two@example.com')
    expect(letters.at(-1)?.subject).toBe('Ballast 可以在这里联系到您。')
  })
})

describe('on a desk with others', () => {
  it('each channel speaks the language of whoever made it, as long as they are there; then the owner’s', async () => {
    await updateSettings(owner, { language: 'zh-Hans' })
    const manager = await addedTo(await signedInUser(owner), owner.deskId, 'manager', null)
    await mailOf(owner, 'owner@example.com')
    await mailOf(german(manager), 'manager@example.com')
    const both = await fires(0.1)
    expect(both.get('owner@example.com')?.subject).toContain('距强平')
    expect(both.get('manager@example.com')?.subject).toContain('Liquidation entfernt')
    await desk.database.db.asSystem((tx) => deleteUser(tx, manager.userId))
    expect((await fires(0.04)).get('manager@example.com')?.subject).toContain('距强平')
  })

  it('what is told of a channel is told in the language of each', async () => {
    const manager = await addedTo(await signedInUser(owner), owner.deskId, 'manager', null)
    await mailOf(owner, 'owner@example.com')
    await mailOf(german(manager), 'manager@example.com')
    desk.clock.advance(11)
    const words = { title: 'Please sign in.', text: 'Please sign in.', at: desk.clock.now() }
    await owner.db.asDesk(owner.deskId, (tx) => tellByChannels(owner, tx, words))
    const told = await sent()
    expect(told.get('owner@example.com')?.subject).toBe('Please sign in.')
    expect(told.get('manager@example.com')?.subject).toBe('Bitte melden Sie sich an.')
  })
})

it('what a program reads stays English', async () => {
  await updateSettings(owner, { language: 'de' })
  const { channel } = await addChannel(german(owner), {
    kind: 'webhook',
    name: 'Bot',
    settings: { url: `${receiver.url}/in` },
  })
  await testChannel(german(owner), { id: channel.id })
  await fires(0.04)
  const texts = receiver.received.map(({ body }) => JSON.stringify(body))
  expect(texts).toEqual([
    expect.stringContaining('Ballast can reach you here.'),
    expect.stringContaining('is 4 % from liquidation'),
  ])
})

it('a page shows what fires, what was told and the rules in its own language', async () => {
  await mailOf(owner, 'anna@example.com')
  await fires(0.04)
  const [firing] = await listFiring(german(owner))
  expect(firing?.text).toMatch(/^BTC:PERP-USDT ist 4\s% von der Liquidation entfernt, Grenzwert 5\s% – Main \(Binance\)\.$/)
  expect((await listFiring(owner))[0]?.text).toMatch(/^BTC:PERP-USDT is 4 % from liquidation, limit 5 % on Main \(Binance\)\.$/)
  expect((await listHistory(german(owner), { before: null })).rows[0]?.text).toContain('von der Liquidation entfernt')
  expect((await listRules(german(owner))).map(({ text }) => text)).toContain(
    'Margenquote eines Wallets ab 50\u00a0%, dringend 80\u00a0%',
  )
})

it('a digest comes in the language of each whom it reaches', async () => {
  await updateSettings(owner, { language: 'zh-Hans' })
  const manager = await addedTo(await signedInUser(owner), owner.deskId, 'manager', null)
  await mailOf(owner, 'owner@example.com')
  await mailOf(manager, 'manager@example.com')
  await changeAlertSettings(owner, { digest: 'daily', digestHour: 8 })
  await fires(0.1)
  desk.clock.advance(8 * 3600)
  const digests = await fires(0.1)
  const chinese = digests.get('owner@example.com')
  expect(chinese?.subject).toBe('今日：$10,000.00，1 个账户')
  expect(chinese?.text).toMatch(
    /自上次摘要以来的通知：1。\n· 1月1日周四 00:01: Main \(Binance\)：BTC:PERP-USDT 距强平 10%，限值 15%。/,
  )
  expect(chinese?.text).toContain('当前触发：1。')
  expect(chinese?.html).toMatch(/<html lang="zh-Hans">.*>总权益<.*>打开概览<.*按您的选择每天发送：/s)
  expect(digests.get('manager@example.com')?.subject).toBe('Your day: $10,000.00 in 1 account')
})
