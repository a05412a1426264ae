import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import { z } from 'zod'
import { ensureBrowser } from '../scripts/browser'
import { type BrowserSubscription, openPush, subscribeAt, whoSigned } from '../server/notify/push-service.testing'
import { Receiver } from '../server/notify/receiver.testing'
import { expect, expectAccessible, signIn, test } from './fixtures'

// A browser without a window shows no notifications: a whole one is needed here.
test.use({
  launchOptions: [
    async ({ launchOptions }, use) => use({ ...launchOptions, executablePath: ensureBrowser() }),
    { scope: 'worker' },
  ],
})

/**
 * A browser without its maker's push service: what that would do is done here. The page subscribes by a stand-in, Ballast
 * sends to a push service on this machine, which opens what came by the subscription's own keys, and hands it to the real
 * worker of the page as a push service would.
 */
let service: Receiver
let browserKeys: BrowserSubscription

test.beforeEach(async ({ person }) => {
  expect(person.email).toContain('@')
  service = new Receiver()
  await service.listen()
  browserKeys = subscribeAt(service.url.replace('127.0.0.1', 'localhost'))
})
test.afterEach(() => service.close())

/** Has pages subscribe at the stand-in, and remember it as a browser does. */
async function standIn(context: BrowserContext): Promise<void> {
  await context.grantPermissions(['notifications'])
  await context.addInitScript(
    ({ endpoint, p256dh, auth }) => {
      const KEY = 'stand-in subscription'
      const bytes = (text: string) =>
        Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0)).buffer
      const made = (key: string) => ({
        endpoint,
        options: { applicationServerKey: Uint8Array.from(key.split(',').map(Number)).buffer },
        getKey: (name: string) => bytes(name === 'auth' ? auth : p256dh),
        unsubscribe: async () => {
          localStorage.removeItem(KEY)
          return true
        },
      })
      Object.assign(PushManager.prototype, {
        subscribe: async (options: { applicationServerKey: Uint8Array }) => {
          localStorage.setItem(KEY, [...options.applicationServerKey].join())
          return made([...options.applicationServerKey].join())
        },
        getSubscription: async () => {
          const key = localStorage.getItem(KEY)
          return key === null ? null : made(key)
        },
      })
    },
    { endpoint: browserKeys.endpoint, p256dh: browserKeys.p256dh, auth: browserKeys.auth },
  )
}

const subscribed = (page: Page) => page.evaluate(() => localStorage.getItem('stand-in subscription') !== null)

/** Delivers to the page's worker, as the browser's push service does. */
async function workerOf(page: Page): Promise<(data: string) => Promise<void>> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${origin}/` && !isDeleted)
      if (ours) resolve(ours.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await registered
  return async (data) => {
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
  }
}

const shownOn = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/')
    const shown = (await registration?.getNotifications()) ?? []
    return shown.map(({ title, body, tag, requireInteraction }) => ({ title, body, tag, requireInteraction }))
  })

/**
 * Hands a message on until it is on the screen: a browser without a push service loses some on a busy machine. One that comes twice
 * takes its own place.
 */
async function shows(page: Page, deliver: (data: string) => Promise<void>, data: string, expected: object): Promise<void> {
  await expect(async () => {
    await deliver(data)
    await expect.poll(() => shownOn(page), { timeout: 5_000 }).toMatchObject([expected])
  }).toPass()
}

/** What the person sees who clicks the notification, or the button in it. */
async function clicked(context: BrowserContext, action: '' | 'snooze'): Promise<string[]> {
  const [worker] = context.serviceWorkers()
  if (!worker) throw new Error('No worker runs.')
  return worker.evaluate(async (pressed) => {
    // Browsers open windows for real clicks alone: what would be opened is noted.
    const opened: string[] = []
    // biome-ignore lint/suspicious/noExplicitAny: what a worker has is no part of a page's types.
    const scope = globalThis as any
    scope.clients.openWindow = async (path: string) => void opened.push(path)
    scope.clients.matchAll = async () => []
    for (const notification of await scope.registration.getNotifications()) {
      const event = new scope.NotificationEvent('notificationclick', { notification, action: pressed })
      const done: Promise<unknown>[] = []
      event.waitUntil = (work: Promise<unknown>) => done.push(work)
      scope.dispatchEvent(event)
      await Promise.all(done)
    }
    return opened
  }, action)
}

const opened = (index: number) => openPush(service.received[index]?.raw ?? Buffer.alloc(0), browserKeys).toString('utf8')

async function turnOn(page: Page): Promise<void> {
  await page.goto('/alerts')
  await page.getByRole('button', { name: 'Tell this device' }).click()
  await expect(page.getByText(/A test was sent to Chrome/)).toBeVisible()
}

test('this device is told: it subscribes, a test arrives sealed for it alone, is shown, and leads to the alerts', async ({
  page,
  context,
}) => {
  await standIn(context)
  await turnOn(page)
  const row = page.getByRole('list', { name: 'Channels' }).getByRole('listitem').filter({ hasText: 'This device' })
  await expect(row).toContainText('by localhost')
  await expect(row).not.toContainText('Not tested')
  await expectAccessible(page)

  const [got] = service.received
  if (!got) throw new Error('Nothing came.')
  expect(got.raw.includes('Ballast')).toBe(false)
  const { publicKey } = whoSigned(got)
  expect(await page.evaluate(() => localStorage.getItem('stand-in subscription'))).toBe(
    [...Buffer.from(publicKey, 'base64url')].join(),
  )
  const deliver = await workerOf(page)
  // The push service may hand it on twice: it is shown once.
  await deliver(opened(0))
  await shows(page, deliver, opened(0), { title: 'Ballast can reach you here.', requireInteraction: false })
  expect(await clicked(context, '')).toEqual(['/alerts'])
  expect(await shownOn(page)).toEqual([])

  const { id } = z.object({ id: z.string() }).parse(JSON.parse(opened(0)))
  const urgent = { id, level: 'urgent', title: 'Urgent', body: 'BTC is near.', path: '/alerts', snoozePath: '/snooze/abc' }
  await shows(page, deliver, JSON.stringify({ ...urgent, at: Date.now() - 3_600_000 }), { tag: id, requireInteraction: true })
  // What comes late says of when it is.
  expect((await shownOn(page))[0]?.body).toMatch(/^BTC is near\.\n.*\d{2}:\d{2}/)
  expect(await clicked(context, 'snooze')).toEqual(['/snooze/abc'])
  for (const hostile of ['no JSON', '[]', 'null', JSON.stringify({ title: 7, path: 'https://evil.example.com/x' })]) {
    await shows(page, deliver, hostile, { title: 'Ballast', body: 'Something happened. Open Ballast.' })
    expect(await clicked(context, '')).toEqual(['/alerts'])
  }

  await row.getByRole('button', { name: /^Remove/ }).click()
  await page.getByRole('button', { name: 'Remove the channel' }).click()
  await expect(page.getByRole('button', { name: 'Tell this device' })).toBeVisible()
  expect(await subscribed(page)).toBe(false)
})

test('whoever signs out leaves nothing behind: no subscription, no message on the screen, no channel', async ({
  page,
  context,
  person,
}) => {
  await standIn(context)
  await turnOn(page)
  const deliver = await workerOf(page)
  await shows(page, deliver, opened(0), {})
  await page.getByRole('button', { name: /^Your account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in/)
  expect(await subscribed(page)).toBe(false)
  expect(await shownOn(page)).toEqual([])
  await signIn(page, person)
  await page.goto('/alerts')
  await expect(page.getByText('Nobody is told yet')).toBeVisible()
})

test('what somebody else is told in this browser is given up by whoever comes next', async ({ page, context }) => {
  await standIn(context)
  // Somebody’s session ended without a word: their subscription stands, and is none of this person’s.
  await page.addInitScript(() => {
    if (sessionStorage.getItem('left behind')) return
    sessionStorage.setItem('left behind', 'yes')
    localStorage.setItem('stand-in subscription', '1,2,3')
  })
  await page.goto('/alerts')
  await page.evaluate(async () => void (await navigator.serviceWorker.register('/push-worker.js', { scope: '/' })))
  await page.reload()
  await expect.poll(() => subscribed(page), { timeout: 30_000 }).toBe(false)
})

/** Has the browser renew its subscription by itself, as its push service may have it do; the page is not asked. */
async function renew(context: BrowserContext, former: BrowserSubscription, next: BrowserSubscription): Promise<void> {
  const [worker] = context.serviceWorkers()
  if (!worker) throw new Error('No worker runs.')
  const keys = ({ endpoint, p256dh, auth }: BrowserSubscription) => ({ endpoint, p256dh, auth })
  await worker.evaluate(
    async ([before, after]) => {
      const bytes = (text: string) =>
        Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0)).buffer
      const made = ({ endpoint, p256dh, auth }: { endpoint: string; p256dh: string; auth: string }) => ({
        endpoint,
        options: {},
        getKey: (name: string) => bytes(name === 'auth' ? auth : p256dh),
        unsubscribe: async () => true,
      })
      const done: Promise<unknown>[] = []
      const event = Object.assign(new Event('pushsubscriptionchange'), {
        oldSubscription: before && made(before),
        newSubscription: after && made(after),
        waitUntil: (work: Promise<unknown>) => done.push(work),
      })
      globalThis.dispatchEvent(event)
      await Promise.all(done)
    },
    [keys(former), keys(next)] as const,
  )
}

test('a browser that renews its subscription keeps its channel, and no page is asked', async ({ page, context }) => {
  await standIn(context)
  await turnOn(page)
  const next = subscribeAt(service.url.replace('127.0.0.1', 'localhost'))
  await renew(context, browserKeys, next)
  const id = await page.evaluate(async () => {
    const answer = await fetch('/api/trpc/alerts.channels')
    const { result } = await answer.json()
    return result.data.json[0].id
  })
  const before = service.received.length
  await page.request.post('/api/trpc/alerts.testChannel', { data: { json: { id } } })
  expect(service.received).toHaveLength(before + 1)
  const got = service.received[before]
  expect(got?.path).toBe(new URL(next.endpoint).pathname)
  expect(openPush(got?.raw ?? Buffer.alloc(0), next).toString('utf8')).toContain('Ballast can reach you here.')
})

test('a push service that says 410 has the channel say so, and the device can be told anew', async ({ page, context }) => {
  await standIn(context)
  await turnOn(page)
  service.answers.push({ status: 410 })
  const list = page.getByRole('list', { name: 'Channels' })
  await list.getByRole('button', { name: /^Send a test/ }).click()
  await expect(list).toContainText('takes no messages any more')
  await expect(list.getByRole('switch')).not.toBeChecked()
  await page.getByRole('button', { name: 'Tell this device' }).click()
  await expect(list.getByRole('switch')).toBeChecked()
  await expect(list).not.toContainText('Failing')
})

test('a browser whose maker’s push service is out of reach says so, and one that blocks messages another thing', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['notifications'])
  await page.goto('/alerts')
  await page.getByRole('button', { name: 'Tell this device' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'push service' })).toBeVisible()
  await context.clearPermissions()
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }))
  await page.reload()
  await expect(page.getByText('This browser blocks messages from Ballast.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Tell this device' })).toBeHidden()
  await expectAccessible(page)
})
