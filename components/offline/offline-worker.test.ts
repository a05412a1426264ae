import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { beforeEach, expect, it } from 'vitest'

const ORIGIN = 'https://ballast.example'
const DESK = '/desk/0198c5b1-7a52-7c7e-8f43-2d1c3b4a5e6f'
const OTHER = '/desk/5e6f0198-7a52-4c7e-8f43-2d1c3b4ac5b1'

type Answer = () => Response | Promise<Response>

/** A browser's store, as far as the worker uses it. */
function stores() {
  const all = new Map<string, Map<string, Response>>()
  const plain = (address: string) => address.split('?')[0]
  const open = async (name: string) => {
    const kept = all.get(name) ?? new Map<string, Response>()
    all.set(name, kept)
    const find = (request: string | { url: string }, { ignoreSearch = false } = {}) => {
      const asked = typeof request === 'string' ? request : request.url
      return [...kept.keys()].find((url) => (ignoreSearch ? plain(url) === plain(asked) : url === asked))
    }
    return {
      match: async (request: string | { url: string }, options?: { ignoreSearch: boolean }) => {
        const url = find(request, options)
        return url === undefined ? undefined : kept.get(url)?.clone()
      },
      put: async (url: string, response: Response) => void kept.set(url, response),
      keys: async () => [...kept.keys()].map((url) => ({ url })),
      delete: async (request: string | { url: string }) => kept.delete(find(request) ?? ''),
    }
  }
  return {
    kept: () => [...(all.get('ballast-kept')?.keys() ?? [])].map((url) => url.slice(ORIGIN.length)).sort(),
    caches: { open, has: async (name: string) => all.has(name), delete: async (name: string) => all.delete(name) },
  }
}

/** The worker, with a network that answers as `network` says. */
function worker() {
  const { kept, caches } = stores()
  const hears = new Map<string, (event: unknown) => void>()
  const network: { answer: Answer } = { answer: () => Promise.reject(new Error('offline')) }
  const self = {
    location: { origin: ORIGIN },
    clients: { claim: async () => {} },
    addEventListener: (kind: string, hear: (event: unknown) => void) => void hears.set(kind, hear),
  }
  const fetch = async () => network.answer()
  const code = readFileSync('public/offline-worker.js', 'utf8')
  runInNewContext(code, { self, caches, fetch, Response, Headers, URL, Date, setTimeout })
  return {
    kept,
    network,
    async keep(path: string) {
      let work: Promise<unknown> = Promise.resolve()
      const event = { data: { type: 'keep', url: ORIGIN + path, files: [] }, ports: [] }
      hears.get('message')?.({ ...event, waitUntil: (promise: Promise<unknown>) => (work = promise) })
      await work
    },
    async visit(path: string) {
      let answer: Promise<Response> = Promise.reject(new Error('Nobody answered.'))
      answer.catch(() => {})
      const request = { method: 'GET', mode: 'navigate', url: ORIGIN + path }
      hears.get('fetch')?.({ request, respondWith: (promise: Promise<Response>) => (answer = promise) })
      return (await answer).text()
    },
  }
}

const page = (words: string) => () =>
  new Response(`<html><meta name="page-of" content="anna"/>${words}`, { headers: { 'content-type': 'text/html' } })
const missing = () => new Response('There is nothing here', { status: 404, headers: { 'content-type': 'text/html' } })
const offline = () => Promise.reject(new Error('offline'))

let browser: ReturnType<typeof worker>
beforeEach(() => {
  browser = worker()
})

async function keepThree(): Promise<void> {
  for (const [path, words] of [
    ['/overview', 'my own'],
    [`${DESK}/overview`, 'the fund'],
    [`${OTHER}/overview`, 'the couple'],
  ] as const) {
    browser.network.answer = page(words)
    await browser.keep(path)
  }
  browser.network.answer = offline
}

it('keeps pages of each desk apart, and shows none of them on another’s address', async () => {
  await keepThree()
  expect(browser.kept()).toEqual([`${DESK}/overview`, `${OTHER}/overview`, '/overview'].sort())
  expect(await browser.visit('/overview')).toContain('my own')
  expect(await browser.visit(`${DESK}/overview?period=7d`)).toContain('the fund')
  expect(await browser.visit(`${OTHER}/overview`)).toContain('the couple')
  const nothing = await browser.visit(`${DESK}/balances`)
  expect(nothing).toContain('was not kept')
  expect(nothing).toContain(`href="${DESK}/overview"`)
  expect(await browser.visit('/balances')).toContain('href="/overview"')
})

it.each(['keep', 'visit'] as const)('keeps nothing of a desk that is missing when one would %s it', async (how) => {
  await keepThree()
  browser.network.answer = missing
  await browser[how](`${DESK}/overview`)
  await expect.poll(browser.kept).toEqual([`${OTHER}/overview`, '/overview'].sort())
  await browser[how]('/accounts/0198c5b1-7a52-7c7e-8f43-2d1c3b4a5e6f')
  expect(browser.kept()).toEqual([`${OTHER}/overview`, '/overview'].sort())
})

it('keeps no page on which something is typed', async () => {
  browser.network.answer = page('a form')
  for (const path of ['/accounts/new', `${DESK}/accounts/new`, '/settings', `${DESK}/settings`]) await browser.keep(path)
  expect(browser.kept()).toEqual([])
})
