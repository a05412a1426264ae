import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readerIn } from '../language/in-language'
import { ENGLISH } from '../language/reader'
import type { Means, Outgoing } from './channel'
import { guardedHttp } from './http'
import { openChannel } from './index'
import { pushContact } from './push-contact'
import { type BrowserSubscription, openPush, subscribeAt, whoSigned } from './push-service.testing'
import { Receiver } from './receiver.testing'

let service: Receiver
let browser: BrowserSubscription
let means: Means
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { d = '', x = '', y = '' } = privateKey.export({ format: 'jwk' })
const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
const keys = { publicKey: point.toString('base64url'), privateKey: d }

beforeEach(async () => {
  service = new Receiver()
  await service.listen()
  browser = subscribeAt(service.url)
  means = {
    http: guardedHttp([service.host]),
    mail: undefined,
    push: { keys: async () => keys, contact: 'https://ballast.example.com' },
    signal: new AbortController().signal,
    now: () => new Date(),
  }
})
afterEach(() => service.close())

const message: Outgoing = {
  id: '0f0e2f5c-8f6c-4d1e-9a55-1d8f6f3b9c11',
  level: 'urgent',
  title: 'Urgent: BTC:PERP-USDT is 4 % from liquidation on Main <desk> (Binance).',
  text: 'Urgent: BTC:PERP-USDT is 4 % from liquidation on Main <desk> (Binance).',
  link: 'https://ballast.example.com/alerts',
  snoozeLink: 'https://ballast.example.com/snooze/abc',
  at: new Date('2026-11-28T12:00:00Z'),
  reader: ENGLISH,
}

function pushChannel({ endpoint, p256dh, auth }: Omit<BrowserSubscription, 'privateKey'> = browser) {
  const opened = openChannel('webpush', { endpoint, p256dh, auth })
  if (!opened.ok) throw opened.error
  return opened.ready
}

const payloadSchema = z.object({
  ...{ id: z.string(), level: z.string(), title: z.string(), body: z.string() },
  ...{ path: z.string(), snoozePath: z.string().nullable(), at: z.number() },
})
async function told(outgoing: Outgoing) {
  service.received.length = 0
  expect(await pushChannel().send(outgoing, means)).toMatchObject({ ok: true })
  const raw = service.received[0]?.raw ?? Buffer.alloc(0)
  return payloadSchema.parse(JSON.parse(openPush(raw, browser).toString('utf8')))
}

describe('what a push service is sent', () => {
  it('is opened by the browser alone: the same sentence, a path within the site, the moment that it tells of', async () => {
    service.answers.push({ status: 201 })
    expect(await pushChannel().send(message, means)).toEqual({ ok: true, answer: 'taken by 127.0.0.1' })
    const [got] = service.received
    expect(got?.path).toBe(new URL(browser.endpoint).pathname)
    expect(got?.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      ttl: '86400',
      urgency: 'high',
      topic: message.id.replaceAll('-', ''),
    })
    expect(got?.raw.length).toBeLessThanOrEqual(4096)
    expect(got?.raw.includes('liquidation')).toBe(false)
    expect(JSON.parse(openPush(got?.raw ?? Buffer.alloc(0), browser).toString('utf8'))).toEqual({
      id: message.id,
      level: 'urgent',
      title: 'Urgent',
      body: message.text,
      path: '/alerts',
      snoozePath: '/snooze/abc',
      snoozeLabel: 'Quiet for 4 hours',
      at: message.at.getTime(),
    })
    const stranger = subscribeAt(service.url)
    expect(() => openPush(got?.raw ?? Buffer.alloc(0), stranger)).toThrow()
  })

  it('has what it adds in the language of the message', async () => {
    await pushChannel().send({ ...message, reader: readerIn('zh-Hans') }, means)
    const raw = service.received[0]?.raw ?? Buffer.alloc(0)
    expect(JSON.parse(openPush(raw, browser).toString('utf8'))).toMatchObject({ title: '紧急', snoozeLabel: '静默 4 小时' })
  })

  it('is signed for this push service alone, for less than a day', async () => {
    await pushChannel().send(message, means)
    const [got] = service.received
    if (!got) throw new Error('Nothing came.')
    const signed = whoSigned(got)
    expect(signed).toMatchObject({ aud: service.url, sub: 'https://ballast.example.com', publicKey: keys.publicKey })
    expect(signed.exp).toBeGreaterThan(Date.now() / 1000)
    expect(signed.exp).toBeLessThan(Date.now() / 1000 + 86_400)
    const forged = { headers: { ...got.headers, authorization: got.headers.authorization?.replace(/t=(.)/, 't=f$1') } }
    expect(() => whoSigned(forged)).toThrow()
  })

  it('has a length that tells little, and fits whatever a burst says', async () => {
    const lengths = new Set<number>()
    for (const text of ['Short.', 'A sentence that is somewhat longer than the other one.']) {
      await pushChannel().send({ ...message, text, title: text }, means)
      lengths.add(service.received.at(-1)?.raw.length ?? 0)
    }
    expect(lengths.size).toBe(1)
    const burst = { ...message, title: '200 × without figures', text: `${'💥 "desk"\u0007\n'.repeat(2000)}` }
    const { title, body } = await told(burst)
    expect(service.received[0]?.raw.length).toBeLessThanOrEqual(4096)
    expect(title).toBe('200 × without figures')
    expect(body.startsWith('💥 "desk"')).toBe(true)
    expect(body).not.toContain('\uFFFD')
  })

  it('says a test’s title once', async () => {
    const title = 'Ballast can reach you here.'
    expect(await told({ ...message, level: 'ok', title, text: `${title} You asked for this test of Phone.` })).toMatchObject({
      title,
      body: 'You asked for this test of Phone.',
    })
  })
})

describe('what a push service answers', () => {
  it.each([
    [{ status: 404 }, { dead: true, gone: true }],
    [{ status: 410 }, { dead: true, gone: true, answer: expect.stringContaining('turn them on there again') }],
    [
      { status: 429, headers: { 'retry-after': '90' } },
      { dead: false, retryAfterSeconds: 90 },
    ],
    [{ status: 500 }, { dead: false }],
    [
      { status: 503, headers: { 'retry-after': '5' } },
      { dead: false, retryAfterSeconds: 5 },
    ],
    [
      { status: 403, body: '{"reason":"BadJwtToken"}' },
      { dead: true, answer: 'HTTP 403: {"reason":"BadJwtToken"}' },
    ],
    [{ status: 413 }, { dead: true }],
    [{ status: 307, headers: { location: 'http://127.0.0.1/' } }, { dead: true }],
    [null, { dead: false, answer: 'the connection was cut' }],
  ])('%j', async (answer, outcome) => {
    service.answers.push(answer)
    const got = await pushChannel().send(message, means)
    expect(got).toMatchObject({ ok: false, ...outcome })
    if (!('gone' in outcome)) expect(got).not.toHaveProperty('gone')
    expect(service.received).toHaveLength(1)
  })

  it('nobody there, or somebody who says nothing in time, is tried again', async () => {
    service.answers.push('silence')
    const impatient = { ...means, http: guardedHttp([service.host], undefined, 50) }
    expect(await pushChannel().send(message, impatient)).toMatchObject({ ok: false, dead: false, answer: 'no answer in time' })
    await service.close()
    expect(await pushChannel().send(message, means)).toMatchObject({
      ...{ ok: false, dead: false, answer: 'nobody answers at this address' },
    })
    service = new Receiver()
    await service.listen()
  })
})

describe('a subscription', () => {
  it('that is none is refused before anything is sent', () => {
    const good = { endpoint: 'https://push.example.com/abc', p256dh: browser.p256dh, auth: browser.auth }
    expect(openChannel('webpush', good).ok).toBe(true)
    const offTheCurve = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url')
    for (const wrong of [
      { endpoint: 'http://push.example.com/abc' },
      { endpoint: 'file:///etc/passwd' },
      { endpoint: 'javascript:alert(1)' },
      { p256dh: offTheCurve },
      { p256dh: browser.p256dh.slice(2) },
      { auth: 'short' },
      { auth: '' },
    ]) {
      expect(openChannel('webpush', { ...good, ...wrong }).ok, JSON.stringify(wrong)).toBe(false)
    }
  })

  it('leads nowhere within the server’s own network', async () => {
    const port = service.host.split(':')[1]
    for (const endpoint of [`http://127.0.0.1:${port}/x`, `https://10.0.0.5/x`, `https://169.254.169.254/x`, `https://[::1]/x`]) {
      const outcome = await pushChannel({ ...browser, endpoint }).send(message, { ...means, http: guardedHttp() })
      expect(outcome, endpoint).toMatchObject({ ok: false, dead: true, answer: expect.stringContaining('own network') })
    }
    expect(service.received).toEqual([])
  })

  it('shows whose push service it is at, and nothing by which one could send to it', () => {
    const { shown } = pushChannel({ ...browser, endpoint: 'https://fcm.googleapis.com/fcm/send/s3cret' })
    expect(shown).toBe('by fcm.googleapis.com')
  })
})

it('the receiver opens what RFC 8291 gives as its example', () => {
  const body =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN'
  const opened = openPush(Buffer.from(body, 'base64url'), {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    privateKey: Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'),
  })
  expect(opened.toString()).toBe('When I grow up, I want to be a watermelon')
})

describe('whom push services may turn to', () => {
  it.each([
    ['https://ballast.example.com/desk', 'Ballast <ballast@localhost>', 'https://ballast.example.com'],
    ['http://localhost:3000', 'Desk <desk@example.com>', 'mailto:desk@example.com'],
    ['http://10.0.0.5:3000', 'desk@example.com', 'mailto:desk@example.com'],
    ['https://localhost', 'Ballast <ballast@localhost>', 'mailto:ballast@localhost'],
  ])('%s, %s', (BASE_URL, MAIL_FROM, contact) => expect(pushContact({ BASE_URL, MAIL_FROM })).toBe(contact))
})
