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
  await expect(page.getByRole('heading', { name: /Ballast API/ })).toBeVisible()
  const document: { paths: Record<string, object> } = await (await page.request.get('/api/openapi.json')).json()
  const operations = Object.values(document.paths).reduce((count, methods) => count + Object.keys(methods).length, 0)
  expect(operations).toBeGreaterThan(20)
  await expect(page.locator('.opblock')).toHaveCount(operations)

  await page.getByRole('button', { name: 'Authorize' }).first().click()
  const dialog = page.locator('.modal-ux')
  await dialog.locator('input').first().fill(DEMO.token)
  await dialog.getByRole('button', { name: 'Apply credentials' }).first().click()
  await dialog.getByRole('button', { name: 'Close' }).first().click()

  const operation = page.locator('#operations-default-getAccounts')
  await operation.getByRole('button').first().click()
  await operation.getByRole('button', { name: 'Try it out' }).click()
  await operation.getByRole('button', { name: 'Execute' }).click()
  await expect(operation.locator('.live-responses-table .response-col_status').last()).toContainText('200')
  await expect(operation.locator('.live-responses-table')).toContainText('"margin_mode": "CROSS"')

  expect(elsewhere).toEqual([])
  expect(faults).toEqual([])
})
