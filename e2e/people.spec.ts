import type { Page } from '@playwright/test'
import { generate } from 'otplib'
import { DEMO, expect, expectAccessible, signIn, test } from './fixtures'

/** Opens an administrator's list of people in a browser of their own. */
async function peopleOf(admin: Page, email: string) {
  await admin.goto('/settings/people')
  const row = admin.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: email })
  return {
    row,
    choose: async (action: string) => {
      await row.getByRole('button', { name: `Actions for ${email}` }).click()
      await admin.getByRole('menuitem', { name: action }).click()
      return admin.getByRole('dialog')
    },
  }
}

test('an administrator takes off a lost second factor, and the person is told on their next page', async ({
  page,
  person,
  browser,
  baseURL,
}) => {
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByLabel('Your password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  const secret = (await page.getByTestId('totp-secret').textContent()) ?? ''
  await page.getByLabel('Code', { exact: true }).fill(await generate({ secret }))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('button', { name: 'I have kept them' }).click()

  const office = await browser.newContext({ ...(baseURL ? { baseURL } : {}) })
  const admin = await office.newPage()
  await signIn(admin, DEMO)
  const { row, choose } = await peopleOf(admin, person.email)
  await expect(row).toContainText('Second factor')
  const dialog = await choose('Take off second factor')
  await expectAccessible(admin)
  await dialog.getByLabel('Your password', { exact: true }).fill('not mine')
  await dialog.getByRole('button', { name: 'Take off' }).click()
  await expect(dialog.getByLabel('Your password', { exact: true })).toHaveAccessibleDescription(/not your password/)
  await dialog.getByLabel('Your password', { exact: true }).fill(DEMO.password)
  await dialog.getByRole('button', { name: 'Take off' }).click()
  await expect(row).toContainText('No second factor')
  await office.close()

  // A page that is open goes to sign-in by itself once its session is gone: it would cross our own going there.
  await page.goto('about:blank')
  await page.goto('/overview')
  await page.waitForURL(/\/sign-in/)
  await signIn(page, person)
  const notice = page.getByRole('region', { name: 'About your sign-in' })
  await expect(notice).toContainText('Your second factor was taken off')
  await expectAccessible(page)
  await notice.getByRole('button', { name: 'I have read this' }).click()
  await expect(notice).toBeHidden()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(notice).toBeHidden()
  await page.goto('/settings/security')
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText('Had the second factor taken off by an administrator')
})

test('an administrator makes another one, and takes the right again', async ({ page, person, browser, baseURL }) => {
  const office = await browser.newContext({ ...(baseURL ? { baseURL } : {}) })
  const admin = await office.newPage()
  await signIn(admin, DEMO)
  const { row, choose } = await peopleOf(admin, person.email)
  await expectAccessible(admin)
  const making = await choose('Make administrator')
  await making.getByLabel('Your password', { exact: true }).fill(DEMO.password)
  await making.getByRole('button', { name: 'Make administrator' }).click()
  await expect(row).toContainText('Administrator')

  await page.goto('/settings/people')
  const list = page.getByRole('list', { name: 'People' })
  await expect(list).toContainText(DEMO.email)

  const taking = await choose('Take administration away')
  await taking.getByLabel('Your password', { exact: true }).fill(DEMO.password)
  await taking.getByRole('button', { name: 'Take away' }).click()
  await expect(row).not.toContainText('Administrator')
  await page.goto('/settings/people')
  await expect(list).toBeHidden()
  await expect(page.getByText('There is nothing here')).toBeVisible()
  await office.close()
})

test('an administrator deletes somebody for good, and nobody by a slip', async ({ page, person, browser, baseURL }) => {
  const office = await browser.newContext({ ...(baseURL ? { baseURL } : {}) })
  const admin = await office.newPage()
  await signIn(admin, DEMO)
  const { row, choose } = await peopleOf(admin, person.email)
  const deleting = await choose('Delete')
  await deleting.getByLabel(/Type their e-mail/).fill('somebody@example.com')
  await deleting.getByLabel('Your password', { exact: true }).fill(DEMO.password)
  await deleting.getByRole('button', { name: 'Delete for good' }).click()
  await expect(deleting.getByLabel(/Type their e-mail/)).toHaveAccessibleDescription(/not the address/)
  await expectAccessible(admin)
  await deleting.getByLabel(/Type their e-mail/).fill(person.email)
  await deleting.getByRole('button', { name: 'Delete for good' }).click()
  await expect(row).toHaveCount(0)
  await office.close()

  // A page that is open goes to sign-in by itself once its session is gone: it would cross our own going there.
  await page.goto('about:blank')
  await page.goto('/overview')
  await page.waitForURL(/\/sign-in/)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('E-mail or password is wrong.')).toBeVisible()
})
