import { generate } from 'otplib'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { findUser } from '@/db/queries/users'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import type { Mail } from '../../mail'
import { createInvitation } from '../admin/invitations'
import { takeOffSecondFactor } from '../admin/users'
import { confirmTotp, startTotp } from '../second-factor/totp'
import { languageOfPerson } from '../settings/language'
import { updateSettings } from '../settings/update'
import { TestClock, type TestContext, testDeps } from '../testing'
import { requestAddressProof } from './address'
import { requestPasswordReset } from './password'
import { PASSWORD, signedIn, signedUp, someVisitor } from './testing'

const proof = { password: PASSWORD }

describe('letters', () => {
  let database: TestDatabase
  let deps: Deps
  let admin: TestContext
  let letters: Mail[]
  const clock = new TestClock()
  const means = { mail: async (mail: Mail) => void letters.push(mail), baseUrl: 'https://ballast.example.com' }

  beforeAll(async () => {
    database = await testDatabase({ max: 10 })
    deps = { ...testDeps(database.db, new FakeExchanges(clock.now), clock), sendsMail: true }
    admin = await signedUp(deps, 'admin@example.com')
  })
  beforeEach(() => {
    letters = []
  })
  afterAll(() => database.close())

  const languageOf = async ({ userId }: TestContext) =>
    languageOfPerson((await database.db.asUser(userId, (tx) => findUser(tx, userId)))?.settings)

  it('that answer a request are in its language, the link alone on its line', async () => {
    const ctx = await signedUp(deps, 'asks@example.com')
    await requestPasswordReset(someVisitor(deps, { language: 'de' }), { email: 'asks@example.com' }, means)
    const [reset] = await vi.waitFor(() => (letters.length > 0 ? letters : Promise.reject(new Error('No letter yet.'))))
    expect(reset?.subject).toBe('Neues Passwort für Ballast setzen')
    expect(reset?.text).toMatch(
      /^Jemand, hoffentlich Sie, .*:\n\nhttps:\/\/ballast\.example\.com\/reset-password#code=\S+\n\nWenn Sie es nicht waren, .*\.\n$/,
    )
    await requestAddressProof({ ...ctx, language: 'zh-Hans' }, means)
    expect(letters[1]).toMatchObject({
      subject: '您在 Ballast 的邮箱地址',
      text: expect.stringContaining('/prove-address#code='),
    })
  })

  it('to strangers are in the language of who invites; of programs in English', async () => {
    await createInvitation({ ...admin, language: 'de' }, { email: 'guest@example.com', expiresInDays: 7 }, means)
    await createInvitation(admin, { email: 'guest@example.com', expiresInDays: 7 }, means)
    expect(letters.map(({ subject }) => subject)).toEqual(['Sie sind zu Ballast eingeladen', 'You are invited to Ballast'])
  })

  it('about somebody are in their own language, not in that of the administrator', async () => {
    const loser = await signedUp(deps, 'loser@example.com')
    await updateSettings(loser, { language: 'zh-Hans' })
    const { secret } = await startTotp(loser, proof)
    await confirmTotp(loser, { code: await generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) }) })
    await takeOffSecondFactor({ ...admin, language: 'de' }, { ...proof, id: loser.userId }, means)
    expect(letters.map(({ subject }) => subject)).toEqual(['您在 Ballast 的双重验证已被移除'])
  })

  it('know the language of pages from signing in, until one is chosen', async () => {
    const ctx = await signedUp(deps, 'reads@example.com')
    expect(await languageOf(ctx)).toBe('en')
    await signedIn(someVisitor(deps, { language: 'de' }), 'reads@example.com')
    expect(await languageOf(ctx)).toBe('de')
    // A program has no language, and takes none away.
    await signedIn(someVisitor(deps), 'reads@example.com')
    expect(await languageOf(ctx)).toBe('de')
    await updateSettings(ctx, { language: 'en' })
    await signedIn(someVisitor(deps, { language: 'zh-Hans' }), 'reads@example.com')
    expect(await languageOf(ctx)).toBe('en')
    expect(await languageOf(admin)).toBe('en')
  })
})

it.each([{}, null, [], { language: 'fr' }, { language: 7, languageSeen: 'DE' }])('takes %j for English', (settings) => {
  expect(languageOfPerson(settings)).toBe('en')
})
