import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { afterEach, expect, it, vi } from 'vitest'
import { readSessionCookie } from './cookie'

const SECRETS = { first: 'a'.repeat(43), second: 'b'.repeat(43) }
// Takes the place of a module, which files that share a process cannot do: it stands among those that have one each.
const settings = vi.hoisted(() => ({ NEXTAUTH_SECRET: 'a'.repeat(43), BASE_URL: 'http://localhost:3000' }))
vi.mock('../env', () => ({ env: () => settings }))
afterEach(() => {
  settings.NEXTAUTH_SECRET = SECRETS.first
  vi.useRealTimers()
})

const someone = () => ({ userId: randomUUID(), sessionId: randomUUID() })
const cookieOf = ({ userId, sessionId }: ReturnType<typeof someone>, maxAge = 3600) =>
  encode({ token: { sub: userId, sid: sessionId }, secret: SECRETS.first, maxAge })

it('says the same of a cookie that was opened before, and of each its own', async () => {
  const [alice, bob] = [someone(), someone()]
  const [hers, his] = [await cookieOf(alice), await cookieOf(bob)]
  for (let n = 0; n < 3; n++) {
    expect(await readSessionCookie(hers)).toEqual(alice)
    expect(await readSessionCookie(his)).toEqual(bob)
  }
})

it('knows none that is over, though it was opened while it was not', async () => {
  const alice = someone()
  const cookie = await cookieOf(alice, 60)
  expect(await readSessionCookie(cookie)).toEqual(alice)
  vi.useFakeTimers({ now: Date.now() + 90_000, toFake: ['Date'] })
  expect(await readSessionCookie(cookie)).toBeNull()
})

it('knows none of another secret, nor one that was changed, though it was opened', async () => {
  const cookie = await cookieOf(someone())
  expect(await readSessionCookie(cookie)).not.toBeNull()
  const at = cookie.length - 10
  const changed = cookie.slice(0, at) + (cookie[at] === 'A' ? 'B' : 'A') + cookie.slice(at + 1)
  expect(await readSessionCookie(changed)).toBeNull()
  settings.NEXTAUTH_SECRET = SECRETS.second
  expect(await readSessionCookie(cookie)).toBeNull()
})
