import { randomBytes } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import { type APIRequestContext, test as base, type Cookie, expect, type Page } from '@playwright/test'
import { z } from 'zod'
import type { Ledger, LedgerKey } from '../simulator/ledger'
import { SimulatorControl } from './simulator-control'

export interface Person {
  email: string
  password: string
}

interface Fixtures {
  /** Control of the simulated exchanges that the product talks to. */
  simulator: SimulatorControl
  /** Somebody who just signed up and is signed in. */
  person: Person
  /** The demo user, signed in; the sign-in itself is done once a worker. */
  demo: Person
  /** Puts a copy of a scenario on the simulator under a key of its own, so that tests do not share accounts. */
  freshLedger: (venue: string, scenario: string, key?: Partial<LedgerKey>) => Promise<Ledger>
}

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the browser tests with Playwright's global setup.`)
  return value
}

export const DEMO = {
  email: 'demo@ballast.local',
  get password() {
    return required('E2E_PASSWORD')
  },
  get token() {
    return required('E2E_TOKEN')
  },
}

export const test = base.extend<Fixtures, { demoCookies: Cookie[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  baseURL: async ({}, use) => use(required('E2E_BASE_URL')),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  simulator: async ({}, use) => use(new SimulatorControl(required('E2E_SIMULATOR_URL'))),
  freshLedger: async ({ simulator }, use) => {
    const put: Ledger[] = []
    await use(async (venue, scenario, key) => {
      const ledger = await simulator.copyOf(venue, scenario, key)
      put.push(ledger)
      return ledger
    })
    for (const { venue, uid } of put) await simulator.removeLedger(venue, uid)
  },
  demoCookies: [
    async ({ browser }, use) => {
      const page = await browser.newPage({ baseURL: required('E2E_BASE_URL') })
      await signIn(page, DEMO)
      const cookies = await page.context().cookies()
      await page.close()
      await use(cookies)
    },
    { scope: 'worker' },
  ],
  page: async ({ page }, use) => {
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))
    await use(page)
    // What server and browser render differs, a component throws: nobody sees it, and everybody pays for it. No errors
    // are a request that a change of page cuts off, and what failed on the server and is tried again here (419).
    expect(
      errors.filter((message) => !/failed to fetch|load failed|network ?error|abort|React error #419/i.test(message)),
    ).toEqual([])
  },
  demo: async ({ context, demoCookies }, use) => {
    await context.addCookies(demoCookies)
    await use(DEMO)
  },
  person: async ({ page }, use) => {
    const person = {
      email: `person-${randomBytes(6).toString('hex')}@example.com`,
      password: `long enough ${randomBytes(8).toString('hex')}`,
    }
    await signUpWithoutForm(page.request, person)
    await page.goto('/overview')
    await use(person)
  },
})

export { expect }

export async function signUp(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-up')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: /create account|sign up/i }).click()
  await page.waitForURL(/\/(overview|accounts)/)
}

/** What the form of `signUp` sends, for the tests that are about something else. */
export async function signUpWithoutForm(request: APIRequestContext, person: Person): Promise<void> {
  const registered = await request.post('/api/trpc/users.register', { data: { json: person } })
  expect(registered.ok(), await registered.text()).toBe(true)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await (await request.get('/api/auth/csrf')).json())
  const signedIn = await request.post('/api/auth/callback/credentials', { form: { ...person, csrfToken, json: 'true' } })
  expect(signedIn.ok(), await signedIn.text()).toBe(true)
}

export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: /^sign in$/i }).click()
  await page.waitForURL(/\/overview/)
}

/**
 * No violation of WCAG 2.2 A and AA that axe can find on the page as it is.
 * @param within a part that lies over others, of which it may leave a strip; else the whole page
 */
export async function expectAccessible(page: Page, within = 'html'): Promise<void> {
  // What is being loaded anew is dimmed meanwhile.
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  // What is wider than its place can be reached by keys once the page has come alive.
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          [...document.querySelectorAll<HTMLElement>('.overflow-x-auto')].filter(
            (frame) =>
              frame.scrollWidth > frame.clientWidth + 13 &&
              frame.tabIndex < 0 &&
              !frame.querySelector('a[href], button, input, [tabindex="0"]'),
          ).length,
      ),
    )
    .toBe(0)
  // What fades in has too little contrast until it is there; what turns forever is left turning.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ),
  )
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const told: string[] = []
  for (const { id, nodes } of violations) {
    for (const { html, failureSummary, target } of nodes) {
      const selector = target.map(String)
      if (id === 'target-size' && (await isLargeEnoughInSight(page, selector))) continue
      told.push(`${id}: ${html} ${failureSummary ?? ''}`)
    }
  }
  expect(told).toEqual([])
}

/**
 * A bar that stays at the foot of a phone lies over whatever the page has there just now, and leaves a strip of it: what counts is the
 * size of a target once a person has scrolled to it.
 */
async function isLargeEnoughInSight(page: Page, selector: string[]): Promise<boolean> {
  const [only, ...inner] = selector
  if (only === undefined || inner.length > 0) return false
  await page.locator(only).evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const { violations } = await new AxeBuilder({ page }).include(only).withRules(['target-size']).analyze()
  return violations.length === 0
}

/** Shows the page as a system set to light or dark would. */
export async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await expect(page.locator('html')).toHaveClass(new RegExp(`(^|\\s)${theme}(\\s|$)`))
}
