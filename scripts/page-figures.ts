import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { ensureBrowser } from './browser'
import { commandLine, wholeNumber } from './command-line.mjs'
import { drawn, everythingFresh, signedIn } from './demo-desk'
import { startDemo } from './demo-process'
import { manyAssets } from './desk-of-many'
import { type LighthouseRun, lighthouse } from './lighthouse'

/**
 * `npm run figures`: what a browser notices of the pages, measured on a fresh demo (a production build on this machine,
 * no network between) in Chromium with its processor slowed to a quarter. `--only load`, `shift`, `sorting` or
 * `lighthouse` measures that alone; Lighthouse is asked for by name only, since npx has to fetch it.
 */
const { values: options, refuse } = commandLine({
  usage: 'npm run figures [-- --only load|shift|sorting|lighthouse] [--seconds N]',
  about: 'Measures what a browser notices of the pages of a fresh demo.',
  options: {
    only: { type: 'string', multiple: true, default: ['load', 'shift', 'sorting'] },
    seconds: { type: 'string', default: '60' },
  },
})
const seconds = wholeNumber('seconds', options.seconds, refuse)
for (const part of options.only) {
  if (!['load', 'shift', 'sorting', 'lighthouse'].includes(part)) refuse(`There is nothing named '${part}' to measure.`)
}
const SLOWDOWN = 4
const LOADS = 3
const LIGHTHOUSE_ROUNDS = 5
/** Of an address that is none: what every page of the app takes. */
const EMPTY_PAGE = '/nothing-here'
const PHONE_PAGES = [EMPTY_PAGE, '/sign-in', '/overview', '/balances', '/positions', '/accounts', '/history']
const SORTS = 6
const DESK = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

interface Seen {
  lcp: number
  shift: number
  interactions: { id: number; duration: number }[]
}

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-figures-'))
const demo = await startDemo({ DATA_DIR: dataDir }, true)
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
const wanted = (part: string) => options.only.includes(part)
try {
  await everythingFresh(demo)
  console.log(`\nChromium, processor slowed ${SLOWDOWN} times; ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'processor'}\n`)
  if (wanted('load')) {
    for (const [name, settings] of Object.entries({ desk: DESK, phone: PHONE })) {
      const { scripts, idle, lcp } = await loads(browser, settings)
      say(`Overview, ${name}: JavaScript until it is drawn, compressed`, `${kilobytes(scripts)} kB`)
      say(`Overview, ${name}: JavaScript fetched when idle (palette, help)`, `${kilobytes(idle)} kB`)
      say(`Overview, ${name}: Largest Contentful Paint, median of ${LOADS}`, `${Math.round(lcp)} ms`)
    }
  }
  if (wanted('sorting')) {
    const { page } = await manyAssets(browser, demo)
    const { rows, worst, median, early } = await sorting(page)
    say(`Balances: Interaction to Next Paint of sorting ${rows} rows, worst of ${SORTS}`, `${worst} ms`)
    say('Balances: the same, median', `${median} ms`)
    say('Balances: the same, clicked while the page still comes alive', `${early} ms`)
    const frames = await scrolling(page)
    say(`Balances: frames while ${rows} rows are scrolled through, median and slowest of ${frames.count}`, frames.text)
    await page.context().close()
  }
  if (wanted('shift')) {
    const both = await Promise.all([shift(browser, DESK), shift(browser, PHONE)])
    say(`Overview: Cumulative Layout Shift in ${seconds} s of live numbers, desk and phone`, both.join(', '))
  }
  if (wanted('lighthouse')) {
    const context = await signedIn(browser, demo, PHONE)
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    await context.close()
    const seen = new Map<string, LighthouseRun[]>(PHONE_PAGES.map((page) => [page, []]))
    // In turn, so that a moment in which the machine is busy is not one page's alone.
    for (let round = 0; round < LIGHTHOUSE_ROUNDS; round += 1) {
      for (const [page, runs] of seen) {
        runs.push(await lighthouse(demo.url + page, ['/sign-in', EMPTY_PAGE].includes(page) ? null : cookie))
      }
    }
    for (const [page, runs] of seen) {
      const [median] = runs.sort((a, b) => a.performance - b.performance).slice(Math.floor(runs.length / 2))
      const blocking = middle(runs.map(({ blockingMs }) => blockingMs))
      say(
        `Lighthouse ${median?.version}, phone, ${page}, median of ${LIGHTHOUSE_ROUNDS}`,
        `${median?.text}; total blocking time, median ${Math.round(blocking)} ms`,
      )
    }
  }
} finally {
  await browser.close()
  await demo.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

function say(name: string, value: string): void {
  console.log(`| ${name} | ${value} |`)
}

/** Fresh loads of the overview: nothing in the cache. */
async function loads(on: Browser, settings: typeof DESK): Promise<{ scripts: number; idle: number; lcp: number }> {
  const paints: number[] = []
  let scripts = 0
  let idle = 0
  for (let load = 0; load < LOADS; load += 1) {
    const context = await signedIn(on, demo, settings)
    const page = await context.newPage()
    const client = await slowed(page)
    await client.send('Network.enable')
    await client.send('Network.clearBrowserCache')
    const asked = new Set<string>()
    let bytes = 0
    client.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && asked.add(requestId))
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (asked.has(requestId)) bytes += encodedDataLength
    })
    await observe(page)
    await page.goto('/overview')
    await drawn(page)
    scripts = bytes
    paints.push((await seen(page)).lcp)
    // Toasts are among what comes late.
    await page.getByRole('region', { name: /Notifications/ }).waitFor({ state: 'attached' })
    await page.waitForLoadState('networkidle').catch(() => {})
    idle = bytes - scripts
    await context.close()
  }
  return { scripts, idle, lcp: middle(paints) }
}

async function shift(on: Browser, settings: typeof DESK): Promise<string> {
  const context = await signedIn(on, demo, settings)
  const page = await context.newPage()
  await slowed(page)
  await observe(page)
  await page.goto('/overview')
  await drawn(page)
  // Here time itself is what is measured.
  await page.waitForTimeout(seconds * 1000)
  const { shift: sum } = await seen(page)
  await context.close()
  return sum.toFixed(4)
}

/** Clicks of column heads until the rows have been painted anew; the first as soon as there are rows to be seen. */
async function sorting(page: Page): Promise<{ rows: number; worst: number; median: number; early: number }> {
  await slowed(page)
  await observe(page)
  await page.goto('/balances?dust=true')
  const foot = page.getByText(/^[\d,]+ rows$/)
  await expect(foot).toBeVisible({ timeout: 60_000 })
  const rows = Number((await foot.textContent())?.replace(/\D/g, ''))
  const table = page.getByRole('table', { name: 'Balances' })
  for (const head of ['Size', 'Asset', 'Price', 'Account', 'Unrealised', 'Value', 'Size'].slice(0, 1 + SORTS)) {
    await table.getByRole('button', { name: head, exact: true }).click()
    await expect(table.getByRole('columnheader', { name: head, exact: true })).toHaveAttribute('aria-sort', /ending/)
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  }
  const byInteraction = new Map<number, number>()
  for (const { id, duration } of (await seen(page)).interactions) {
    byInteraction.set(id, Math.max(duration, byInteraction.get(id) ?? 0))
  }
  const [early = Number.NaN, ...durations] = [...byInteraction.values()]
  return { rows, worst: Math.max(...durations), median: middle(durations), early }
}

/** Wheels through the table, a screen every few frames, and tells how long the frames took. */
async function scrolling(page: Page): Promise<{ count: number; text: string }> {
  const frames = await page.evaluate(async () => {
    const box = document.querySelector('table[aria-label="Balances"]')?.parentElement
    const times: number[] = []
    let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    for (let frame = 0; frame < 240; frame += 1) {
      box?.scrollBy(0, 200)
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      times.push(now - last)
      last = now
    }
    return times
  })
  return { count: frames.length, text: `${Math.round(middle(frames))} ms, ${Math.round(Math.max(...frames))} ms` }
}

async function slowed(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  return client
}

/** Lets the page keep count of what the browser tells about it. */
async function observe(page: Page): Promise<void> {
  // No function in here has a name: the loader of these scripts would name it by a helper that the page has not.
  await page.addInitScript(() => {
    const counts: Seen = { lcp: 0, shift: 0, interactions: [] }
    Object.assign(window, { counts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.entryType === 'largest-contentful-paint') counts.lcp = entry.startTime
        if ('value' in entry && 'hadRecentInput' in entry && !entry.hadRecentInput) counts.shift += Number(entry.value)
      }
    }).observe({ entryTypes: ['largest-contentful-paint', 'layout-shift'] })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ('interactionId' in entry && entry.interactionId) {
          counts.interactions.push({ id: Number(entry.interactionId), duration: entry.duration })
        }
      }
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
  })
}

async function seen(page: Page): Promise<Seen> {
  return page.evaluate(() => (window as unknown as { counts: Seen }).counts)
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1000)
}
