import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { z } from 'zod'
import { expect, test } from './fixtures'
import { PersonApi } from './person-api'

/** Every page and every route that a browser can ask for, with another user's ids and names in every place for one. */

interface Named {
  id: string
  name: string
  email: string
}

/** Addresses of all pages and routes, `[id]` and the like still in them. */
function addresses(): string[] {
  const found = readdirSync('app', { recursive: true, encoding: 'utf8' }).flatMap((file) => {
    const [, folder] = /^(.*?)\/?(?:page\.tsx|route\.ts)$/.exec(file) ?? []
    return folder === undefined ? [] : [`/${folder}`.replaceAll(/\/\([^/]+\)/g, '')]
  })
  return [...new Set(found.map((address) => address || '/'))]
}

/** Query parameters by which a page or route may be asked for somebody's things. */
const PARAMETERS = [
  'id',
  'account',
  'accounts',
  'accountIds',
  'account_ids',
  'accountNames',
  'account_names',
  'name',
  'q',
  'user',
  'from',
  'code',
]

/** The texts of a page: without scripts, what differs from request to request, and the order in which parts were sent. */
function texts(html: string, named: string[]): string[] {
  const shown = named
    .reduce((text, name) => text.replaceAll(name, '<named>'), html)
    .replaceAll(/<(script|template|style)[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '~')
    .replaceAll(/\d+/g, '#')
    .replaceAll(/just now|# (s|m|h|d|min|seconds?|minutes?) ago/g, '~')
    .split(/<(?!named>)[^>]*>/)
    .map((text) => text.trim())
  return [...new Set(shown)].filter((text) => text !== '' && !text.startsWith('Loading')).sort()
}

test('no page and no route shows or betrays another user’s things', async ({ playwright, baseURL, freshLedger }) => {
  // Hundreds of requests.
  test.setTimeout(240_000)
  const people = await Promise.all([1, 2].map(async () => new PersonApi(await playwright.request.newContext({ baseURL }))))
  const [alice, bob] = people
  if (!alice || !bob) throw new Error('Two people are needed.')
  const mark = randomBytes(5).toString('hex')
  const email = `alice-${mark}@example.com`
  await alice.signUp({ email, password: `long enough ${mark}` })
  await bob.signUp({ email: `bob-${mark}@example.com`, password: `long enough too ${mark}` })
  const { key, tokens } = await freshLedger('bybit', 'hedged-desk')
  const name = `Desk ${mark}`
  const credentials = { apiKey: key.apiKey, apiSecret: key.apiSecret }
  const { id } = z.object({ id: z.string() }).parse(await alice.call('accounts.create', { name, exchange: 'bybit', credentials }))
  await alice.call('balances.refresh', { accountIds: [id] })
  // Long enough to be hers alone.
  const figures = tokens.map(({ balance }) => balance).filter((balance) => balance.length > 7)
  const page = await alice.get(`/accounts/${id}`)
  expect(figures.some((figure) => page.text.includes(figure))).toBe(true)
  expect(page.text).toContain(name)
  expect((await alice.get('/history/equity.csv')).text).toContain(name)

  const nothing: Named = { id: randomUUID(), name: `Desk ${randomBytes(5).toString('hex')}`, email: `none-${mark}@example.com` }
  const theirs = { id, name, email }
  let walked = 0
  // The stream has no end; the walk over procedures listens to it.
  for (const address of addresses().filter((known) => !known.endsWith('live.updates'))) {
    const asks = (named: Named) => {
      const place = address.replaceAll(/\[\[?(\.\.\.)?\w+\]\]?/g, named.id)
      const values = [named.id, named.name, named.email]
      // All parameters at once, for each kind of name.
      const queries = values.map((value) => new URLSearchParams(PARAMETERS.map((parameter) => [parameter, value])))
      return [place, ...queries.map((query) => `${place}?${query}`)]
    }
    const [hers, nobodys] = [asks(theirs), asks(nothing)]
    for (const [i, path] of hers.entries()) {
      for (const rsc of address.startsWith('/api') ? [false] : [false, true]) {
        const answer = await bob.get(path, rsc ? { rsc: '1' } : {})
        walked += 1
        const asked = new Set([id, name, email].filter((value) => decodeURIComponent(path.replaceAll('+', ' ')).includes(value)))
        for (const secret of [id, name, email]) if (!asked.has(secret)) expect(answer.text, path).not.toContain(secret)
        expect(
          figures.filter((figure) => answer.text.includes(figure)),
          path,
        ).toEqual([])
        expect(answer.status, path).toBeLessThan(500)
        // One's own file tells of the file before.
        if (rsc || address === '/api/me/export') continue
        const other = await bob.get(nobodys[i] ?? '')
        expect(other.status, path).toBe(answer.status)
        const encoded = (value: string) => [value, encodeURIComponent(value), String(new URLSearchParams({ v: value })).slice(2)]
        expect(texts(answer.text, [id, name, email].flatMap(encoded)), path).toEqual(
          texts(other.text, Object.values(nothing).flatMap(encoded)),
        )
      }
    }
  }
  console.log(`walk of pages and routes: ${addresses().length} addresses, ${walked} requests with another user's ids and names`)
  expect(await alice.call('accounts.update', { id, name })).toMatchObject({ id, name, archived: false })
  for (const { request } of people) await request.dispose()
})

test('the stream of events tells only one’s own', async ({ playwright, baseURL }) => {
  const nobody = await playwright.request.newContext({ baseURL })
  const refused = await nobody.get('/api/trpc/live.updates?input=%7B%22json%22%3A%7B%22lastEventId%22%3A%220%22%7D%7D')
  expect(await refused.text()).toContain('Please sign in.')
  await nobody.dispose()
})
