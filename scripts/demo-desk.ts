import { type Browser, type BrowserContext, type BrowserContextOptions, expect, type Page } from '@playwright/test'
import { z } from 'zod'
import type { DemoProcess } from './demo-process'

const cached = z.object({ balances: z.array(z.object({ account_id: z.string(), account_name: z.string(), stale: z.boolean() })) })

/** A browser window in which the demo user is signed in. */
export async function signedIn(browser: Browser, demo: DemoProcess, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: demo.url, locale: 'en-GB', timezoneId: 'UTC', ...options })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(demo.email)
  await page.getByLabel('Password', { exact: true }).fill(demo.password)
  await page.getByRole('button', { name: /^sign in$/i }).click()
  await page.waitForURL(/\/overview/)
  await page.close()
  return context
}

/** Waits until nothing of a page is still being loaded or drawn. */
export async function drawn(page: Page): Promise<void> {
  // Skeletons are what is still being loaded.
  await expect(page.locator('.animate-pulse, [aria-busy="true"]')).toHaveCount(0, { timeout: 60_000 })
  await page.evaluate(() => document.fonts.ready)
}

/**
 * Waits until the worker has read every account: a desk that runs, not one that is just starting.
 * @returns the accounts' ids by their names
 */
export async function everythingFresh(demo: DemoProcess): Promise<Map<string, string>> {
  const read = async () => {
    const response = await fetch(`${demo.url}/api/sor/get_cached_account_balance`, {
      headers: { Authorization: `Token ${demo.token}` },
    })
    return cached.parse(await response.json()).balances
  }
  await expect.poll(async () => (await read()).filter(({ stale }) => stale).length, { timeout: 120_000 }).toBe(0)
  return new Map((await read()).map(({ account_name, account_id }) => [account_name, account_id]))
}
