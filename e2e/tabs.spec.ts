import type { BrowserContext, Page, Request } from '@playwright/test'
import { connect, exact, readEvery, refresh } from './connect'
import { expect, signUp, test } from './fixtures'

const TABS = 10
const DAY_SECONDS = 86_400

test.beforeEach(async ({ person }) => void person)

/** Requests for the live line that are open now, by the tab that holds them. */
function openLines(context: BrowserContext): Set<Request> {
  const open = new Set<Request>()
  const end = (request: Request) => open.delete(request)
  context.on('request', (request) => request.url().includes('/live.updates') && open.add(request))
  context.on('requestfinished', end)
  context.on('requestfailed', end)
  return open
}

/** What a closed tab held goes with it, without a word of the browser. */
const held = (lines: Set<Request>) => [...lines].filter((request) => !request.frame().page().isClosed())

const total = (page: Page) => exact(page.getByRole('region', { name: 'Total equity' }))

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

test('ten tabs: all load over HTTP/1.1, hold one line between them, and show the same', async ({
  page,
  context,
  freshLedger,
  simulator,
}) => {
  test.setTimeout(180_000)
  await readEvery(page, DAY_SECONDS)
  const ledger = await freshLedger('bybit', 'empty')
  const id = await connect(page, ledger, 'Desk')
  const lines = openLines(context)

  const tabs: Page[] = []
  const loads: number[] = []
  for (let tab = 0; tab < TABS; tab += 1) {
    const opened = await context.newPage()
    const began = performance.now()
    await opened.goto('/overview')
    await expect(opened.locator('[data-live="live"]')).toBeVisible()
    loads.push(Math.round(performance.now() - began))
    tabs.push(opened)
  }
  const protocol = await tabs[9]?.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation')
    return entry instanceof PerformanceNavigationTiming ? entry.nextHopProtocol : ''
  })
  expect(protocol).toBe('http/1.1')
  // The tab of the fixture has its own line, or hears one of these.
  await page.close()
  await expect.poll(() => held(lines).length).toBe(1)

  const holds = async (balance: number) => {
    await simulator.putLedger({ ...ledger, tokens: [{ wallet: 'unified', coin: 'USDT', balance: `${balance}` }] })
    const asking = tabs.find((tab) => !tab.isClosed())
    if (!asking) throw new Error('All tabs are closed.')
    await refresh(asking, [id])
  }
  /** All show one figure to its last digit; a stablecoin is worth a little less or more than a dollar. */
  const figureOfAll = async () => {
    const figures = new Set(await Promise.all(tabs.filter((tab) => !tab.isClosed()).map(total)))
    const [figure] = figures
    return figures.size === 1 ? Math.round(Number(figure) / 100) * 100 : [...figures].join(' and ')
  }
  const allShow = async (wanted: number) => {
    await expect.poll(figureOfAll).toBe(wanted)
    const left = tabs.filter((tab) => !tab.isClosed())
    for (const tab of left) await expect(tab.locator('[data-live="live"]')).toBeVisible()
    const ages = await Promise.all(left.map((tab) => tab.locator('[data-live]').getAttribute('data-newest')))
    expect(new Set(ages).size).toBe(1)
    await expect.poll(() => held(lines).length).toBe(1)
  }
  await holds(1000)
  await allShow(1000)
  console.log(
    `ten tabs: loaded in ${loads.join(', ')} ms; heap ${(await Promise.all(tabs.map(heap))).map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`).join(', ')}; lines open: ${held(lines).length}`,
  )

  // What happens while the leader closes, and no tab holds a line, is not lost.
  const [line] = held(lines)
  const leader = line?.frame().page()
  await Promise.all([leader?.close(), holds(2000)])
  await allShow(2000)

  // The leader is frozen: its connection stays, but it passes nothing on.
  const [second] = held(lines)
  const frozen = second?.frame().page()
  if (!frozen) throw new Error('Nobody leads.')
  const session = await context.newCDPSession(frozen)
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  tabs.splice(tabs.indexOf(frozen), 1)
  await holds(3000)
  await expect.poll(figureOfAll, { timeout: 40_000 }).toBe(3000)
  await session.send('Page.setWebLifecycleState', { state: 'active' })
  tabs.push(frozen)
  await allShow(3000)
})

test('ten tabs without locks, as over plain http, hold one line as well', async ({ page, context, freshLedger }) => {
  test.setTimeout(120_000)
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Desk')
  await page.close()
  await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }))
  const lines = openLines(context)
  const tabs = await Promise.all(Array.from({ length: TABS }, () => context.newPage()))
  for (const tab of tabs) await tab.goto('/overview')
  for (const tab of tabs) await expect(tab.locator('[data-live="live"]')).toBeVisible()
  await expect.poll(() => held(lines).length, { timeout: 30_000 }).toBe(1)
})

test('somebody else who signs in in the same browser is never shown on the page of whom it was drawn for', async ({
  page,
  context,
  browser,
  freshLedger,
  baseURL,
}) => {
  test.setTimeout(120_000)
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Of Anna')
  await page.goto('/overview')
  await expect(page.locator('[data-live="live"]')).toBeVisible()

  const elsewhere = await browser.newContext({ ...(baseURL ? { baseURL } : {}) })
  const boris = await elsewhere.newPage()
  await signUp(boris, { email: `boris-${Date.now()}@example.com`, password: 'long enough for boris 5' })
  await readEvery(boris, DAY_SECONDS)
  const ledger = await freshLedger('bybit', 'leveraged-long')
  const id = await connect(boris, ledger, 'Of Boris')

  const seen: string[] = []
  page.on('console', (message) => message.text() === 'saw Boris' && seen.push(page.url()))
  await page.evaluate(() => {
    const look = () => {
      if (document.body.textContent.includes('Of Boris')) console.log('saw Boris')
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  const documentBefore = await page.evaluate(() => performance.timeOrigin)
  await context.addCookies(await elsewhere.cookies())
  // In the tab of Anna somebody asks for something: it is answered as if nobody were signed in.
  await page.keyboard.press('r')
  await page.waitForFunction((before) => performance.timeOrigin !== before, documentBefore)
  await expect(rowWith(page, 'Of Boris')).toBeVisible()
  expect(seen).toEqual([])
  await refresh(boris, [id])
  await elsewhere.close()
})

function rowWith(page: Page, name: string) {
  return page.getByText(name).locator('visible=true').first()
}
