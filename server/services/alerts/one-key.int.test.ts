import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { guardedHttp } from '@/server/notify/http'
import { Receiver } from '@/server/notify/receiver.testing'
import { createAccount } from '../accounts/create'
import { takeSubAccounts } from '../accounts/sub-accounts'
import { refreshBalances } from '../balances/refresh'
import { testDesk } from '../desk.testing'
import { addedTo } from '../desks/testing'
import { createTag } from '../tags/manage'
import { signedInUser, type TestContext } from '../testing'
import { addChannel, testChannel } from './channels'
import { deliverDue } from './deliver'
import { listFiring } from './firing'
import { tickAlerts } from './tick'

const desk = testDesk()
const DAY_MS = 86_400_000
let receiver: Receiver

beforeEach(async () => {
  receiver = new Receiver()
  await receiver.listen()
})
afterEach(() => receiver.close())

async function hook(ctx: TestContext, path: string): Promise<void> {
  const { channel } = await addChannel(ctx, { kind: 'webhook', name: path, settings: { url: `${receiver.url}/${path}` } })
  await testChannel(ctx, { id: channel.id })
  receiver.received.length = 0
}

it('the end of a key shows on each account that is read with it, and is told once', async () => {
  const http = guardedHttp([receiver.host])
  const alerts = { baseUrl: 'https://ballast.example.com', http, mail: undefined, linkKey: randomBytes(32) }
  const owner = await signedInUser({ ...desk.ctx, alerts })
  desk.ctx = owner
  const credentials = desk.key()
  const known = desk.exchanges.accounts.get(credentials.apiKey)
  if (!known) throw new Error('The exchange forgot its account.')
  known.key = { ...known.key, expiresAt: new Date(desk.clock.now().getTime() + 5.5 * DAY_MS) }
  const sub = (id: string) => ({ id, uid: `uid-${id}`, name: `Desk ${id}`, frozen: false, reads: 'main key' as const })
  desk.exchanges.owned.set(credentials.apiKey, [sub('a'), sub('b')])
  const { id } = await createAccount(owner, { name: 'Fund', exchange: 'binance', credentials })
  const { taken } = await takeSubAccounts(owner, { id, subAccounts: ['a', 'b'] })
  const tag = await createTag(owner, {
    ...{ name: 'Half', kind: 'person' },
    rules: [{ accountId: taken[0]?.id ?? '', coin: null, market: null }],
  })
  const limited = await addedTo(await signedInUser(owner), owner.deskId, 'manager', [tag.id])
  await hook(owner, 'desk')
  await hook(limited, 'own')
  desk.clock.advance(60)
  await refreshBalances(owner, {})
  // A reading by itself tells of none of them: they are told together.
  expect((await listFiring(owner)).filter(({ kind }) => kind === 'key')).toEqual([])
  while ((await tickAlerts(owner, owner.signal)) > 0);
  const shown = async (ctx: TestContext) =>
    (await listFiring(ctx)).filter(({ kind }) => kind === 'key').map(({ accountName, text }) => `${accountName}: ${text}`)
  expect((await shown(owner)).sort()).toEqual([
    'Desk a: The key expires in 5 days on Desk a (Binance).',
    'Desk b: The key expires in 5 days on Desk b (Binance).',
    'Fund: The key expires in 5 days on Fund (Binance).',
  ])
  expect(await shown(limited)).toEqual(['Desk a: The key expires in 5 days on Desk a (Binance).'])
  while ((await deliverDue(owner, owner.signal)) > 0);
  const told = receiver.received.map(({ path, body }) => `${path} ${(JSON.parse(body) as { data: { text: string } }).data.text}`)
  expect(told.map((text) => text.replace(/ Since .*$/, '')).sort()).toEqual([
    '/desk the key expires in 5 days on Desk a, Desk b and Fund (Binance).',
    '/own the key expires in 5 days on Desk a (Binance).',
  ])
})
