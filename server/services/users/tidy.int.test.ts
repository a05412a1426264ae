import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps } from '../../context'
import { FakeExchanges } from '../../exchanges/testing'
import { startPasskeySignIn } from '../passkeys/sign-in'
import { passkeySite } from '../passkeys/site'
import { TestClock, testDeps } from '../testing'
import { requestPasswordReset } from './password'
import { signedIn, signedUp, someVisitor } from './testing'
import { tidySignInData } from './tidy'

describe('tidying up after sign-ins', () => {
  let database: TestDatabase
  let deps: Deps
  const clock = new TestClock()

  beforeAll(async () => {
    database = await testDatabase()
    deps = testDeps(database.db, new FakeExchanges(clock.now), clock)
  })
  afterAll(() => database.close())

  const left = async () => {
    const [row] = await database.db.asSystem((tx) =>
      tx.execute(`select (select count(*)::int from attempts) as attempts, (select count(*)::int from challenges) as challenges,
        (select count(*)::int from password_resets) as resets, (select count(*)::int from sessions) as sessions`),
    )
    return row
  }

  it('removes what nobody asks for any more, and nothing that still counts', async () => {
    await signedUp(deps, 'user@example.com')
    await startPasskeySignIn(someVisitor(deps), passkeySite('https://ballast.example.com'))
    await new Promise<void>((resolve) => {
      const means = { mail: async () => resolve(), baseUrl: 'https://ballast.example.com' }
      void requestPasswordReset(someVisitor(deps), { email: 'user@example.com' }, means)
    })
    const before = await left()
    expect(before).toMatchObject({ challenges: 1, resets: 1, sessions: 1 })
    await tidySignInData(deps)
    expect(await left()).toEqual(before)
    clock.advance(86_400 * 2)
    await tidySignInData(deps)
    expect(await left()).toEqual({ attempts: 0, challenges: 0, resets: 1, sessions: 1 })
    clock.advance(86_400 * 90)
    await signedIn(someVisitor(deps), 'user@example.com')
    await tidySignInData(deps)
    expect(await left()).toMatchObject({ resets: 0, sessions: 1 })
  })
})
