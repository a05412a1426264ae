import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect as baseExpect, chromium } from '@playwright/test'
import { z } from 'zod'
import { ensureBrowser } from './browser'
import { startDemo } from './demo-process'

/**
 * Takes the screenshots of the README from a fresh demo: `npm run screenshots`. Every page that is named, on a
 * light desk screen and a dark phone, as the demo user sees it.
 */
const FOLDER = 'docs/screenshots'
const PAGES = [
  { name: 'overview', url: '/overview', chart: true },
  { name: 'balances', url: '/balances', chart: false },
  { name: 'history', url: '/history?period=24h&groupBy=account', chart: true },
]
const SCREENS = [
  { name: 'desktop', viewport: { width: 1440, height: 900 }, isMobile: false, colorScheme: 'light' },
  { name: 'phone', viewport: { width: 390, height: 844 }, isMobile: true, colorScheme: 'dark' },
] as const

const cached = z.object({ balances: z.array(z.object({ stale: z.boolean() })) })

const expect = baseExpect.configure({ timeout: 60_000 })

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-screenshots-'))
const demo = await startDemo({ DATA_DIR: dataDir }, true)
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
try {
  await everythingFresh()
  mkdirSync(FOLDER, { recursive: true })
  for (const { name: screen, viewport, isMobile, colorScheme } of SCREENS) {
    const context = await browser.newContext({
      baseURL: demo.url,
      viewport,
      isMobile,
      colorScheme,
      hasTouch: isMobile,
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill(demo.email)
    await page.getByLabel('Password', { exact: true }).fill(demo.password)
    await page.getByRole('button', { name: /^sign in$/i }).click()
    await page.waitForURL(/\/overview/)
    for (const { name, url, chart } of PAGES) {
      await page.goto(url)
      await expect(page.getByText('Live', { exact: true }).locator('visible=true').first()).toBeVisible()
      // Skeletons are what is still being loaded.
      await expect(page.locator('.animate-pulse, [aria-busy="true"]')).toHaveCount(0)
      await page.evaluate(() => document.fonts.ready)
      if (chart) await page.waitForFunction(chartsDrawn)
      const file = path.join(FOLDER, `${name}-${screen}-${colorScheme}.png`)
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
      console.log(file)
    }
    await context.close()
  }
} finally {
  await browser.close()
  await demo.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

/** Charts draw a frame later than their data comes: each large canvas has something on it. Runs in the page. */
function chartsDrawn(): boolean {
  const large = [...document.querySelectorAll('canvas')].filter(({ width, height }) => width > 200 && height > 100)
  const drawn = large.filter((canvas) =>
    canvas
      .getContext('2d')
      ?.getImageData(0, 0, canvas.width, canvas.height)
      .data.some((value) => value !== 0),
  )
  // A chart's layers lie one upon the other; the upper ones are for the pointer.
  return large.length > 0 && large.every((canvas) => drawn.some((other) => other.parentElement === canvas.parentElement))
}

/** The worker has read every account: a picture of a desk that runs, not of one that is just starting. */
async function everythingFresh(): Promise<void> {
  await expect
    .poll(
      async () => {
        const response = await fetch(`${demo.url}/api/sor/get_cached_account_balance`, {
          headers: { Authorization: `Token ${demo.token}` },
        })
        return cached.parse(await response.json()).balances.filter(({ stale }) => stale).length
      },
      { timeout: 120_000 },
    )
    .toBe(0)
}
