import { randomBytes } from 'node:crypto'
import { type Browser, expect, type Page } from '@playwright/test'
import { z } from 'zod'
import { connect } from '../e2e/connect'
import { SimulatorControl } from '../e2e/simulator-control'
import type { DemoProcess } from './demo-process'

const ACCOUNTS = 25
/** Accounts that are connected at the same time. */
const AT_ONCE = 5

/** Somebody new with 25 accounts of two hundred assets each, signed in, each account read once. */
export async function manyAssets(browser: Browser, demo: DemoProcess): Promise<{ page: Page }> {
  const context = await browser.newContext({
    baseURL: demo.url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  const page = await context.newPage()
  const person = { email: `many-${randomBytes(4).toString('hex')}@example.com`, password: randomBytes(12).toString('hex') }
  const registered = await page.request.post('/api/trpc/users.register', { data: { json: person } })
  expect(registered.ok(), await registered.text()).toBe(true)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await (await page.request.get('/api/auth/csrf')).json())
  await page.request.post('/api/auth/callback/credentials', { form: { ...person, csrfToken, json: 'true' } })

  const simulator = new SimulatorControl(demo.simulatorUrl)
  for (let first = 0; first < ACCOUNTS; first += AT_ONCE) {
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, ACCOUNTS - first) }, async (_, at) => {
        const venue = (first + at) % 2 === 0 ? 'bybit' : 'binance'
        await connect(page, await simulator.copyOf(venue, 'two-hundred-assets'), `Desk ${first + at + 1}`)
      }),
    )
  }
  return { page }
}
