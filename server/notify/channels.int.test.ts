import { SMTPServer } from 'smtp-server'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readerIn } from '../language/in-language'
import { ENGLISH } from '../language/reader'
import { createLog } from '../log'
import { createMailer } from '../mail'
import type { Means, Outgoing } from './channel'
import { guardedHttp, isPublicAddress } from './http'
import { type ChannelKind, openChannel } from './index'
import { Receiver } from './receiver.testing'
import { newWebhookSecret } from './webhook'

const receiver = () => open
let open: Receiver
let means: Means

beforeEach(async () => {
  open = new Receiver()
  await open.listen()
  means = {
    http: guardedHttp([open.host]),
    mail: undefined,
    signal: new AbortController().signal,
    now: () => new Date(),
  }
})
afterEach(() => open.close())

const message: Outgoing = {
  id: '0f0e2f5c-8f6c-4d1e-9a55-1d8f6f3b9c11',
  level: 'urgent',
  title: 'Urgent: BTC:PERP-USDT is 4 % from liquidation on Main <desk> (Binance).',
  text: 'Urgent: BTC:PERP-USDT is 4 % from liquidation on Main <desk> (Binance).\n@everyone & more',
  link: 'https://ballast.example.com/alerts',
  snoozeLink: 'https://ballast.example.com/snooze/abc',
  at: new Date('2026-11-28T12:00:00Z'),
  reader: ENGLISH,
}

function channel(kind: ChannelKind, settings: Record<string, unknown>) {
  const opened = openChannel(kind, settings)
  if (!opened.ok) throw opened.error
  return opened.ready
}

describe('each channel, by what its service documents', () => {
  it('Telegram: sendMessage with a chat, text and buttons', async () => {
    const bot = channel('telegram', {
      token: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11',
      chat: '-100123',
      server: receiver().url,
    })
    receiver().answers.push({ status: 200, body: '{"ok":true,"result":{}}' })
    expect(await bot.send(message, means)).toEqual({ ok: true, answer: 'taken by Telegram' })
    const [got] = receiver().received
    expect(got?.path).toBe('/bot123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11/sendMessage')
    expect(JSON.parse(got?.body ?? '')).toMatchObject({
      chat_id: '-100123',
      text: message.text,
      disable_notification: false,
      reply_markup: { inline_keyboard: [[{ url: message.link }, { url: message.snoozeLink }]] },
    })
    expect(bot.shown).not.toContain('ABC-DEF')
  })

  it('Telegram: waits as long as retry_after in the body says, and tells its words', async () => {
    const bot = channel('telegram', { token: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11', chat: '5', server: receiver().url })
    const body = '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 35","parameters":{"retry_after":35}}'
    receiver().answers.push(
      { status: 429, body },
      { status: 403, body: '{"ok":false,"description":"Forbidden: bot was blocked by the user"}' },
    )
    expect(await bot.send(message, means)).toMatchObject({ ok: false, dead: false, retryAfterSeconds: 35 })
    expect(await bot.send(message, means)).toMatchObject({
      ok: false,
      dead: true,
      answer: 'HTTP 403: Forbidden: bot was blocked by the user',
    })
  })

  it('Discord: content of at most 2,000 characters that rings nobody', async () => {
    const hook = channel('discord', { url: `${receiver().url}/api/webhooks/123456789/abc_DEF-1` })
    receiver().answers.push({ status: 204 })
    expect(await hook.send({ ...message, text: 'x'.repeat(5000) }, means)).toMatchObject({ ok: true })
    const body: { content: string; allowed_mentions: unknown } = JSON.parse(receiver().received[0]?.body ?? '')
    expect(body.content.length).toBeLessThanOrEqual(2000)
    expect(body.content).toContain(message.link)
    expect(body.allowed_mentions).toEqual({ parse: [] })
    expect(hook.shown).toBe('webhook 123456789')
  })

  it('Slack: text with its three signs escaped', async () => {
    const hook = channel('slack', { url: `${receiver().url}/services/T000/B000/XXXXabcd` })
    receiver().answers.push({ status: 200, body: 'ok' })
    await hook.send(message, means)
    const { text }: { text: string } = JSON.parse(receiver().received[0]?.body ?? '')
    expect(text).toContain('Main &lt;desk&gt;')
    expect(text).toContain('&amp; more')
    expect(text).toContain(`<${message.link}|Look>`)
  })

  it('ntfy: a JSON message with priority, click and action', async () => {
    const topic = channel('ntfy', { server: receiver().url, topic: 'my-desk', token: 'tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2' })
    await topic.send(message, means)
    const [got] = receiver().received
    expect(got?.headers.authorization).toBe('Bearer tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2')
    expect(JSON.parse(got?.body ?? '')).toMatchObject({
      topic: 'my-desk',
      priority: 5,
      click: message.link,
      message: message.text,
    })
  })

  it.each([
    ['telegram', () => ({ token: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11', chat: '5', server: receiver().url }), 'Ansehen'],
    ['discord', () => ({ url: `${receiver().url}/api/webhooks/123456789/abc_DEF-1` }), '4 Stunden Ruhe: <https:'],
    ['slack', () => ({ url: `${receiver().url}/services/T000/B000/XXXXabcd` }), '|Ansehen> · <https:'],
    ['ntfy', () => ({ server: receiver().url, topic: 'my-desk' }), '"label":"4 Stunden Ruhe"'],
  ] as const)('%s: what it adds is in the language of the message', async (kind, settings, words) => {
    await channel(kind, settings()).send({ ...message, reader: readerIn('de') }, means)
    const body = receiver().received[0]?.body ?? ''
    expect(body).toContain(words)
    expect(body).toContain('4 Stunden Ruhe')
    expect(body).not.toMatch(/Look|Quiet/)
  })

  it('webhook: signed as Standard Webhooks has it, by both secrets while one takes the other’s place', async () => {
    const [old, next] = [newWebhookSecret(), newWebhookSecret()]
    const hook = channel('webhook', { url: `${receiver().url}/in`, secrets: [next, old] })
    await hook.send(message, means)
    const [got] = receiver().received
    const headers: Record<string, string> = {}
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) headers[name] = String(got?.headers[name])
    expect(headers['webhook-id']).toBe(message.id)
    for (const secret of [old, next]) {
      expect(new Webhook(secret).verify(got?.body ?? '', headers)).toMatchObject({ data: { title: message.title } })
    }
    expect(() => new Webhook(newWebhookSecret()).verify(got?.body ?? '', headers)).toThrow()
  })

  it('e-mail: a letter with text and HTML, named by the message', async () => {
    const letters: string[] = []
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => parts.push(part))
        stream.on('end', () => {
          letters.push(Buffer.concat(parts).toString('utf8'))
          done()
        })
      },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const mail = createMailer(
      { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'ballast@example.com', DATA_DIR: '/nowhere' },
      createLog('silent'),
    )
    const letter = channel('email', { to: 'joan@example.com' })
    expect(await letter.send({ ...message, html: '<p>Hello</p>' }, { ...means, mail })).toEqual({
      ok: true,
      answer: 'taken by the mail server',
    })
    expect(letters[0]).toContain(`Message-ID: <${message.id}@ballast>`)
    expect(letters[0]).toContain('To: joan@example.com')
    expect(letters[0]).toContain('text/html')
    await new Promise<void>((resolve) => server.close(() => resolve()))
    expect(await letter.send(message, { ...means, mail })).toMatchObject({
      ok: false,
      dead: false,
      answer: 'nobody answers at this address',
    })
  })
})

describe('what a receiver answers', () => {
  it.each([
    [{ status: 500 }, { dead: false }],
    [
      { status: 503, headers: { 'retry-after': '120' } },
      { dead: false, retryAfterSeconds: 120 },
    ],
    [{ status: 410 }, { dead: true }],
    [
      { status: 302, headers: { location: 'http://127.0.0.1/' } },
      { dead: true, answer: 'HTTP 302: redirects are not followed' },
    ],
    [null, { dead: false, answer: 'the connection was cut' }],
  ])('%j', async (answer, outcome) => {
    const hook = channel('webhook', { url: `${receiver().url}/in`, secrets: [newWebhookSecret()] })
    receiver().answers.push(answer)
    expect(await hook.send(message, means)).toMatchObject({ ok: false, ...outcome })
    expect(receiver().received).toHaveLength(1)
  })

  it('is read only so far, in one line', async () => {
    const hook = channel('webhook', { url: `${receiver().url}/in`, secrets: [newWebhookSecret()] })
    receiver().answers.push({ status: 500, body: `no\nand\u0007 no ${'x'.repeat(100_000)}` })
    const outcome = await hook.send(message, means)
    expect(outcome.answer).toMatch(/^HTTP 500: no and no x+…$/)
    expect(outcome.answer.length).toBeLessThan(200)
  })
})

describe('addresses within', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('%s is none that anything is sent to', (address) => expect(isPublicAddress(address)).toBe(false))

  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('%s is one', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )

  it('are refused by their address, however it is written, and nothing is sent', async () => {
    const port = receiver().host.split(':')[1]
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost']) {
      const hook = channel('webhook', { url: `http://${host}:${port}/in`, secrets: [newWebhookSecret()] })
      const outcome = await hook.send(message, { ...means, http: guardedHttp() })
      expect(outcome).toMatchObject({ ok: false, dead: true })
      expect(outcome.answer).toContain('own network')
    }
    expect(receiver().received).toEqual([])
  })

  it('are refused by what a name leads to as the connection is made', async () => {
    const { port } = new URL(receiver().url)
    const http = guardedHttp([], (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]))
    const hook = channel('webhook', { url: `http://hooks.example.com:${port}/in`, secrets: [newWebhookSecret()] })
    expect(await hook.send(message, { ...means, http })).toMatchObject({ ok: false, dead: true })
    expect(receiver().received).toEqual([])
  })
})
