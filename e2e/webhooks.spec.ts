import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import { Receiver } from '../server/notify/receiver.testing'
import { connect } from './connect'
import { expect, expectAccessible, test } from './fixtures'

let receiver: Receiver
test.beforeEach(async () => {
  receiver = new Receiver()
  await receiver.listen()
})
test.afterEach(() => receiver.close())

/** What came at a place, if its signature holds. @throws where it does not */
function verified(secret: string, index: number): unknown {
  const got = receiver.received[index]
  if (!got) throw new Error('Nothing came.')
  const headers = z
    .object({ 'webhook-id': z.string(), 'webhook-timestamp': z.string(), 'webhook-signature': z.string() })
    .parse(got.headers)
  return new Webhook(secret).verify(got.body, headers)
}

test('a webhook beside its token: its secret is shown once, it is tested, told what happens, and ends with the token', async ({
  page,
  person,
  freshLedger,
}) => {
  await page.goto('/settings/tokens')
  await expect(page.getByText('Make a token that may read first')).toBeVisible()
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByLabel('Name').fill('Desk bot')
  await page.getByLabel('Your password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create token' }).click()
  await page.getByRole('button', { name: 'Done' }).click()

  await page.getByRole('button', { name: 'Add webhook' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Token')).toContainText('Desk bot')
  await dialog.getByLabel('Address').fill('ftp://hooks.example.com')
  await dialog.getByRole('button', { name: 'Add webhook' }).click()
  await expect(dialog.getByLabel('Address')).toHaveAccessibleDescription(/Enter an http\(s\) address/)
  await expectAccessible(page)
  const address = receiver.url.replace('127.0.0.1', 'localhost')
  const { host } = new URL(address)
  await dialog.getByLabel('Address').fill(`${address}/a-place-that-is-secret`)
  await dialog.getByRole('button', { name: 'Add webhook' }).click()
  const secret = (await dialog.getByText(/^whsec_/).textContent()) ?? ''
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  const list = page.getByRole('list', { name: 'Webhooks' })
  await expect(list).toContainText(host)
  await expect(list).toContainText('Told what Desk bot may see')

  await list.getByRole('button', { name: `Send a test to ${host}` }).click()
  await expect(page.getByText(`A test arrived at ${host}`)).toBeVisible()
  expect(verified(secret, 0)).toMatchObject({ type: 'ballast.test' })

  const accountId = await connect(page, await freshLedger('bybit', 'leveraged-long'), 'Told of')
  await receiver.count(2)
  expect(verified(secret, 1)).toMatchObject({
    type: 'ballast.events',
    data: {
      gap: null,
      // What its first reading set off may be told with it.
      events: expect.arrayContaining([
        expect.objectContaining({ type: 'snapshot', account: expect.objectContaining({ id: accountId, name: 'Told of' }) }),
      ]),
    },
  })
  await list.getByRole('button', { name: `What ${host} was sent` }).click()
  await expect(page.getByRole('list', { name: `Messages to ${host}` })).toContainText('Arrived')
  await expectAccessible(page)

  await list.getByRole('button', { name: `New secret for ${host}` }).click()
  const next = (await dialog.getByText(/^whsec_/).textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Done' }).click()
  const sentBefore = receiver.received.length
  await list.getByRole('button', { name: `Send a test to ${host}` }).click()
  await receiver.count(sentBefore + 1)
  for (const each of [secret, next]) verified(each, sentBefore)

  await page.reload()
  await expect(list).toContainText(host)
  const html = await page.content()
  for (const hidden of [secret, next, 'a-place-that-is-secret']) expect(html).not.toContain(hidden)

  await page.getByRole('button', { name: 'Revoke Desk bot' }).click()
  await page.getByRole('button', { name: 'Revoke token' }).click()
  await expect(list).toContainText('Token ended')
  await expect(list.getByRole('button', { name: `Send a test to ${host}` })).toBeDisabled()
  await expect(list.getByRole('switch')).toBeDisabled()
  await list.getByRole('button', { name: `Remove ${host}` }).click()
  await page.getByRole('button', { name: 'Remove the webhook' }).click()
  await expect(page.getByText('No webhooks yet')).toBeVisible()
})

test('a webhook into the server’s own network is never told, and says why', async ({ page, person }) => {
  expect(person.email).toContain('@')
  await page.goto('/settings/tokens')
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByLabel('Name').fill('Curious')
  await page.getByLabel('Your password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create token' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Add webhook' }).click()
  await page.getByLabel('Address').fill('http://169.254.169.254/latest/meta-data')
  await page.getByRole('dialog').getByRole('button', { name: 'Add webhook' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Send a test to 169.254.169.254' }).click()
  await expect(page.getByText(/lies within this server’s own network/)).toBeVisible()
})
