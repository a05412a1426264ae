import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, expect } from '@playwright/test'
import { z } from 'zod'
import { ensureBrowser } from './browser'
import { startDemo } from './demo-process'

/**
 * Takes the screenshots of the README from a fresh demo: `npm run screenshots`. Every page that is named, at both
 * widths, in both colour schemes, as the demo user sees it.
 */
const FOLDER = 'docs/screenshots'
const PAGES = [
  { name: 'overview', url: '/overview' },
  { name: 'balances', url: '/balances' },
  { name: 'history', url: '/history?period=24h&groupBy=account' },
]
const SCREENS = [
  { name: 'desktop', viewport: { width: 1440, height: 900 }, isMobile: false },
  { name: 'phone', viewport: { width: 390, height: 844 }, isMobile: true },
]

const cached = z.object({ balances: z.array(z.object({ stale: z.boolean() })) })

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-screenshots-'))
const demo = await startDemo({ DATA_DIR: dataDir }, true)
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
try {
  await everythingFresh()
  mkdirSync(FOLDER, { recursive: true })
  for (const { name: screen, viewport, isMobile } of SCREENS) {
    for (const colorScheme of ['light', 'dark'] as const) {
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
      for (const { name, url } of PAGES) {
        await page.goto(url)
        await expect(page.getByText('Live', { exact: true }).locator('visible=true').first()).toBeVisible()
        // Skeletons are what is still being loaded.
        await expect(page.locator('.animate-pulse, [aria-busy="true"]')).toHaveCount(0)
        await page.evaluate(() => document.fonts.ready)
        await page.waitForFunction(chartsDrawn)
        const file = path.join(FOLDER, `${name}-${screen}-${colorScheme}.png`)
        await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
        console.log(file)
      }
      await context.close()
    }
  }
} finally {
  await browser.close()
  await demo.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

/** Charts draw a frame later than their data comes: each large canvas has something on it, or there is none. Runs in the page. */
function chartsDrawn(): boolean {
  return [...document.querySelectorAll('canvas')]
    .filter(({ width, height }) => width > 200 && height > 100)
    .every((canvas, _index, all) =>
      // A chart's layers lie one upon the other; the upper ones are for the pointer.
      all.some((layer) => {
        const pixels = layer.getContext('2d')?.getImageData(0, 0, layer.width, layer.height).data
        return layer.parentElement === canvas.parentElement && pixels?.some((value) => value !== 0)
      }),
    )
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
