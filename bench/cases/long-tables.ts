import http from 'node:http'
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from '@playwright/test'
import { findBrowser } from '../../scripts/browser'
import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import { type Benchmark, CannotRun, type Prepared, spread } from '../harness'
import { benchWeb } from '../web'

const ACCOUNTS = 500
const ASSETS = 40
const ROWS = 'balances with 20,000 rows (500 accounts × 40 assets)'
const ALL_AT_ONCE = 'all rows in one answer, as the page had them before'
const TIMES = 9
/** Until a page has done what it does when nobody waits. */
const SETTLE_MS = 500

interface Asked {
  bytes: number
  milliseconds: number
}

/** Somebody signed in to the product with as many assets; `get` asks as their browser does. */
async function tables(accounts: number, assets: number) {
  const database = await benchDatabase()
  const { ctx } = await benchDesk(database, accounts, assets, 1)
  await database.db.asSystem((tx) => tx.execute('analyze'))
  const web = await benchWeb(database)
  const cookie = await web.cookie(ctx.deskId)
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const get = (path: string) =>
    new Promise<Asked>((resolve, reject) => {
      const began = performance.now()
      http
        .get(web.url + path, { headers: { cookie }, agent }, (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', reject)
          response.on('end', () => {
            const milliseconds = performance.now() - began
            if (response.statusCode !== 200) reject(new Error(`${path} was answered with ${response.statusCode}.`))
            else resolve({ milliseconds, bytes: gzipSync(Buffer.concat(parts)).length })
          })
        })
        .on('error', reject)
    })
  const close = async () => {
    agent.destroy()
    await web.close()
    await database.close()
  }
  return { web, cookie, get, close }
}

const OVERVIEW = '/api/trpc/balances.overview'

function linesFrom(offset: number): string {
  const view = { what: 'balances', sort: { id: 'value', desc: true }, dustUsd: '1', at: null, offset, limit: 60 }
  return `/api/trpc/balances.assets?input=${encodeURIComponent(JSON.stringify({ json: view }))}`
}

/** What a browser is sent until the first rows stand: the whole page, against no more than all rows. */
const tableBytes: Benchmark = {
  name: 'table-bytes',
  what: `${ROWS}: the page until its first rows stand, compressed`,
  baseline: ALL_AT_ONCE,
  unit: 'kB',
  goal: { atMost: 0.05 },
  rounds: 3,
  prepare: async () => {
    const { get, close } = await tables(ACCOUNTS, ASSETS)
    return {
      ours: async () => (await get('/balances')).bytes / 1000,
      baseline: async () => (await get(OVERVIEW)).bytes / 1000,
      close,
    }
  },
}

const tableLines: Benchmark = {
  name: 'table-lines',
  what: `${ROWS}: lines from anywhere in the table, asked for and answered`,
  baseline: ALL_AT_ONCE,
  unit: 'ms',
  goal: { atMost: 0.2 },
  prepare: async () => {
    const { get, close } = await tables(ACCOUNTS, ASSETS)
    const median = async (path: (n: number) => string) => {
      const found: number[] = []
      for (let n = 0; n < TIMES; n++) found.push((await get(path(n))).milliseconds)
      return spread(found).median
    }
    const ours = () => median((n) => linesFrom((n * 2221) % (ACCOUNTS * ASSETS)))
    const baseline = () => median(() => OVERVIEW)
    await ours()
    await baseline()
    return { ours, baseline, close }
  },
}

/** Opens the table in Chromium. */
async function openTable(accounts: number, assets: number): Promise<{ page: Page; close(): Promise<void> }> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new CannotRun('there is no Chromium; PLAYWRIGHT_CHROMIUM may name one')
  const { web, cookie, close } = await tables(accounts, assets)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const at = cookie.indexOf('=')
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: web.url }])
  const page = await context.newPage()
  // The loader of these sources names functions by a helper that pages do not have.
  await page.addInitScript('globalThis.__name ??= (named) => named')
  await page.goto(`${web.url}/balances`)
  await page.getByRole('table', { name: 'Balances' }).getByRole('row').nth(5).waitFor()
  await page.waitForTimeout(SETTLE_MS)
  return {
    page,
    close: async () => {
      await browser.close()
      await close()
    },
  }
}

/** Milliseconds from scrolling to a place of the table until all rows that are in sight there stand. */
function jump(page: Page, line: number): Promise<number> {
  return page.evaluate(
    (index) =>
      new Promise<number>((resolve) => {
        const scroller = document.querySelector('table[aria-label="Balances"]')?.parentElement
        if (!scroller) throw new Error('There is no table.')
        const began = performance.now()
        scroller.scrollTop = index * 36
        const look = () => {
          const { top, bottom } = scroller.getBoundingClientRect()
          const seen = [...scroller.querySelectorAll('tbody tr')].filter((row) => {
            const place = row.getBoundingClientRect()
            return place.bottom > top + 40 && place.top < bottom
          })
          const there = seen.some((row) => Math.abs(Number(row.getAttribute('data-index')) - index) < 3)
          if (there && seen.every((row) => row.querySelector('button'))) resolve(performance.now() - began)
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    line,
  )
}

const tableJump: Benchmark = {
  name: 'table-jump',
  what: `${ROWS}, Chromium: from scrolling to any line until it stands`,
  baseline: 'to lines that the page has already',
  unit: 'ms',
  goal: { oursAtMost: 150 },
  prepare: async (): Promise<Prepared> => {
    const { page, close } = await openTable(ACCOUNTS, ASSETS)
    let next = 600
    const fresh = async () => {
      const found: number[] = []
      for (let n = 0; n < TIMES; n++) {
        // Far from where it was and not yet fetched.
        next = (next + 7919) % 19_900
        found.push(await jump(page, next))
      }
      return spread(found).median
    }
    const known = async () => {
      const places = [next, 0]
      const found: number[] = []
      for (let n = 0; n < TIMES; n++) found.push(await jump(page, places[(n + 1) % 2] ?? 0))
      return spread(found).median
    }
    await fresh()
    return { ours: fresh, baseline: known, close }
  },
}

/** Milliseconds from a click on a column's head until the next picture, which shows that it was heard. */
function sortClick(page: Page, column: string): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const heads = [...document.querySelectorAll<HTMLButtonElement>('table[aria-label="Balances"] th button')]
        const head = heads.find(({ textContent }) => textContent === name)
        const before = head?.closest('th')?.getAttribute('aria-sort')
        const began = performance.now()
        head?.click()
        const look = () => {
          if (head?.closest('th')?.getAttribute('aria-sort') === before) requestAnimationFrame(look)
          else setTimeout(() => resolve(performance.now() - began))
        }
        requestAnimationFrame(look)
      }),
    column,
  )
}

const tableSort: Benchmark = {
  name: 'table-sort',
  what: `${ROWS}, Chromium: from a click on a column’s head until the picture answers it`,
  baseline: 'the same with 20 rows',
  unit: 'ms',
  goal: { atMost: 1.5 },
  prepare: async () => {
    const large = await openTable(ACCOUNTS, ASSETS)
    const small = await openTable(1, 20)
    const clicks = async ({ page }: { page: Page }) => {
      const found: number[] = []
      for (let n = 0; n < TIMES; n++) {
        found.push(await sortClick(page, ['Size', 'Account', 'Value'][n % 3] ?? 'Size'))
        await page.waitForTimeout(SETTLE_MS)
      }
      return spread(found).median
    }
    await clicks(large)
    await clicks(small)
    return {
      ours: () => clicks(large),
      baseline: () => clicks(small),
      close: async () => {
        await large.close()
        await small.close()
      },
    }
  },
}

export const LONG_TABLES: readonly Benchmark[] = [tableBytes, tableLines, tableJump, tableSort]
