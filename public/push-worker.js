/*
 * What a browser runs for Ballast while no page is open: shows what is pushed, opens the page where more stands, and tells
 * the server where a browser renewed its subscription. A browser runs one such script for a site: what is kept for when there
 * is no network is another file's.
 */
importScripts('/offline-worker.js')

/** A message that comes later than that says of when it is: it must not look like news. */
const LATE_MS = 120_000

const text = (value) => (typeof value === 'string' ? value : '')

/** A path within this site; whatever is none leads to the alerts. */
function pathOf(value) {
  try {
    const { origin, pathname, search } = new URL(text(value) || '/alerts', self.location.origin)
    return origin === self.location.origin ? pathname + search : '/alerts'
  } catch {
    return '/alerts'
  }
}

function read(data) {
  try {
    const told = data?.json()
    return typeof told === 'object' && told !== null ? told : {}
  } catch {
    return {}
  }
}

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('push', (event) => {
  const { id, level, title, body, path, snoozePath, snoozeLabel, at } = read(event.data)
  const moment = typeof at === 'number' ? at : Date.now()
  const late = Date.now() - moment > LATE_MS
  const of = late ? `\n${new Date(moment).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })}` : ''
  // Browsers demand that each message is shown; one that cannot be read says where to look.
  const shown = text(body) === '' && text(title) === '' ? 'Something happened. Open Ballast.' : text(body) + of
  event.waitUntil(
    self.registration.showNotification(text(title) || 'Ballast', {
      body: shown,
      icon: '/icons/icon-192.png',
      badge: '/icons/badge-96.png',
      // What is sent once more takes the place of the first.
      tag: text(id) || 'ballast',
      timestamp: moment,
      requireInteraction: level === 'urgent',
      data: { path: pathOf(path), snoozePath: text(snoozePath) === '' ? null : pathOf(snoozePath) },
      actions: text(snoozePath) === '' ? [] : [{ action: 'snooze', title: text(snoozeLabel) || 'Quiet for 4 hours' }],
    }),
  )
})

const base64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? new ArrayBuffer(0))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const told = (subscription) => ({
  endpoint: subscription.endpoint,
  p256dh: base64url(subscription.getKey('p256dh')),
  auth: base64url(subscription.getKey('auth')),
})

/**
 * Push services end subscriptions by themselves. The new one is told with the session that is signed in here, and where that
 * is over it is given up: nobody is to be told by it whom Ballast does not know of.
 */
async function renew(former, made) {
  const { pushManager } = self.registration
  const applicationServerKey = former?.options.applicationServerKey
  let next = made ?? (await pushManager.getSubscription())
  if (!next && applicationServerKey) next = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
  if (!next) return
  const answer = await fetch('/api/trpc/alerts.renewDevice', {
    method: 'POST',
    credentials: 'same-origin',
    redirect: 'error',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ json: { ...told(next), former: former ? told(former) : null } }),
  })
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) await next.unsubscribe()
}

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renew(event.oldSubscription, event.newSubscription))
})

/** In the page that is open already, where there is one. */
async function open(path) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const there = pages.find(({ url }) => new URL(url).pathname + new URL(url).search === path)
  if (there) return there.focus()
  return self.clients.openWindow(path)
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { path, snoozePath } = event.notification.data ?? {}
  event.waitUntil(open(event.action === 'snooze' && snoozePath ? snoozePath : pathOf(path)))
})
