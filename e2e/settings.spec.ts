import { generate } from 'otplib'
import { expect, expectAccessible, setTheme, test } from './fixtures'

// Everybody here has just signed up.
test.beforeEach(async ({ person }) => void person)

test('profile: name, time zone and dust are kept; the theme acts at once', async ({ page, person }) => {
  await page.goto('/settings')
  await expect(page.getByLabel('E-mail')).toHaveValue(person.email)
  await setTheme(page, 'dark')
  await expectAccessible(page)
  await setTheme(page, 'light')
  await expectAccessible(page)

  await page.getByRole('textbox', { name: /^Name/ }).fill('Ada')
  await page.getByLabel('Time zone').click()
  await page.getByPlaceholder('Search time zones').fill('zurich')
  await page.getByRole('option', { name: 'Europe/Zurich' }).click()
  await page.getByLabel('Currency').click()
  await page.getByRole('option', { name: 'BTC' }).click()
  await page.getByLabel('Dust threshold, USD').fill('minus one')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Dust threshold, USD')).toHaveAccessibleDescription(/positive number/)
  await page.getByLabel('Dust threshold, USD').fill('2.5')
  await page.getByLabel('Read balances').click()
  await page.getByRole('option', { name: 'Every 5 minutes' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved')).toBeVisible()

  await page.getByRole('radio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await page.reload()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveValue('Ada')
  await expect(page.getByLabel('Time zone')).toContainText('Europe/Zurich')
  await expect(page.getByLabel('Dust threshold, USD')).toHaveValue('2.5')
  await expect(page.getByLabel('Read balances')).toContainText('Every 5 minutes')
  await expect(page.getByLabel('Currency')).toContainText('BTC')
})

test('an API token is shown once, works, and is refused once revoked', async ({ page, person, request }) => {
  await page.goto('/settings/tokens')
  await expect(page.getByText('No tokens yet')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByRole('button', { name: 'Create token' }).click()
  await expect(page.getByRole('textbox', { name: /^Name/ })).toHaveAccessibleDescription(/Give the token a name/)
  await expectAccessible(page)
  await page.getByRole('textbox', { name: /^Name/ }).fill('Risk report')
  await page.getByRole('button', { name: 'Create token' }).click()
  await expect(page.getByLabel('Your password', { exact: true })).toHaveAccessibleDescription(/Enter your password/)
  await page.getByLabel('Your password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create token' }).click()
  const secret = (await page.getByTestId('token-secret').textContent()) ?? ''
  expect(secret).toMatch(/^bal_/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('list', { name: 'API tokens' })).toContainText('Risk report')
  expect(await page.content()).not.toContain(secret)

  const ask = () => request.get('/api/accounts/', { headers: { Authorization: `Token ${secret}` } })
  expect((await ask()).status()).toBe(200)
  await page.getByRole('button', { name: 'Revoke Risk report' }).click()
  await expect(page.getByRole('alertdialog')).toContainText("can't be undone")
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Revoke token' }).click()
  await expect(page.getByText('No tokens yet')).toBeVisible()
  expect((await ask()).status()).toBe(401)
})

test('an authenticator app is asked for at the next sign-in; a recovery code stands in once', async ({ page, person }) => {
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByLabel('Your password', { exact: true }).fill('not mine')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel('Your password', { exact: true })).toHaveAccessibleDescription(/not your password/)
  await page.getByLabel('Your password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  const secret = (await page.getByTestId('totp-secret').textContent()) ?? ''
  await expectAccessible(page)
  await page.getByLabel('Code', { exact: true }).fill(await generate({ secret }))
  await page.getByRole('button', { name: 'Confirm' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const recoveryCode = (await codes.first().textContent()) ?? ''
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText(/On since/)).toBeVisible()
  await expectAccessible(page)

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByLabel('Code', { exact: true }).fill('000000')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/wrong or was used/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(recoveryCode)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.waitForURL(/\/overview$/)

  await page.goto('/settings/security')
  await expect(page.getByText('9 left')).toBeVisible()
  const activity = page.getByRole('list', { name: 'Activity' })
  await expect(activity).toContainText('Used a recovery code')
  await expect(activity).toContainText('Set up an authenticator app')
})

test('changing the password ends the other sessions, and one can end them by hand', async ({
  page,
  person,
  browser,
  baseURL,
}) => {
  const elsewhere = await browser.newContext({ ...(baseURL ? { baseURL } : {}) })
  const other = await elsewhere.newPage()
  const enter = async (password: string) => {
    await other.goto('/sign-in')
    await other.getByLabel('E-mail').fill(person.email)
    await other.getByLabel('Password', { exact: true }).fill(password)
    await other.getByRole('button', { name: 'Sign in', exact: true }).click()
    await other.waitForURL(/\/overview/)
  }
  await enter(person.password)

  await page.goto('/settings/security')
  const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  await expect(sessions).toHaveCount(2)
  const password = `${person.password} and more`
  await page.getByLabel('Current password', { exact: true }).fill(person.password)
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Your password is changed')).toBeVisible()
  await expect(sessions).toHaveCount(1)
  await other.goto('/accounts')
  await other.waitForURL(/\/sign-in/)

  await enter(password)
  await page.reload()
  await expect(sessions).toHaveCount(2)
  await page.getByRole('button', { name: /^Sign out .* on / }).click()
  const asking = page.getByRole('dialog')
  await asking.getByLabel('Your password', { exact: true }).fill(password)
  await asking.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(sessions).toHaveCount(1)
  await other.goto('/accounts')
  await other.waitForURL(/\/sign-in/)
  await elsewhere.close()
})

test('signing out everywhere names the tokens that would go on, and takes them along where one says so', async ({
  page,
  person,
  request,
}) => {
  await page.goto('/settings/tokens')
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Night job')
  await page.getByLabel('Your password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create token' }).click()
  const secret = (await page.getByTestId('token-secret').textContent()) ?? ''
  await page.getByRole('button', { name: 'Done' }).click()
  const ask = () => request.get('/api/accounts/', { headers: { Authorization: `Token ${secret}` } })

  // A new password ends no token, and says so.
  await page.goto('/settings/security')
  const password = `${person.password} and more`
  await page.getByLabel('Current password', { exact: true }).fill(person.password)
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('The API token “Night job” still works.')).toBeVisible()
  expect((await ask()).status()).toBe(200)

  await page.getByRole('button', { name: 'Sign out all others' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Otherwise “Night job” goes on.')
  await expectAccessible(page)
  await dialog.getByLabel(/Revoke API tokens too/).check()
  await dialog.getByLabel('Your password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Sign out, revoke tokens' }).click()
  await expect(dialog).toBeHidden()
  expect((await ask()).status()).toBe(401)
})

test('one can take everything along, and go', async ({ page, person }) => {
  await page.goto('/settings/security')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export' }).click()
  expect((await download).suggestedFilename()).toBe('ballast-export.json')

  await page.getByRole('button', { name: 'Delete me' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete everything of yours?' })
  await expectAccessible(page)
  await dialog.getByLabel(/Type your e-mail/).fill('somebody@example.com')
  await dialog.getByLabel('Your password', { exact: true }).fill(person.password)
  await dialog.getByRole('button', { name: 'Delete me' }).click()
  await expect(dialog.getByLabel(/Type your e-mail/)).toHaveAccessibleDescription(/not your own/)
  await dialog.getByLabel(/Type your e-mail/).fill(person.email)
  await dialog.getByRole('button', { name: 'Delete me' }).click()
  await page.waitForURL(/\/sign-in/)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('E-mail or password is wrong.')).toBeVisible()
})

test('sums are shown in the currency that one chooses', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'hedged-desk')
  await page.goto('/accounts/new?exchange=bybit')
  await page.getByLabel('API key', { exact: true }).fill(ledger.key.apiKey)
  await page.getByLabel('API secret', { exact: true }).fill(ledger.key.apiSecret)
  await page.getByRole('button', { name: 'Test key' }).click()
  await page.getByRole('button', { name: 'Add account' }).click()
  await page.waitForURL(/\/alerts\/start$/)
  await page.goto('/accounts')
  const equity = page.locator('[data-exact]').locator('visible=true').first()
  await expect(equity).toContainText('$')

  await page.goto('/settings')
  await page.getByLabel('Currency').click()
  await page.getByRole('option', { name: 'BTC' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved')).toBeVisible()
  await page.goto('/accounts')
  await expect(equity).toContainText('BTC')
  await expect(equity).toHaveAttribute('data-unit', 'BTC')
})
