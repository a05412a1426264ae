import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'

import { FakeExchanges } from '../../exchanges/testing'
import { TestClock, type TestContext, testDeps } from '../testing'
import { signedUp } from '../users/testing'
import { getMail, sendTestMail } from './mail'

/** What the mail server does with the next letter. */
let refusal: string | null = null
const letters: string[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_address, _session, callback) => {
    callback(refusal === null ? null : Object.assign(new Error(refusal), { responseCode: 550 }))
  },
  onData: (stream, _session, callback) => {
    let text = ''
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
    stream.on('end', () => {
      letters.push(text)
      callback(null)
    })
  },
})

describe('the administrator’s test letter', () => {
  let database: TestDatabase
  let admin: TestContext
  let person: TestContext
  let settings: { SMTP_URL: string | undefined; MAIL_FROM: string; DATA_DIR: string }

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.server.address() as AddressInfo
    settings = { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Desk <desk@example.com>', DATA_DIR: '/nowhere' }
    database = await testDatabase()
    const clock = new TestClock()
    const deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
    admin = await signedUp(deps, 'admin@example.com')
    person = await signedUp(deps, 'person@example.com')
  })
  afterAll(async () => {
    await new Promise<void>((resolve) => server.close(resolve))
    await database.close()
  })

  it('goes to their own address, and shows what the server said', async () => {
    expect(await getMail(admin, settings)).toEqual({
      ...{ server: new URL(settings.SMTP_URL ?? '').host, from: 'Desk <desk@example.com>', to: 'admin@example.com' },
    })
    const { to, answer } = await sendTestMail(admin, settings)
    expect([to, answer]).toEqual(['admin@example.com', expect.stringMatching(/^250 /)])
    expect(letters).toHaveLength(1)
    expect(letters[0]).toMatch(/^From: Desk <desk@example\.com>\r\nTo: admin@example\.com\r\nSubject: A test letter/m)
  })

  it('tells in words why the server took none', async () => {
    refusal = 'no such mailbox here'
    await expect(sendTestMail(admin, settings)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('no such mailbox here'),
    })
    refusal = null
    await expect(sendTestMail(admin, { ...settings, SMTP_URL: 'smtp://user:secret-of-mail@127.0.0.1:1' })).rejects.toMatchObject({
      code: 'conflict',
      message: 'The mail server at 127.0.0.1:1 cannot be used: nothing listens there.',
    })
    expect(letters).toHaveLength(1)
  })

  it('is none where no server is set, and for nobody else', async () => {
    const unset = { ...settings, SMTP_URL: undefined }
    expect(await getMail(admin, unset)).toMatchObject({ server: null })
    await expect(sendTestMail(admin, unset)).rejects.toMatchObject({ code: 'conflict' })
    for (const work of [getMail(person, settings), sendTestMail(person, settings)]) {
      await expect(work).rejects.toMatchObject({ code: 'forbidden' })
    }
    expect(letters).toHaveLength(1)
  })

  it('is not sent without end', async () => {
    const sent = []
    for (let i = 0; i < 12; i++)
      sent.push(
        await sendTestMail(admin, settings).then(
          () => 'sent',
          (error) => error.code,
        ),
      )
    expect(sent.at(-1)).toBe('rate_limited')
  })
})
