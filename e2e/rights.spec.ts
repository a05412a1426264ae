import { expect, type Person, test } from './fixtures'
import { PersonApi } from './person-api'

/** A live stream of a signed-in browser, read until it ends. */
async function openStream(api: PersonApi, baseURL: string) {
  const { cookies } = await api.request.storageState()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const response = await fetch(new URL('/api/trpc/live.updates', baseURL), { headers: { cookie } })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error(`No stream: ${response.status}`)
  let heard = ''
  while (!heard.includes('resync')) heard += (await reader.read()).value ?? ''
  const ended = (async () => {
    while (!(await reader.read()).done);
    return 'ended'
  })()
  return { ended }
}

test('an open stream ends with the right to it, at once', async ({ person, playwright, baseURL }) => {
  const enter = async ({ email, password }: Person) => {
    const api = new PersonApi(await playwright.request.newContext({ baseURL }))
    expect(await api.signIn({ email, password })).toBe(true)
    return api
  }
  const here = await enter(person)
  let password = person.password
  const ends: [what: string, how: () => Promise<unknown>][] = [
    ['signing out everywhere else', () => here.call('sessions.revokeAll', { password })],
    [
      'a new password',
      async () => {
        const newPassword = `${password} more`
        const changed = await here.call('security.changePassword', { password, newPassword })
        password = newPassword
        return changed
      },
    ],
    ['going for good', () => here.call('security.deleteMe', { password, email: person.email })],
  ]
  for (const [what, end] of ends) {
    const there = await enter({ email: person.email, password })
    const stream = await openStream(there, baseURL ?? '')
    expect(await end(), what).not.toBeNull()
    expect(await stream.ended, what).toBe('ended')
    // The next one is refused.
    expect((await there.get('/api/me/export')).status, what).toBe(401)
  }
})
