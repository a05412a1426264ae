import { expect, test } from './fixtures'

test('the documentation is there for whoever has not signed in, is searched, and asks no other host', async ({
  page,
  baseURL,
}) => {
  const elsewhere: string[] = []
  const origin = new URL(baseURL ?? '').origin
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url())
  })
  await page.goto('/docs')
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Operating Ballast/ })
    .last()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Operating Ballast' })).toBeVisible()
  const search = page.getByRole('searchbox', { name: 'Search the documentation' })
  await search.fill('setup code')
  await page
    .getByRole('status')
    .getByRole('link', { name: /^The first one/ })
    .click()
  await expect(page).toHaveURL(/\/docs\/operating#the-first-one$/)
  await expect(page.getByRole('heading', { name: 'The first one' })).toBeInViewport()
  await search.fill('zzzzqqq')
  await expect(page.getByText('Nothing is found by these words.')).toBeVisible()
  expect(elsewhere).toEqual([])
})
