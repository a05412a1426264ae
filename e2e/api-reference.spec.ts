import { DEMO, expect, test } from './fixtures'

test('the reference page shows every operation and tries one with a token, all from our own origin', async ({
  page,
  baseURL,
}) => {
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  const elsewhere: string[] = []
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(baseURL ?? '').origin) elsewhere.push(request.url())
  })

  await page.goto('/api/docs')
  const menu = page.locator('openapi-explorer').getByRole('navigation', { name: 'API Menu' })
  const document: { tags: { name: string }[]; paths: Record<string, Record<string, { summary: string }>> } = await (
    await page.request.get('/api/openapi.json')
  ).json()
  expect(Object.keys(document.paths)).not.toContain('/internal/sor/get_cached_account_balance')
  expect(document.tags.length).toBeGreaterThan(5)
  for (const { name } of document.tags) await expect(menu.locator('.nav-bar-tag', { hasText: name })).toBeVisible()
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  expect(operations.length).toBeGreaterThan(25)
  await expect(menu.locator(':is([id^=link-get-], [id^=link-post-], [id^=link-put-], [id^=link-delete-])')).toHaveCount(
    operations.length,
  )

  await menu.getByText('Authentication', { exact: true }).click()
  await page.locator('openapi-explorer input.api-key-input').first().fill(DEMO.token)
  await page.locator('openapi-explorer').getByRole('button', { name: 'Set' }).first().click()

  await menu.locator('.nav-bar-tag', { hasText: 'Accounts' }).click()
  await menu.getByText('Get all user accounts', { exact: true }).click()
  await page.locator('openapi-explorer [part~="btn-try"]').click()
  await expect(page.locator('openapi-explorer .response-message')).toContainText('200')
  await expect(page.locator('openapi-explorer')).toContainText('"CROSS"')

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', scheme)
  }
  expect(elsewhere).toEqual([])
  expect(faults).toEqual([])
  await page.getByRole('link', { name: 'Back to Ballast' }).click()
  await expect(page).not.toHaveURL(/\/api\/docs/)
})
