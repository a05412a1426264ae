import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { digestWords } from '@/server/domain/alerts/digest'
import { digestHtml } from '@/server/services/alerts/digest-html'
import { mailHtml } from '@/server/services/alerts/mail-html'
import { ensureBrowser } from './browser'
import { commandLine } from './command-line.mjs'

/** `npx tsx scripts/letters.ts`: the letters of alerts as mail programs of a phone and a desk draw them, light and dark. */
const { values: options } = commandLine({
  usage: 'npx tsx scripts/letters.ts [-- --out FOLDER]',
  about: 'Draws the letters of alerts at the widths of a phone and a desk, light and dark.',
  options: { out: { type: 'string', default: 'docs/screenshots' } },
})

const baseUrl = 'https://ballast.example.com'
const link = `${baseUrl}/alerts`
const pages = { overview: `${baseUrl}/overview`, alerts: link }
const snoozeLink = `${baseUrl}/snooze/example`
const urgent = 'Urgent: BTC:PERP-USDT is 4.1 % from liquidation, limit 5 % on Main desk (Bybit). Since Fri 27 Nov, 22:14 CET.'
const [from, to] = [new Date('2026-11-27T07:00:00Z'), new Date('2026-11-28T07:00:00Z')]

const LETTERS: Record<string, string> = {
  urgent: mailHtml({ title: urgent, text: urgent, level: 'urgent', link, snoozeLink }),
  burst: mailHtml({
    title: '10 × without figures, 1 × high margin ratio',
    text: [
      'Urgent: margin ratio of futures at 81.2 %, limit 80 % on Main desk (Bybit). Since Sat 28 Nov, 03:02 CET.',
      ...['North', 'South', 'East', 'West'].map(
        (name) => `No figures for 15 minutes (The exchange is down) on ${name} (OKX). Since Sat 28 Nov, 03:05 CET.`,
      ),
      '… and 6 more.',
    ].join('\n'),
    ...{ level: 'urgent', link, snoozeLink },
  }),
  test: mailHtml({
    title: 'Ballast can reach you here.',
    text: 'Ballast can reach you here. You asked for this test of My e-mail.',
    ...{ level: 'ok', link, snoozeLink: null },
  }),
  digest: digestHtml(
    digestWords({
      ...{ every: 'daily', from, to, accounts: 12, equity: '1284310.55' },
      bounds: { equity: 'at_least', gross: 'at_least', net: 'uncertain', leverage: 'uncertain' },
      display: { currency: 'EUR', usdPerUnit: '1.1612', timeZone: 'Europe/Berlin' },
      gain: { usd: '-8421.3', share: '-0.00652' },
      ...{ gross: '2410000', net: '-31200.5', leverage: '1.88' },
      fired: {
        first: [
          { at: new Date('2026-11-27T21:14:00Z'), level: 'urgent', text: urgent.replace(/ Since.*/, '') },
          { at: new Date('2026-11-28T03:02:00Z'), level: 'warn', text: 'No figures for 15 minutes on North (OKX).' },
        ],
        of: 14,
      },
      firing: [{ at: new Date('2026-11-28T03:02:00Z'), level: 'warn', text: 'No figures for 15 minutes on North (OKX).' }],
      stale: ['North'],
    }),
    { pages, every: 'daily' },
  ),
  'digest-unknown': digestHtml(
    digestWords({
      ...{ every: 'weekly', from, to, accounts: 1, equity: null, gain: null },
      bounds: { equity: 'uncertain', gross: 'uncertain', net: 'uncertain', leverage: 'uncertain' },
      display: { currency: 'CHF', usdPerUnit: null, timeZone: 'UTC' },
      ...{ gross: null, net: null, leverage: null, fired: { first: [], of: 0 }, firing: [], stale: ['Main desk'] },
    }),
    { pages, every: 'weekly' },
  ),
}

mkdirSync(options.out, { recursive: true })
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox'] })
const page = await browser.newPage()
for (const [name, html] of Object.entries(LETTERS)) {
  await page.setContent(html)
  for (const [screen, width] of Object.entries({ phone: 390, desktop: 680 })) {
    await page.setViewportSize({ width, height: 400 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (over > 0) throw new Error(`The letter ${name} scrolls sideways at ${width} px.`)
      const picture = await page.screenshot({ fullPage: true })
      writeFileSync(path.join(options.out, `letter-${name}-${screen}-${colorScheme}.png`), picture)
    }
  }
}
await browser.close()
