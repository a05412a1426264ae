import { randomBytes } from 'node:crypto'
import type { APIRequestContext, Browser, BrowserContext } from '@playwright/test'
import { z } from 'zod'
import { expect, expectAccessible, signUpWithoutForm, test } from './fixtures'

const idSchema = z.object({ id: z.string() })
const answerSchema = z.object({ result: z.object({ data: z.object({ json: z.unknown() }) }) })

async function call(request: APIRequestContext, path: string, input: unknown): Promise<unknown> {
  const response = await request.post(path, { data: { json: input } })
  const text = await response.text()
  expect(response.ok(), `${path}: ${text}`).toBe(true)
  return answerSchema.parse(JSON.parse(text)).result.data.json
}

/** A viewer's browser: somebody new, whom the desk's owner let in. */
async function joined(
  browser: Browser,
  baseURL: string | undefined,
  owner: APIRequestContext,
  { at, password, tagIds }: { at: string; password: string; tagIds: string[] | null },
): Promise<BrowserContext> {
  const invitation = { password, role: 'viewer', tagIds, expiresInDays: 1 }
  const { link } = z.object({ link: z.string() }).parse(await call(owner, `${at}/api/trpc/desks.invite`, invitation))
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL })
  await signUpWithoutForm(context.request, { email: `viewer-${randomBytes(6).toString('hex')}@example.com`, password })
  await call(context.request, '/api/trpc/desks.accept', { code: new URL(link).hash.replace('#code=', '') })
  return context
}

test('the sample desk is taken away by who may, and said to be one to all', async ({ page, person, browser, baseURL }) => {
  const { id: desk } = idSchema.parse(await call(page.request, '/api/trpc/desks.create', { name: 'Looked at' }))
  const at = `/desk/${desk}`
  await call(page.request, `${at}/api/trpc/accounts.addSample`, undefined)
  await page.goto(`${at}/overview`)
  await expect(page.getByRole('button', { name: 'Take it away' })).toBeVisible()
  const context = await joined(browser, baseURL, page.request, { at, password: person.password, tagIds: null })
  const theirs = await context.newPage()
  await theirs.goto(`${at}/overview`)
  await expect(theirs.getByText('This is a sample desk')).toBeVisible()
  await expect(theirs.locator('[data-live]').first()).toBeVisible()
  await expect(theirs.getByRole('button', { name: 'Take it away' })).toHaveCount(0)
  await context.close()
})

test('who sees some accounts of a desk meets no refusal on its pages, and switches desks by the palette', async ({
  page,
  person,
  browser,
  baseURL,
  freshLedger,
}) => {
  // Eleven pages, each until it is live.
  test.slow()
  const { id: desk } = idSchema.parse(await call(page.request, '/api/trpc/desks.create', { name: 'Fund' }))
  const at = `/desk/${desk}`
  const { key } = await freshLedger('bybit', 'hedged-desk')
  const made = { name: 'Seen', exchange: 'bybit', credentials: { apiKey: key.apiKey, apiSecret: key.apiSecret } }
  const { id: account } = idSchema.parse(await call(page.request, `${at}/api/trpc/accounts.create`, made))
  const tag = { name: 'Theirs', kind: 'person', rules: [{ accountId: account }] }
  const { id: tagId } = idSchema.parse(await call(page.request, `${at}/api/trpc/tags.create`, tag))
  const context = await joined(browser, baseURL, page.request, { at, password: person.password, tagIds: [tagId] })
  const theirs = await context.newPage()
  const refused: string[] = []
  theirs.on('response', async (response) => {
    if (!response.url().includes('/api/trpc/')) return
    const text = await response.text().catch(() => '')
    if (response.status() === 403 || text.includes('"FORBIDDEN"'))
      refused.push(`${new URL(theirs.url()).pathname}: ${response.url()}`)
  })
  for (const path of [
    'overview',
    'balances',
    'positions',
    'accounts',
    `accounts/${account}`,
    'history',
    'performance',
    'risk',
    'settings',
    'settings/desk',
    'alerts',
  ]) {
    await theirs.goto(`${at}/${path}`)
    await expect(theirs.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(theirs.locator('.animate-pulse, [aria-busy="true"]')).toHaveCount(0)
    await expect(theirs.locator('[data-live="live"]').first()).toBeVisible()
  }
  await expect(theirs.getByText('Rules and channels that stand here are your own')).toBeVisible()
  await expectAccessible(theirs)
  expect(refused).toEqual([])

  await theirs.goto(`${at}/risk`)
  await theirs.keyboard.press('ControlOrMeta+k')
  await theirs.getByRole('combobox').last().fill('Personal')
  await theirs.keyboard.press('Enter')
  await expect(theirs).toHaveURL(/^[^/]+:\/\/[^/]+\/risk$/)
  // The documentation leads back to the desk that one came from.
  await theirs.goto(`${at}/overview`)
  await expect(theirs.locator('[data-live="live"]').first()).toBeVisible()
  await theirs.goto('/docs')
  await theirs.getByRole('link', { name: 'Open Ballast' }).click()
  await expect(theirs).toHaveURL(new RegExp(`${at}/overview$`))
  await context.close()
})
