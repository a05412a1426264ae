import { describe, expect, it } from 'vitest'
import { findSecrets } from '@/db/queries/secrets'
import { DomainError } from '@/server/errors'
import { testDesk } from '../desk.testing'
import { signedInUser } from '../testing'
import { archiveAccount } from './archive'
import { createAccount } from './create'
import { getAccount } from './get'
import { listAccounts } from './list'
import { restoreAccount } from './restore'
import { testCredentials } from './test-credentials'
import { updateAccount } from './update'

const desk = testDesk()
const create = (more: Partial<Parameters<typeof createAccount>[1]> = {}) =>
  createAccount(desk.ctx, { name: 'Main', exchange: 'Binance', credentials: desk.key(), ...more })
const names = async (includeArchived = false) => (await listAccounts(desk.ctx, { includeArchived })).map(({ name }) => name)

describe('creating an account', () => {
  it('stores it, masked, with what the exchange told about its key', async () => {
    const credentials = desk.key()
    const known = desk.exchanges.accounts.get(credentials.apiKey)
    if (known)
      known.key = { permissions: ['read', 'trade'], positionMode: 'hedge', ipList: ['1.2.3.4'], expiresAt: null, label: 'desk' }
    const account = await create({ name: ' Main desk ', exchange: 'BINANCE', credentials, marginMode: 'ISOLATED' })
    expect(account).toMatchObject({
      name: 'Main desk',
      exchange: 'binance',
      exchangeName: 'Binance',
      maskedKey: `${credentials.apiKey.slice(0, 5)}********`,
      marginMode: 'ISOLATED',
      permissions: ['read', 'trade'],
      positionMode: 'hedge',
      keyIpList: ['1.2.3.4'],
      exchangeLabel: 'desk',
      credentialOptions: { default: true },
      valid: true,
      archived: false,
      sandbox: false,
      lastRefreshedAt: null,
      lastError: null,
      nextRefreshAt: desk.ctx.now(),
    })
    expect(await getAccount(desk.ctx, { id: account.id })).toEqual(account)
    expect(JSON.stringify(account)).not.toContain(credentials.apiSecret)
  })

  it('refuses a name that is taken, by letter case and look-alikes too', async () => {
    await create({ name: 'Main' })
    for (const name of ['Main', 'MAIN', 'Mаin', ' main ']) {
      await expect(create({ name })).rejects.toMatchObject({ code: 'name_taken', fields: { name: expect.any(String) } })
    }
    expect(await names()).toEqual(['Main'])
  })

  it.each([
    ['', 'Give'],
    ['x'.repeat(65), '64'],
    ['\u200b', 'seen'],
  ])('refuses the name %j', async (name, why) => {
    await expect(create({ name })).rejects.toMatchObject({ code: 'bad_request', fields: { name: expect.stringContaining(why) } })
  })

  it('offers the nearest names for an unknown exchange', async () => {
    await expect(create({ exchange: 'Binanse' })).rejects.toMatchObject({
      code: 'bad_request',
      message: 'No exchange is known as "Binanse". Did you mean Binance?',
      fields: { exchange: expect.any(String) },
    })
  })

  it('asks for each field that this exchange needs', async () => {
    await expect(create({ exchange: 'okx', credentials: { apiKey: 'a' } })).rejects.toMatchObject({
      code: 'bad_request',
      fields: { apiSecret: 'OKX needs the API secret.', password: 'OKX needs the Passphrase.' },
    })
    expect(desk.exchanges.calls).toEqual([])
  })

  it('tries the key first and says at the field what the exchange answers; nothing is stored', async () => {
    const { apiKey } = desk.key()
    await expect(create({ credentials: { apiKey: 'unknown', apiSecret: 'x' } })).rejects.toMatchObject({
      code: 'exchange_credentials',
      exchangeError: 'Invalid API-key.',
      fields: { apiKey: expect.any(String) },
    })
    await expect(create({ credentials: { apiKey, apiSecret: 'wrong' } })).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { apiSecret: expect.any(String) },
    })
    expect(await names()).toEqual([])
  })

  it('refuses a key that is connected already', async () => {
    const credentials = desk.key()
    await create({ credentials })
    await expect(create({ name: 'Other', credentials })).rejects.toMatchObject({
      code: 'conflict',
      fields: { apiKey: 'This key is connected already, as "Main".' },
    })
  })

  it('refuses a key that may withdraw, unless its owner insists', async () => {
    const credentials = desk.key()
    const known = desk.exchanges.accounts.get(credentials.apiKey)
    if (known) known.key.permissions = ['read', 'withdraw']
    await expect(create({ credentials })).rejects.toMatchObject({
      code: 'bad_request',
      fields: { allowWithdraw: expect.any(String) },
    })
    expect((await create({ credentials, allowWithdraw: true })).permissions).toEqual(['read', 'withdraw'])
  })

  it('lets one of two equal requests at the same time through', async () => {
    const both = await Promise.allSettled([create(), create()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = both.find((result) => result.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'name_taken' })
  })

  it('needs the scope of a token', async () => {
    desk.ctx = {
      ...desk.ctx,
      actor: { kind: 'token', tokenId: 't', userId: null, scopes: ['read'], ipAddress: null, userAgent: null },
    }
    await expect(create()).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('"manage"') })
  })
})

describe('trying a key', () => {
  it('tells what it may do and stores nothing', async () => {
    expect(await testCredentials(desk.ctx, { exchange: 'bybit', credentials: desk.key() })).toMatchObject({
      exchangeName: 'Bybit',
      permissions: ['read'],
      canWithdraw: false,
    })
    expect(await names()).toEqual([])
  })
})

describe('archiving and restoring', () => {
  it('destroys the credentials, frees the name and keeps the account findable', async () => {
    const { id } = await create()
    const archived = await archiveAccount(desk.ctx, { name: 'MAIN' })
    expect(archived).toMatchObject({ id, archived: true, nextRefreshAt: null })
    expect(await desk.database.db.asDesk(desk.ctx.deskId, (tx) => findSecrets(tx, desk.ctx.deskId, id))).toBeNull()
    expect(await names()).toEqual([])
    expect(await names(true)).toEqual(['Main'])
    await create()
    expect(await names(true)).toEqual(['Main', 'Main'])
  })

  it('is the same twice', async () => {
    const { id } = await create()
    await archiveAccount(desk.ctx, { id })
    expect(await archiveAccount(desk.ctx, { id })).toMatchObject({ archived: true })
  })

  it('brings it back with fresh credentials, under another name where the old one is taken', async () => {
    const { id } = await create()
    await archiveAccount(desk.ctx, { id })
    await create()
    await expect(restoreAccount(desk.ctx, { id, credentials: desk.key() })).rejects.toMatchObject({ code: 'name_taken' })
    const restored = await restoreAccount(desk.ctx, { id, credentials: desk.key(), name: 'Main 2' })
    expect(restored).toMatchObject({ id, name: 'Main 2', archived: false, nextRefreshAt: desk.ctx.now() })
    await expect(restoreAccount(desk.ctx, { id, credentials: desk.key() })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('does not restore without credentials', async () => {
    const { id } = await create()
    await archiveAccount(desk.ctx, { id })
    await expect(updateAccount(desk.ctx, { id, archived: false })).rejects.toMatchObject({ code: 'bad_request' })
    await expect(updateAccount(desk.ctx, { id, name: 'x' })).rejects.toMatchObject({ code: 'conflict' })
    expect(await updateAccount(desk.ctx, { id, archived: false, credentials: desk.key() })).toMatchObject({ archived: false })
  })
})

describe('updating', () => {
  it('renames, also to another spelling of its own name', async () => {
    const { id } = await create()
    expect(await updateAccount(desk.ctx, { id, name: 'MAIN', marginMode: 'CASH' })).toMatchObject({
      name: 'MAIN',
      marginMode: 'CASH',
    })
    await create({ name: 'Other' })
    await expect(updateAccount(desk.ctx, { id, name: 'other' })).rejects.toMatchObject({ code: 'name_taken' })
  })

  it('tries new credentials before it stores them', async () => {
    const first = desk.key()
    const { id } = await create({ credentials: first })
    await expect(updateAccount(desk.ctx, { id, credentials: { apiKey: 'unknown', apiSecret: 'x' } })).rejects.toThrow(DomainError)
    const stored = () => desk.database.db.asDesk(desk.ctx.deskId, (tx) => findSecrets(tx, desk.ctx.deskId, id))
    const before = await stored()
    const second = desk.key()
    expect(await updateAccount(desk.ctx, { id, credentials: second })).toMatchObject({
      maskedKey: `${second.apiKey.slice(0, 5)}********`,
    })
    expect(await stored()).not.toEqual(before)
  })
})

describe("another user's account", () => {
  it('is not found, whatever is asked of it', async () => {
    const { id } = await create()
    const stranger = await signedInUser(desk.ctx)
    const credentials = desk.key()
    for (const attempt of [
      () => getAccount(stranger, { id }),
      () => updateAccount(stranger, { id, name: 'Mine' }),
      () => archiveAccount(stranger, { id }),
      () => archiveAccount(stranger, { name: 'Main' }),
      () => restoreAccount(stranger, { id, credentials }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found', message: 'No such account.' })
    }
    expect(await listAccounts(stranger, { includeArchived: true })).toEqual([])
    expect(await names()).toEqual(['Main'])
  })
})
