import { afterEach, beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => {
  vi.resetModules()
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
  vi.stubEnv('NEXTAUTH_SECRET', 's'.repeat(32))
})
afterEach(() => vi.unstubAllEnvs())

it('over https each cookie is bound to this host, and scripts cannot read one', async () => {
  vi.stubEnv('BASE_URL', 'https://ballast.example.com')
  const { authCookies, secondStepCookie, sessionCookieName } = await import('./cookie')
  expect(sessionCookieName()).toMatch(/^__Host-ballast-[0-9a-f]{8}\.session-token$/)
  for (const cookie of Object.values(authCookies() ?? {})) {
    expect(cookie.name).toMatch(/^__Host-/)
    expect(cookie.options).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' })
  }
  expect(secondStepCookie()).toMatchObject({ httpOnly: true, secure: true, path: '/' })
  expect(secondStepCookie().name).toMatch(/^__Host-ballast-[0-9a-f]{8}\.second-step$/)
})

it('over http they go without what browsers would refuse there', async () => {
  vi.stubEnv('BASE_URL', 'http://localhost:3000')
  const { authCookies, sessionCookieName } = await import('./cookie')
  expect(sessionCookieName()).toMatch(/^ballast-[0-9a-f]{8}\.session-token$/)
  expect(authCookies()?.sessionToken).toMatchObject({ name: sessionCookieName(), options: { httpOnly: true, secure: false } })
})

it('two installations name theirs differently, the processes of one the same', async () => {
  const { cookieName } = await import('./cookie')
  const name = (secret: string, base = 'http://localhost:3000') =>
    cookieName('x', { NEXTAUTH_SECRET: secret.repeat(32), BASE_URL: base })
  expect(name('a')).not.toBe(name('b'))
  expect(name('a')).toBe(name('a', 'http://localhost:3001'))
})
