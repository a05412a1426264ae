import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { ensureBrowser } from './browser'
import { startDemo } from './demo-process'

/**
 * Takes the screenshots of the README from a fresh demo: `npm run screenshots`. Every page that is named, at both
 * widths, in both colour schemes, as the demo user sees it.
 */
const FOLDER = 'docs/screenshots'
const PAGES = [
  { name: 'overview', url: '/overview' },
  { name: 'history', url: '/history' },
  { name: 'accounts', url: '/accounts' },
]
const SCREENS = [
  { name: 'desktop', viewport: { width: 1440, height: 900 }, isMobile: false },
  { name: 'phone', viewport: { width: 390, height: 844 }, isMobile: true },
]

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-screenshots-'))
const demo = await startDemo({ DATA_DIR: dataDir }, true)
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
try {
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
        // Skeletons say that they are busy; charts draw when their data is there.
        await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
        await page.evaluate(() => document.fonts.ready)
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
