import { expect, expectAccessible, test } from './fixtures'

const TITLE = 'Book for partners'

test('a link shows what was chosen to somebody without an account and without scripts, until it is taken back', async ({
  page,
  browser,
  demo,
}) => {
  await page.goto('/settings/sharing')
  await page.getByRole('button', { name: 'New link' }).first().click()
  const dialog = page.getByRole('dialog')
  const title = `${TITLE} ${Date.now()}`
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByLabel('Exposure').check()
  await dialog.getByLabel('Positions').check()
  await expectAccessible(page)
  await dialog.getByLabel('Your password').fill(demo.password)
  await dialog.getByRole('button', { name: 'Create link' }).click()
  const url = (await dialog.getByTestId('share-url').textContent()) ?? ''
  expect(new URL(url).pathname).toMatch(/^\/s\/[\w-]{43}$/)
  await dialog.getByRole('button', { name: 'Done' }).click()

  for (const colorScheme of ['light', 'dark'] as const) {
    const stranger = await browser.newContext({ javaScriptEnabled: false, colorScheme, viewport: page.viewportSize() })
    const look = await stranger.newPage()
    const asked: string[] = []
    look.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await look.goto(url)
    await expect(look.getByRole('heading', { name: title })).toBeVisible()
    await expect(look.getByRole('img', { name: /^Equity from/ })).toBeVisible()
    await expect(look.locator('body')).toContainText('Shares only: this link tells no amounts.')
    await expect(look.locator('body')).not.toContainText('$')
    // The page and its icon: no code, no style, no font.
    expect(asked.filter((path) => !/^\/(s|icons)\//.test(path))).toEqual([])
    // Nothing lies out of sight, within a table neither.
    expect(await look.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(
      await look.evaluate(
        '[...document.querySelectorAll("td")].filter((cell) => cell.getBoundingClientRect().right > innerWidth).length',
      ),
    ).toBe(0)
    await expect(look.locator('td').first()).toBeVisible()
    const scripted = await browser.newContext({ colorScheme, viewport: page.viewportSize() })
    const checked = await scripted.newPage()
    await checked.goto(url)
    await expectAccessible(checked)
    await scripted.close()
    await look.getByRole('link', { name: '7 days' }).click()
    await expect(look.getByRole('heading', { name: 'Equity, 7 days' })).toBeVisible()
    await stranger.close()
  }

  await page.getByRole('button', { name: `Revoke ${title}` }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke link' }).click()
  // While it is open nothing behind it can be found.
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: `Revoke ${title}` })).toHaveCount(0)
  const gone = await page.request.get(url)
  expect(gone.status()).toBe(404)
  expect(await gone.text()).not.toContain(title)
})
