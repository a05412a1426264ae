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
  const reference = page.locator('openapi-explorer')
  type Operations = Record<string, Record<string, { summary: string }>>
  const document: { tags: { name: string }[]; paths: Operations; webhooks: Operations } = await (
    await page.request.get('/api/openapi.json')
  ).json()
  expect(Object.keys(document.paths)).not.toContain('/internal/sor/get_cached_account_balance')
  expect(document.tags.length).toBeGreaterThan(5)
  // What is asked, and what is posted to a webhook.
  const operations = [document.paths, document.webhooks].flatMap((all) =>
    Object.values(all).flatMap((methods) => Object.values(methods)),
  )
  expect(operations.length).toBeGreaterThan(25)

  // A phone has headings that open in the page where a desktop has a menu beside it.
  const phone = (page.viewportSize()?.width ?? 0) < 768
  const menu = reference.getByRole('navigation', { name: 'API Menu' })
  const heading = (name: string) =>
    phone ? reference.locator('.section-tag-header', { hasText: name }) : menu.locator('.nav-bar-tag', { hasText: name })
  for (const { name } of document.tags) await expect(heading(name)).toBeVisible()
  const entries = phone
    ? reference.locator('section.m-endpoint')
    : menu.locator(':is([id^=link-get-], [id^=link-post-], [id^=link-put-], [id^=link-delete-])')
  await expect(entries).toHaveCount(operations.length)

  if (!phone) await menu.getByText('Authentication', { exact: true }).click()
  await reference.locator('input.api-key-input').first().fill(DEMO.token)
  await reference.getByRole('button', { name: 'Set' }).first().click()

  await heading('Accounts').click()
  const wanted = phone
    ? reference.locator('.endpoint-head', { hasText: 'Get all user accounts' })
    : menu.getByText('Get all user accounts', { exact: true })
  await wanted.click()
  await reference.locator('[part~="btn-try"]').click()
  await expect(reference.locator('.response-message')).toContainText('200')
  await expect(reference).toContainText('"CROSS"')

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', scheme)
  }
  expect(elsewhere).toEqual([])
  expect(faults).toEqual([])
  await page.getByRole('link', { name: 'Back to Ballast' }).click()
  await expect(page).not.toHaveURL(/\/api\/docs/)
})
