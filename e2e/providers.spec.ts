import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { generate } from 'otplib'
import { z } from 'zod'
import { runningEmbedded } from '../db/embedded'
import { expect, expectAccessible, test } from './fixtures'
import { ADMIN_GROUP } from './providers/start'

const NAMES = ['Desk login', 'GitHub', 'Google'] as const
const stranger = () => `stranger-${randomBytes(6).toString('hex')}@example.com`
const given = z.record(z.string(), z.string()).parse(JSON.parse(process.env.E2E_PROVIDERS ?? '{}'))
const nobody = /linked to nobody here/

test.skip(given.OIDC_ISSUER === undefined, 'a demo that was started elsewhere has no providers')

/** Signs in at the provider, on its own page. */
async function atProvider(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByRole('button', { name: 'Sign-in' }).click()
}

/** From the sign-in page through the provider and back; the provider has forgotten whoever was there before. */
async function through(page: Page, name: (typeof NAMES)[number], login: string, site = ''): Promise<void> {
  // A page that is open goes to sign-in by itself once its session is gone: it would cross our own going there.
  await page.goto('about:blank')
  await page.context().clearCookies()
  await page.goto(`${site}/sign-in`)
  await page.getByRole('button', { name: `Continue with ${name}` }).click()
  await atProvider(page, login)
}

const emailHere = async (page: Page) => {
  await page.goto('/settings')
  return page.getByLabel('E-mail').inputValue()
}

for (const name of NAMES) {
  test(`${name}: sign up, sign in again as the same person; an address that was not verified makes nobody`, async ({ page }) => {
    const email = stranger()
    await through(page, name, `${email};unverified`)
    await expect(page.getByText(nobody)).toBeVisible()
    await through(page, name, email)
    await page.waitForURL(/\/overview$/)
    expect(await emailHere(page)).toBe(email)
    await through(page, name, email)
    await page.waitForURL(/\/overview$/)
    expect(await emailHere(page)).toBe(email)
    // Once linked, it is the provider's own id that counts.
    await through(page, name, `${email};unverified`)
    await page.waitForURL(/\/overview$/)
    expect(await emailHere(page)).toBe(email)
  })

  test(`${name}: nobody is taken over by their address; they link it themselves, with their password`, async ({
    page,
    person,
  }) => {
    const here = await page.context().cookies()
    await through(page, name, person.email)
    await expect(page.getByText(nobody)).toBeVisible()
    await page.goto('/overview')
    await page.waitForURL(/\/sign-in/)

    await page.context().clearCookies()
    await page.context().addCookies(here)
    await page.goto('/settings/security')
    await page.getByRole('button', { name: `Link ${name}` }).click()
    await page.getByLabel('Your password', { exact: true }).fill(person.password)
    await page.getByRole('button', { name: 'Continue' }).click()
    await atProvider(page, person.email)
    await page.waitForURL(/\/settings\/security$/)
    await expect(page.getByRole('button', { name: `Unlink ${name}` })).toBeVisible()
    await expectAccessible(page)

    await through(page, name, person.email)
    await page.waitForURL(/\/overview$/)
    expect(await emailHere(page)).toBe(person.email)
  })
}

test('a second factor that somebody has here is asked for here', async ({ page }) => {
  const email = stranger()
  await through(page, 'Desk login', email)
  await page.waitForURL(/\/overview$/)
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  const secret = (await page.getByTestId('totp-secret').textContent()) ?? ''
  await page.getByLabel('Code', { exact: true }).fill(await generate({ secret }))
  await page.getByRole('button', { name: 'Confirm' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  const recoveryCode = (await codes.first().textContent()) ?? ''
  await page.getByRole('button', { name: 'I have kept them' }).click()

  await through(page, 'Desk login', email)
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(recoveryCode)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.waitForURL(/\/overview$/)
})

test('a group at the provider makes an administrator, as long as it says so', async ({ page }) => {
  const email = stranger()
  const people = page.getByRole('list', { name: 'People' })
  await through(page, 'Desk login', `${email};group=others;group=${ADMIN_GROUP}`)
  await page.waitForURL(/\/overview$/)
  await page.goto('/settings/people')
  await expect(people).toContainText(email)
  await through(page, 'Desk login', `${email};group=others`)
  await page.waitForURL(/\/overview$/)
  await page.goto('/settings/people')
  await expect(page.getByText('There is nothing here')).toBeVisible()
  await expect(people).toBeHidden()
})

/** Where next-auth would send the browser, with its cookies set. */
async function beginning(page: Page, provider: string): Promise<URL> {
  await page.context().clearCookies()
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await (await page.request.get('/api/auth/csrf')).json())
  const form = { csrfToken, json: 'true', callbackUrl: '/overview' }
  const begun = await page.request.post(`/api/auth/signin/${provider}`, { form })
  return new URL(z.object({ url: z.string() }).parse(await begun.json()).url)
}

const signedInHere = async (page: Page) => (await page.context().cookies()).some(({ name }) => name.endsWith('session-token'))

for (const [provider, name] of [
  ['oidc', 'state'],
  ['oidc', 'nonce'],
  ['oidc', 'code_challenge'],
  ['google', 'state'],
  ['google', 'nonce'],
  ['google', 'code_challenge'],
  ['github', 'state'],
  ['github', 'code_challenge'],
] as const) {
  test(`${provider}: an answer with another ${name} than was sent signs nobody in`, async ({ page }) => {
    const url = await beginning(page, provider)
    expect(url.searchParams.get(name)).toMatch(/^[\w-]{20,}$/)
    url.searchParams.set(name, randomBytes(32).toString('base64url'))
    await page.goto(url.toString())
    await atProvider(page, stranger())
    await expect(page.getByText(/did not let you through/)).toBeVisible()
    expect(await signedInHere(page)).toBe(false)
  })
}

test('an answer in another issuer’s name, or to a question that nobody asked, signs nobody in', async ({ page }) => {
  const url = await beginning(page, 'oidc')
  const answer = new URLSearchParams({
    code: 'x'.repeat(40),
    state: url.searchParams.get('state') ?? '',
    iss: 'https://evil.example',
  })
  await page.goto(`/api/auth/callback/oidc?${answer}`)
  await expect(page.getByText(/did not let you through/)).toBeVisible()
  await page.context().clearCookies()
  await page.goto(`/api/auth/callback/oidc?code=${'x'.repeat(40)}&state=${'x'.repeat(43)}`)
  await expect(page.getByText(/did not let you through/)).toBeVisible()
  expect(await signedInHere(page)).toBe(false)
})

test.describe('another web process on the same database', () => {
  test.describe.configure({ mode: 'serial' })
  const port = process.env.E2E_OTHER_PORT ?? ''
  const site = `http://localhost:${port}`
  let child: ChildProcess | undefined

  async function start(env: Record<string, string>): Promise<void> {
    const dataDir = process.env.E2E_DATA_DIR ?? ''
    const { nextAuthSecret } = z
      .object({ nextAuthSecret: z.string() })
      .parse(JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')))
    const settings = {
      DATABASE_URL: runningEmbedded(dataDir, 'processes') ?? '',
      NEXTAUTH_SECRET: nextAuthSecret,
      DATA_DIR: dataDir,
    }
    child = spawn(process.execPath, ['scripts/web.mjs'], {
      env: { ...process.env, ...given, ...settings, PORT: port, BASE_URL: site, NEXTAUTH_URL: site, ...env },
      stdio: 'ignore',
    })
    const ready = () =>
      fetch(`${site}/api/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    await expect.poll(ready, { timeout: 30_000 }).toBe(true)
  }
  test.afterEach(async () => {
    if (!child) return
    const gone = new Promise((resolve) => child?.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  })

  for (const policy of ['closed', 'invite']) {
    test(`with REGISTRATION=${policy} lets nobody new in, and whoever is known`, async ({ page }) => {
      const [known, unknown] = [stranger(), stranger()]
      await through(page, 'Desk login', known)
      await page.waitForURL(/\/overview$/)
      await start({ REGISTRATION: policy })
      await through(page, 'Desk login', unknown, site)
      await expect(page.getByText(nobody)).toBeVisible()
      await through(page, 'Desk login', known, site)
      await page.waitForURL(`${site}/overview`)
    })
  }

  test('whose provider speaks in another issuer’s name lets nobody in', async ({ page }) => {
    const known = stranger()
    await through(page, 'Desk login', known)
    await page.waitForURL(/\/overview$/)
    // The same provider under another of its machine's names: it says that it is another one.
    await start({ OIDC_ISSUER: (given.OIDC_ISSUER ?? '').replace('127.0.0.1', 'localhost') })
    await through(page, 'Desk login', known, site)
    await expect(page.getByText('Signing in failed on our side')).toBeVisible()
    expect(await signedInHere(page)).toBe(false)
  })

  test('whose provider is out of reach says so', async ({ page }) => {
    await start({ OIDC_ISSUER: 'http://127.0.0.1:9' })
    await page.goto(`${site}/sign-in`)
    await page.getByRole('button', { name: 'Continue with Desk login' }).click()
    await expect(page.getByText('The provider cannot be reached just now')).toBeVisible()
  })
})
