/*
 * What a browser keeps of Ballast for when there is no network: pages as they were last seen, of one person, where the
 * installed app asks for it. A page that is kept says so, and of when it is; nothing is kept of data on its own, and nothing
 * of anybody once a page of nobody (signing in) was shown, or one of somebody else.
 */

/** Pages as they were, and what they were built of. */
const KEPT = 'ballast-kept'
const BUILT = 'ballast-built'
/** Pages that are kept at once; the oldest goes first. */
const MOST = 8
/** What is older is of no use, and a risk where a device is lost. */
const LONGEST_MS = 7 * 86_400_000
/** A network that takes longer is none for now: what was kept is shown, and the page catches up by itself. */
const PATIENCE_MS = 4000

const AT = 'x-kept-at'
const PERSON = 'x-kept-of'
const FILES = 'x-kept-files'

/** Before the pages of a desk that is not one's own. What is kept is kept by its address, and so by its desk. */
const DESK = /^\/desk\/[0-9a-f-]{36}(?=\/)/
const deskOf = ({ pathname }) => DESK.exec(pathname)?.[0] ?? ''

const isPage = (url) =>
  url.origin === self.location.origin &&
  /^\/(?!accounts\/new)(overview|balances|positions|accounts|history|performance|risk|alerts)(\/|$)/.test(
    url.pathname.replace(DESK, ''),
  )
const isBuilt = (url) => url.origin === self.location.origin && url.pathname.startsWith('/_next/static/')
/** Pages that only somebody who is not signed in is shown. */
const isNobodys = ({ pathname }) => /^\/(sign-in|sign-up|forgot-password|reset-password)(\/|$)/.test(pathname)

/** What is under way when somebody leaves comes to nothing. */
let left = 0

async function forget() {
  left += 1
  await Promise.all([caches.delete(KEPT), caches.delete(BUILT)])
}

/** @returns whether something of somebody else was kept until now */
async function forgetOthers(person) {
  if (!(await caches.has(KEPT))) return false
  const pages = await caches.open(KEPT)
  const kept = await Promise.all((await pages.keys()).map((request) => pages.match(request)))
  if (kept.every((page) => page?.headers.get(PERSON) === person)) return false
  await forget()
  return true
}

/** Where one is in a desk no more, nothing of it stays: whatever is missing there may mean that. */
async function forgetDesk(url) {
  const desk = deskOf(url)
  if (desk === '' || !(await caches.has(KEPT))) return
  const pages = await caches.open(KEPT)
  for (const request of await pages.keys()) {
    if (deskOf(new URL(request.url)) === desk) await pages.delete(request)
  }
}

/** Takes a page as it is now. @param files it was built of, as the page itself counts them */
async function keep(address, files) {
  let begun = left
  const url = new URL(address, self.location.origin)
  if (!isPage(url)) return
  const answer = await fetch(url, { credentials: 'same-origin', redirect: 'manual', headers: { accept: 'text/html' } })
  // Whoever is signed in no more is led elsewhere.
  if (answer.type === 'opaqueredirect') return forget()
  if (answer.status === 404) return forgetDesk(url)
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('text/html')) return
  const text = await answer.text()
  const person = /<meta name="page-of" content="([\w-]+)"/.exec(text)?.[1]
  if (!person || begun !== left) return
  if (await forgetOthers(person)) begun = left
  const built = files.filter((file) => isBuilt(new URL(file, self.location.origin)))
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    // Its scripts carry the nonce that this names.
    'content-security-policy': answer.headers.get('content-security-policy') ?? "default-src 'none'",
    [AT]: String(Date.now()),
    [PERSON]: person,
    [FILES]: JSON.stringify(built),
  }
  const store = await caches.open(BUILT)
  const missing = []
  for (const file of built) if (!(await store.match(file))) missing.push(file)
  // A file that cannot be had leaves the page without it, not without the others.
  await Promise.allSettled(missing.map((file) => store.add(file)))
  if (begun === left) await (await caches.open(KEPT)).put(url.href, new Response(text, { headers }))
  // Somebody left while it was written.
  if (begun === left) await tidy()
  else await forget()
}

/** Drops the oldest pages, and what no page that is left is built of. */
async function tidy() {
  const pages = await caches.open(KEPT)
  const kept = []
  for (const request of await pages.keys()) {
    const page = await pages.match(request)
    if (page) kept.push({ request, at: Number(page.headers.get(AT)), files: JSON.parse(page.headers.get(FILES) ?? '[]') })
  }
  kept.sort((a, b) => b.at - a.at)
  const [stay, go] = [kept.slice(0, MOST), kept.slice(MOST)]
  for (const { request } of go) await pages.delete(request)
  const needed = new Set(stay.flatMap(({ files }) => files.map((file) => new URL(file, self.location.origin).href)))
  const store = await caches.open(BUILT)
  for (const request of await store.keys()) if (!needed.has(request.url)) await store.delete(request)
}

/** A page as it was, which says of when it is; undefined where none is kept. */
async function keptPage(url) {
  if (!(await caches.has(KEPT))) return undefined
  const pages = await caches.open(KEPT)
  const page = (await pages.match(url.href)) ?? (await pages.match(url.href, { ignoreSearch: true }))
  const at = Number(page?.headers.get(AT))
  if (!page) return undefined
  if (!(Date.now() - at < LONGEST_MS)) {
    await pages.delete(url.href, { ignoreSearch: true })
    return undefined
  }
  const text = (await page.text()).replace('<html', `<html data-kept-at="${new Date(at).toISOString()}"`)
  const headers = new Headers(page.headers)
  for (const name of [AT, PERSON, FILES]) headers.delete(name)
  return new Response(text, { headers })
}

const nothingOf = (desk) => `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Offline · Ballast</title>
<body style="font:1rem/1.5 system-ui;margin:20vh auto;max-width:24rem;padding:0 1rem;text-align:center">
<h1 style="font-size:1.25rem">Offline</h1><p>This page was not kept on this device. What was last seen is on the overview.</p>
<p><a href="${desk}/overview">Overview</a></p></body></html>`

/** Where nothing of a page is kept: the same words, without figures. */
const nothing = (url) =>
  new Response(nothingOf(deskOf(url)), {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src-attr 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    },
  })

/** From the server; where it cannot be reached, or not soon, what is kept. */
async function pageFor(request) {
  const url = new URL(request.url)
  const answer = fetch(request)
  // Somebody who is asked who they are is nobody yet: nothing of whoever was there before stays.
  if (isNobodys(url)) {
    const shown = await answer.catch(() => null)
    // Whoever is signed in is led on from there.
    if (shown !== null && shown.type !== 'opaqueredirect') await forget()
    return shown ?? nothing(url)
  }
  if (!isPage(url)) return answer
  void answer.then(({ status }) => (status === 404 ? forgetDesk(url) : null)).catch(() => {})
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)).then(() => keptPage(url))
  const first = await Promise.race([answer.catch(() => null), late.then((page) => page ?? answer.catch(() => null))])
  return first ?? (await keptPage(url)) ?? nothing(url)
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(pageFor(request))
  else if (isBuilt(new URL(request.url))) {
    // Such a file has its contents in its name.
    event.respondWith(
      caches
        .has(BUILT)
        .then((kept) => (kept ? caches.open(BUILT).then((store) => store.match(request)) : undefined))
        .catch(() => undefined)
        .then((file) => file ?? fetch(request)),
    )
  }
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', (event) => {
  const { data, ports } = event
  const work =
    data?.type === 'keep' && typeof data.url === 'string' && Array.isArray(data.files)
      ? keep(
          data.url,
          data.files.filter((file) => typeof file === 'string'),
        )
      : data?.type === 'forget'
        ? forget()
        : data?.type === 'is' && typeof data.person === 'string'
          ? forgetOthers(data.person)
          : null
  if (work) event.waitUntil(work.catch(() => {}).then(() => ports[0]?.postMessage('done')))
})
