import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

/** Where everything stands that somebody may be about to press or read: labels, fields and buttons of the form. */
const places = (page: Page) =>
  page
    .getByRole('main')
    .locator('label, input, select, button[type="submit"]')
    .locator('visible=true')
    .evaluateAll((elements) =>
      elements.map((element) => {
        const { top, left } = element.getBoundingClientRect()
        return `${element.textContent?.trim() || element.getAttribute('name') || element.id}: ${Math.round(left + scrollX)}, ${Math.round(top + scrollY)}`
      }),
    )

test('what is missing in a form is said without anything moving', async ({ page }) => {
  for (const [url, button, fields] of [
    ['/sign-in', 'Sign in', ['E-mail']],
    ['/sign-up', 'Create account', ['E-mail']],
    ['/forgot-password', /^Send/, ['E-mail']],
  ] as const) {
    await page.goto(url)
    const submit = page.getByRole('button', { name: button, exact: true })
    await expect(submit).toBeEnabled()
    const before = await places(page)
    await submit.click()
    for (const field of fields) await expect(page.getByLabel(field)).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByRole('alert').filter({ hasText: /\w/ }).first()).toBeVisible()
    expect(await places(page), url).toEqual(before)
  }
})

test('a key’s form says at each field what it lacks, and stays as it is', async ({ page, person }) => {
  expect(person.email).toContain('@')
  await page.goto('/accounts/new?exchange=bybit')
  const submit = page.getByRole('button', { name: 'Test key' })
  await expect(submit).toBeEnabled()
  const before = await places(page)
  await submit.click()
  await expect(page.getByLabel('API key', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('API secret', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  expect(await places(page)).toEqual(before)
})

test('a refusal above a form opens, and does not throw the form', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('nobody@example.com')
  await page.getByLabel('Password', { exact: true }).fill('long enough to be one')
  await page.evaluate(() => {
    addEventListener('transitionrun', ({ propertyName, target }) => {
      if (target instanceof Element && target.matches('[role="alert"]')) document.documentElement.dataset.opened = propertyName
    })
  })
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-opened', /height|margin-bottom|opacity/)
})
