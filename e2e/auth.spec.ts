import { expect, expectAccessible, test } from './fixtures'

test('sign up, sign out, sign in again, and come back to where one wanted to go', async ({ page, person }) => {
  await page.goto('/overview')
  await page.getByRole('button', { name: `Your account, ${person.email}` }).click()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in/)

  await page.goto('/settings/tokens')
  await page.waitForURL(/\/sign-in\?from=%2Fsettings%2Ftokens/)
  await expectAccessible(page)
  await page.getByLabel('E-mail').fill(person.email.toUpperCase())
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(/\/settings\/tokens$/)
})

/** Texts that a browser reads as another host once it gets them as an address, each by another way there. */
const ELSEWHERE = ['//evil.example/', '/.//evil.example/x', '/x/..//evil.example/', '/%2e//evil.example/', '/.\\\\evil.example/']

test('nobody is sent to another site after signing in', async ({ page, person, browser, baseURL }) => {
  const stranger = await browser.newContext({ ...(baseURL ? { baseURL } : {}) })
  const other = await stranger.newPage()
  const left: string[] = []
  await stranger.route(
    ({ hostname }) => hostname === 'evil.example',
    (route) => {
      left.push(route.request().url())
      return route.abort()
    },
  )
  for (const from of ELSEWHERE) {
    await stranger.clearCookies()
    await other.goto(`/sign-in?from=${encodeURIComponent(from)}`)
    await other.getByLabel('E-mail').fill(person.email)
    await other.getByLabel('Password', { exact: true }).fill(person.password)
    await other.getByRole('button', { name: 'Sign in', exact: true }).click()
    await other.waitForURL(/\/overview$/)
    expect(new URL(other.url()).origin).toBe(new URL(page.url()).origin)
  }
  expect(left).toEqual([])
  await stranger.close()
})

test('whoever is signed in is sent to another site by no address either', async ({ page, person, baseURL }) => {
  expect(person.email).not.toBe('')
  const own = new URL(baseURL ?? '').origin
  const landing = (location: string | undefined, asked: string) => new URL(location ?? '', new URL(asked, own)).origin
  for (const from of ELSEWHERE) {
    for (const door of ['/sign-in', '/sign-up']) {
      const asked = `${door}?from=${encodeURIComponent(from)}`
      const answer = await page.request.get(asked, { maxRedirects: 0 })
      expect(answer.status(), asked).toBe(307)
      expect(landing(answer.headers().location, asked), asked).toBe(own)
    }
    // next-auth keeps where to return to in a cookie, which its own answers lead to later.
    const csrf = await page.request.get(`/api/auth/csrf?callbackUrl=${encodeURIComponent(from)}`)
    const [, kept] = /callback-url=([^;]+)/.exec(csrf.headers()['set-cookie'] ?? '') ?? []
    if (kept) expect(landing(decodeURIComponent(kept), '/'), from).toBe(own)
  }
})

test('what is wrong is said in place', async ({ page }) => {
  await page.goto('/sign-up')
  await expectAccessible(page)
  await page.getByLabel('E-mail').fill('nobody')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/e-mail address/)
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/at least 8/)
  await page.getByLabel('E-mail').fill('nobody@example.com')
  await page.getByLabel('Password', { exact: true }).fill('password123')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/breaches/)
  await expectAccessible(page)

  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('nobody@example.com')
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('E-mail or password is wrong.')).toBeVisible()
  await expectAccessible(page)
})

test('asking for a reset says the same whoever asks; a broken link leads on', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot it?' }).click()
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
  await page.getByLabel('E-mail').fill(`nobody-${Date.now()}@example.com`)
  await page.getByRole('button', { name: 'Send a link' }).click()
  await expect(page.getByText('On its way, if that address is known here')).toBeVisible()
  await expectAccessible(page)

  await page.goto('/reset-password')
  await expect(page.getByText('This link is not whole')).toBeVisible()
  await expectAccessible(page)

  await page.goto('/reset-password#code=made-up')
  await page.getByLabel('New password', { exact: true }).fill('a fine long password')
  await expect(page).toHaveURL(/\/reset-password$/)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByText(/used already or is too old/)).toBeVisible()
})

test('a passkey signs in alone, and its owner can remove it', async ({ page, person, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium has virtual authenticators')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await page.getByLabel('Name').fill('Test key')
  await page.getByLabel('Your password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByRole('list', { name: 'Passkeys' })).toContainText('Test key')

  await page.getByRole('button', { name: `Your account, ${person.email}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in/)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL(/\/overview$/)

  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Remove Test key' }).click()
  await page.getByLabel('Your password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Remove passkey' }).click()
  await expect(page.getByRole('list', { name: 'Passkeys' })).toBeHidden()
})

test('what the page says of itself: no other origin, no frame, no inline script without a nonce', async ({ page }) => {
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  const response = await page.goto('/sign-in')
  const policy = response?.headers()['content-security-policy'] ?? ''
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/https?:/)
  expect(response?.headers()['x-powered-by']).toBeUndefined()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/e-mail/)
  expect(violations).toEqual([])
})

test('signing up twice with another password tells nothing and opens nothing', async ({ page, person, browser, baseURL }) => {
  expect(page.url()).toMatch(/overview|accounts/)
  const stranger = await browser.newContext({ ...(baseURL ? { baseURL } : {}) })
  const other = await stranger.newPage()
  await other.goto('/sign-up')
  await other.getByLabel('E-mail').fill(person.email)
  await other.getByLabel('Password', { exact: true }).fill(`${person.password} of somebody else`)
  await other.getByRole('button', { name: 'Create account' }).click()
  await expect(other.getByText(/may have been used before/)).toBeVisible()
  await other.goto('/overview')
  await other.waitForURL(/\/sign-in/)
  await stranger.close()
})
