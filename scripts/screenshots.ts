import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, expect, type Page } from '@playwright/test'
import { ensureBrowser } from './browser'
import { commandLine, wholeNumber } from './command-line.mjs'
import { drawn, everythingFresh, signedIn } from './demo-desk'
import { startDemo } from './demo-process'
import { palettePng } from './palette-png'

/**
 * `npm run screenshots`: every page from a fresh demo, at both widths, in both colour schemes.
 * `--out folder`, `--only overview`, `--width 320` (one width instead of the two), `--full` (to the end of the page).
 */
const { values: options, refuse } = commandLine({
  usage: 'npm run screenshots [-- --out FOLDER] [--only NAME] [--width PIXELS] [--full]',
  about: 'Takes every page of a fresh demo at two widths (or the given ones) in both colour schemes.',
  options: {
    out: { type: 'string', default: 'docs/screenshots' },
    only: { type: 'string', multiple: true },
    width: { type: 'string', multiple: true },
    full: { type: 'boolean', default: false },
  },
})

const FIRST_PHONE_HEIGHT = 844
const SCREENS = options.width
  ? options.width
      .map((text) => wholeNumber('width', text, refuse))
      .map((width) => ({
        name: String(width),
        viewport: { width, height: width < 768 ? FIRST_PHONE_HEIGHT : Math.min(1440, Math.round(width * 0.625)) },
        isMobile: width < 768,
      }))
  : [
      { name: 'desktop', viewport: { width: 1440, height: 900 }, isMobile: false },
      { name: 'phone', viewport: { width: 390, height: FIRST_PHONE_HEIGHT }, isMobile: true },
    ]

interface Shot {
  name: string
  url: string
  /** Seen by people who are not signed in. */
  stranger?: boolean
  /** What is done on the page before it is taken. */
  act?: (page: Page) => Promise<void>
}

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-screenshots-'))
const demo = await startDemo({ DATA_DIR: dataDir }, true)
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
try {
  const accounts = await everythingFresh(demo)
  const shots = pages(accounts.get('Binance desk') ?? '').filter(({ name }) => options.only?.includes(name) ?? true)
  mkdirSync(options.out, { recursive: true })
  for (const { name: screen, viewport, isMobile } of SCREENS) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const settings = { viewport, isMobile, hasTouch: isMobile, colorScheme, reducedMotion: 'reduce' } as const
      const known = await signedIn(browser, demo, settings)
      const stranger = await browser.newContext({ ...settings, baseURL: demo.url, locale: 'en-GB', timezoneId: 'UTC' })
      for (const shot of shots) {
        const page = await (shot.stranger ? stranger : known).newPage()
        await page.goto(shot.url)
        if (!shot.stranger) {
          await expect(page.getByText('Live', { exact: true }).locator('visible=true').first()).toBeVisible()
        }
        await drawn(page)
        await shot.act?.(page)
        const file = path.join(options.out, `${shot.name}-${screen}-${colorScheme}.png`)
        writeFileSync(file, await small(page, options.full))
        console.log(file)
        await page.close()
      }
      await known.close()
      await stranger.close()
    }
  }
} finally {
  await browser.close()
  await demo.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

function pages(account: string): Shot[] {
  return [
    { name: 'sign-in', url: '/sign-in', stranger: true },
    { name: 'sign-up', url: '/sign-up', stranger: true },
    { name: 'docs', url: '/docs', stranger: true },
    { name: 'docs-page', url: '/docs/operating', stranger: true },
    { name: 'overview', url: '/overview' },
    { name: 'balances', url: '/balances' },
    {
      name: 'positions',
      url: '/positions',
      // Funding is asked for once the page is there.
      act: async (page) => {
        if (page.viewportSize()?.width === 1440) await page.getByText('0.0100%').first().waitFor()
      },
    },
    { name: 'accounts', url: '/accounts' },
    { name: 'account', url: `/accounts/${account}` },
    { name: 'account-new', url: '/accounts/new' },
    { name: 'account-new-key', url: '/accounts/new?exchange=bybit' },
    { name: 'history', url: '/history?period=24h&groupBy=account' },
    { name: 'alerts', url: '/alerts' },
    { name: 'alerts-start', url: '/alerts/start' },
    { name: 'performance', url: '/performance' },
    { name: 'changes', url: '/performance/changes' },
    { name: 'flows', url: '/performance/flows' },
    { name: 'funding', url: '/performance/funding' },
    { name: 'risk', url: '/risk' },
    { name: 'tags', url: '/tags' },
    { name: 'settings', url: '/settings' },
    { name: 'settings-desk', url: '/settings/desk' },
    { name: 'settings-tokens', url: '/settings/tokens' },
    { name: 'settings-sharing', url: '/settings/sharing' },
    { name: 'settings-agents', url: '/settings/agents' },
    { name: 'settings-security', url: '/settings/security' },
    { name: 'settings-people', url: '/settings/people' },
    { name: 'settings-server', url: '/settings/server' },
    {
      name: 'palette',
      url: '/overview',
      act: async (page) => {
        await page
          .getByRole('button', { name: /search|commands/i })
          .locator('visible=true')
          .first()
          .click()
        await page.getByRole('dialog').waitFor()
      },
    },
  ]
}

/** What the page shows, as a PNG with a palette. */
async function small(page: Page, fullPage: boolean): Promise<Buffer> {
  const png = await page.screenshot({ fullPage, animations: 'disabled', caret: 'hide' })
  // The browser reads what it has written: the pixels come back as they are.
  const reader = await browser.newPage()
  const { width, height, base64 } = await reader.evaluate(async (source) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob())
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
    if (!context) throw new Error('no canvas')
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    const parts: string[] = []
    for (let at = 0; at < data.length; at += 32_768) parts.push(String.fromCharCode(...data.subarray(at, at + 32_768)))
    return { width: bitmap.width, height: bitmap.height, base64: btoa(parts.join('')) }
  }, png.toString('base64'))
  await reader.close()
  return palettePng({ width, height, rgba: Buffer.from(base64, 'base64') })
}
