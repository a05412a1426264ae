import { describe, expect, it } from 'vitest'
import { findSecrets } from '@/db/queries/secrets'
import type { ServiceContext } from '@/server/context'
import type { SubAccount } from '@/server/exchanges/reading/sub-accounts'
import { testDesk } from '../desk.testing'
import { readDesk } from '../overview/desk'
import { getAttention } from '../overview/get'
import { signedInUser } from '../testing'
import { archiveAccount } from './archive'
import { checkKey } from './check-key'
import { createAccount } from './create'
import { getAccount } from './get'
import { listAccounts } from './list'
import { restoreAccount } from './restore'
import { findSubAccounts, takeSubAccounts } from './sub-accounts'
import { tableOfAccounts } from './table'
import { updateAccount } from './update'

const desk = testDesk()

const sub = (id: string, more: Partial<SubAccount> = {}): SubAccount => ({
  ...{ id, uid: `uid-${id}`, name: `Desk ${id}`, frozen: false, reads: 'main key' },
  ...more,
})

async function main(...owned: SubAccount[]) {
  const credentials = desk.key()
  desk.exchanges.owned.set(credentials.apiKey, owned)
  const account = await createAccount(desk.ctx, { name: 'Fund', exchange: 'binance', credentials })
  return { account, credentials, id: account.id }
}
const credentialsOf = async (id: string) => {
  const sealed = await desk.ctx.db.asDesk(desk.ctx.deskId, (tx) => findSecrets(tx, desk.ctx.deskId, id))
  return sealed && desk.ctx.vault.open({ deskId: desk.ctx.deskId, accountId: id }, sealed)
}

describe('sub-accounts of a main account', () => {
  it('are listed by its key, and taken as accounts of their own that are read with it', async () => {
    const { id, credentials } = await main(sub('a'), sub('b', { frozen: true }), sub('c', { reads: 'own key' }))
    expect(
      (await findSubAccounts(desk.ctx, { id })).map(({ id, frozen, reads, account }) => [id, frozen, reads, account]),
    ).toEqual([
      ['a', false, 'main key', null],
      ['b', true, 'main key', null],
      ['c', false, 'own key', null],
    ])
    const { taken, refused } = await takeSubAccounts(desk.ctx, { id, subAccounts: ['a', 'c', 'a'] })
    expect(refused).toEqual([{ id: 'c', message: expect.stringContaining('key of its own') }])
    expect(taken).toHaveLength(1)
    expect(taken[0]).toMatchObject({
      name: 'Desk a',
      parentId: id,
      subAccount: 'a',
      exchangeLabel: 'Desk a',
      permissions: ['read'],
      valid: true,
    })
    expect(await credentialsOf(taken[0]?.id ?? '')).toEqual({ ...credentials, subAccount: 'a' })
    expect((await findSubAccounts(desk.ctx, { id }))[0]?.account).toEqual({ id: taken[0]?.id, name: 'Desk a' })
    const table = await tableOfAccounts(desk.ctx, {
      search: '',
      states: [],
      tags: [],
      sort: 'added',
      descending: false,
      groupBy: 'main',
      count: 20,
    })
    expect(table.groups.map(({ name, accounts }) => [name, accounts])).toEqual([['Fund', 2]])
  })

  it('are read by their address where the exchange has it so, and the main account’s key is not kept with them', async () => {
    const address = `0x${'ab'.repeat(20)}`
    const { id } = await main(sub(address, { reads: 'address', uid: address, name: 'Vault' }))
    const { taken } = await takeSubAccounts(desk.ctx, { id, subAccounts: [address] })
    expect(taken[0]).toMatchObject({ name: 'Vault', parentId: id, subAccount: null, maskedKey: '0xaba********' })
    expect(await credentialsOf(taken[0]?.id ?? '')).toEqual({ walletAddress: address })
  })

  it('are counted once: taken twice, with a key of their own before or after', async () => {
    const own = desk.key()
    const known = desk.exchanges.accounts.get(own.apiKey)
    if (known) known.key = { ...known.key, uid: 'uid-a' }
    const { id } = await main(sub('a'), sub('b'))
    await createAccount(desk.ctx, { name: 'Own key', exchange: 'binance', credentials: own })
    expect((await findSubAccounts(desk.ctx, { id })).map(({ account }) => account?.name ?? null)).toEqual(['Own key', null])
    const first = await takeSubAccounts(desk.ctx, { id, subAccounts: ['a', 'b'] })
    expect([first.taken.map(({ name }) => name), first.refused.map(({ id }) => id)]).toEqual([['Desk b'], ['a']])
    expect((await takeSubAccounts(desk.ctx, { id, subAccounts: ['b'] })).refused).toHaveLength(1)
    const later = desk.key()
    const other = desk.exchanges.accounts.get(later.apiKey)
    if (other) other.key = { ...other.key, uid: 'uid-b' }
    await expect(createAccount(desk.ctx, { name: 'Later', exchange: 'binance', credentials: later })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('“Desk b”'),
    })
    // What is held on the exchange's test system is another account, whose number may be the same.
    await expect(
      createAccount(desk.ctx, { name: 'Rehearsal', exchange: 'binance', credentials: later, sandbox: true }),
    ).resolves.toBeDefined()
    // Another exchange's numbers are others.
    await expect(createAccount(desk.ctx, { name: 'Elsewhere', exchange: 'bybit', credentials: later })).resolves.toBeDefined()
  })

  it('get another name where theirs is taken, and two of one name two', async () => {
    const { id } = await main(sub('a', { name: 'Fund' }), sub('b', { name: 'Same' }), sub('c', { name: 'Same' }))
    const { taken } = await takeSubAccounts(desk.ctx, { id, subAccounts: ['a', 'b', 'c'] })
    expect(taken.map(({ name }) => name)).toEqual(['Fund (Fund)', 'Same', 'Same (Fund)'])
  })

  it('follow the key of their main account, and have none of their own', async () => {
    const { id } = await main(sub('a'))
    const { taken } = await takeSubAccounts(desk.ctx, { id, subAccounts: ['a'] })
    const child = taken[0]?.id ?? ''
    const fresh = desk.key()
    await updateAccount(desk.ctx, { id, credentials: fresh })
    expect(await credentialsOf(child)).toEqual({ ...fresh, subAccount: 'a' })
    expect(await getAccount(desk.ctx, { id: child })).toMatchObject({
      maskedKey: `${fresh.apiKey.slice(0, 5)}********`,
      exchangeLabel: 'Desk a',
    })
    await expect(updateAccount(desk.ctx, { id: child, credentials: desk.key() })).rejects.toMatchObject({ code: 'conflict' })
    // The key is destroyed with the account: not while others are read with it.
    await expect(archiveAccount(desk.ctx, { id })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('“Desk a”'),
    })
    await archiveAccount(desk.ctx, { id: child })
    await expect(restoreAccount(desk.ctx, { id: child, credentials: desk.key() })).rejects.toMatchObject({ code: 'conflict' })
    await archiveAccount(desk.ctx, { id })
    expect(await listAccounts(desk.ctx, { includeArchived: false })).toEqual([])
  })

  it('keep their main account’s key from being destroyed also by who does not see them, and are neither named nor counted to them', async () => {
    const { id } = await main(sub('a'), sub('b'), sub('c'))
    const { taken } = await takeSubAccounts(desk.ctx, { id, subAccounts: ['a', 'b', 'c'] })
    const [a = '', b = '', c = ''] = taken.map((account) => account.id)
    const only = (...ids: string[]) => ({ ...desk.ctx, db: desk.ctx.db.limitedTo(ids) })
    const may = { userId: null, scopes: ['manage' as const], ipAddress: null, userAgent: null }
    const byToken = (...ids: string[]) => ({ ...only(...ids), actor: { kind: 'token' as const, tokenId: 'x', ...may } })
    const refusal = (ctx: ServiceContext) => archiveAccount(ctx, { id }).catch((error: unknown) => String(error))
    expect(await refusal(only(id, a))).toContain('archive “Desk a”, those that you do not see first')
    expect(await refusal(byToken(id, a))).toContain('archive “Desk a”, those that this token is not for first')
    expect(await refusal(only(id))).not.toMatch(/Desk|\d/)
    expect(await getAccount(only(id, a), { id: a })).toMatchObject({ parentId: id, subAccount: 'a' })
    expect(await getAccount(only(a), { id: a })).toMatchObject({ parentId: null, subAccount: 'a' })
    const [row] = (await readDesk(only(a))).active
    expect(row).toMatchObject({ id: a, parentId: null })
    expect(await credentialsOf(id)).not.toBeNull()
    for (const child of [a, b, c]) await archiveAccount(desk.ctx, { id: child })
    await expect(archiveAccount(only(id), { id })).resolves.toMatchObject({ archived: true })
  })

  it.each([
    ['is replaced', (id: string) => updateAccount(desk.ctx, { id, credentials: desk.key() })],
    ['is destroyed', (id: string) => archiveAccount(desk.ctx, { id })],
  ])('are not read with a key that %s while they are looked for', async (_, meanwhile) => {
    const { id } = await main(sub('a'))
    const { subAccounts } = desk.exchanges
    desk.exchanges.subAccounts = async (connection, signal) => {
      const found = await subAccounts.call(desk.exchanges, connection, signal)
      await meanwhile(id)
      return found
    }
    const { taken, refused } = await takeSubAccounts(desk.ctx, { id, subAccounts: ['a'] })
    expect(taken).toEqual([])
    expect(refused).toEqual([{ id: 'a', message: expect.stringContaining('meanwhile') }])
    expect((await listAccounts(desk.ctx, { includeArchived: false })).filter(({ parentId }) => parentId !== null)).toEqual([])
  })

  it('refuses a new key of another account while sub-accounts are read with the old one', async () => {
    const keyOf = (uid: string) => {
      const credentials = desk.key()
      const known = desk.exchanges.accounts.get(credentials.apiKey)
      if (known) known.key = { ...known.key, uid }
      return credentials
    }
    const credentials = keyOf('main-1')
    desk.exchanges.owned.set(credentials.apiKey, [sub('a')])
    const { id } = await createAccount(desk.ctx, { name: 'Fund', exchange: 'binance', credentials })
    await takeSubAccounts(desk.ctx, { id, subAccounts: ['a'] })
    await expect(updateAccount(desk.ctx, { id, credentials: keyOf('main-2') })).rejects.toMatchObject({
      code: 'conflict',
      fields: { apiKey: expect.any(String) },
    })
    await expect(updateAccount(desk.ctx, { id, credentials: keyOf('main-1') })).resolves.toBeDefined()
  })

  it('are told in attention while nobody has looked at the list, and not where they are accounts', async () => {
    const { id, credentials } = await main(sub('a'), sub('b'))
    const told = async () =>
      (await getAttention(desk.ctx)).flatMap(({ matter, accountId }) =>
        matter.kind === 'sub-accounts' ? [[accountId, matter.names, matter.more]] : [],
      )
    expect(await told()).toEqual([])
    await checkKey(desk.ctx, id)
    expect(await told()).toEqual([[id, ['Desk a', 'Desk b'], 0]])
    await findSubAccounts(desk.ctx, { id })
    expect(await told()).toEqual([])
    const more = ['c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name) => sub(name))
    desk.exchanges.owned.set(credentials.apiKey, [sub('a'), sub('b'), ...more])
    await takeSubAccounts(desk.ctx, { id, subAccounts: ['d'] })
    await checkKey(desk.ctx, id)
    expect(await told()).toEqual([[id, ['Desk c', 'Desk e', 'Desk f', 'Desk g', 'Desk h'], 1]])
    // Another key of the exchange's may be one of them, until it is known whose it is.
    const own = desk.key()
    await createAccount(desk.ctx, { name: 'Own key', exchange: 'binance', credentials: own })
    desk.exchanges.owned.set(credentials.apiKey, [...more, sub('j')])
    await checkKey(desk.ctx, id)
    expect((await told())[0]?.[2]).toBe(1)
    await expect(takeSubAccounts(desk.ctx, { id, subAccounts: ['j'] })).resolves.toMatchObject({
      taken: [],
      refused: [{ id: 'j', message: expect.stringContaining('“Own key” may be this account') }],
    })
    const known = desk.exchanges.accounts.get(own.apiKey)
    if (known) known.key = { ...known.key, uid: 'uid-j' }
    expect((await takeSubAccounts(desk.ctx, { id, subAccounts: ['j', 'c'] })).refused).toEqual([
      { id: 'j', message: expect.stringContaining('counted twice') },
    ])
    await checkKey(desk.ctx, id)
    expect(await told()).toEqual([[id, ['Desk e', 'Desk f', 'Desk g', 'Desk h', 'Desk i'], 0]])
    // A list that is not told says nothing new, and takes nothing back.
    desk.exchanges.owned.delete(credentials.apiKey)
    await checkKey(desk.ctx, id)
    expect(await told()).toHaveLength(1)
  })

  it('are none of a sub-account, of an exchange that lists none, or of somebody else', async () => {
    const { id } = await main(sub('a'))
    const { taken } = await takeSubAccounts(desk.ctx, { id, subAccounts: ['a'] })
    await expect(findSubAccounts(desk.ctx, { id: taken[0]?.id ?? '' })).rejects.toMatchObject({ code: 'bad_request' })
    const lone = await createAccount(desk.ctx, { name: 'Lone', exchange: 'binance', credentials: desk.key() })
    await expect(findSubAccounts(desk.ctx, { id: lone.id })).rejects.toMatchObject({ code: 'bad_request' })
    await expect(takeSubAccounts(desk.ctx, { id, subAccounts: ['stranger'] })).rejects.toMatchObject({ code: 'bad_request' })
    const stranger = await signedInUser(desk.ctx)
    await expect(findSubAccounts(stranger, { id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(takeSubAccounts(stranger, { id, subAccounts: ['a'] })).rejects.toMatchObject({ code: 'not_found' })
  })
})
