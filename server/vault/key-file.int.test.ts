import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { addKeyToFile, dropOldKeys, openMasterKeys } from './key-file'
import { openVault } from './open-vault'

const owner = { deskId: 'u', accountId: 'a' }

describe('master keys', () => {
  let folder: string
  let database: TestDatabase

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-keys-'))
    database = await testDatabase()
  })
  afterEach(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are made at the first start, for their owner only, and stay', async () => {
    const first = openMasterKeys({ DATA_DIR: folder })
    const file = path.join(folder, 'master.key')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await openMasterKeys({ DATA_DIR: folder }).currentId()).toBe(await first.currentId())
  })

  it('are not made where a file was named and is missing: a typing error must not make a new key', () => {
    expect(() => openMasterKeys({ DATA_DIR: folder, MASTER_KEY_FILE: path.join(folder, 'no.key') })).toThrow('cannot be read')
  })

  it('can be rotated while a process runs; fingerprints stay, old work opens until the old key is dropped', async () => {
    const file = path.join(folder, 'master.key')
    const vault = await openVault(database.db, openMasterKeys({ DATA_DIR: folder }))
    const old = await vault.seal(owner, { apiKey: 'k' })
    const fingerprint = vault.fingerprint('okx', { apiKey: 'k' })
    addKeyToFile(file)
    expect(await vault.open(owner, old)).toEqual({ apiKey: 'k' })
    expect((await vault.seal(owner, { apiKey: 'k' })).masterKeyId).not.toBe(old.masterKeyId)
    const restarted = await openVault(database.db, openMasterKeys({ DATA_DIR: folder }))
    expect(restarted.fingerprint('okx', { apiKey: 'k' })).toBe(fingerprint)
    dropOldKeys(file)
    await expect(openVault(database.db, openMasterKeys({ DATA_DIR: folder }))).rejects.toThrow('needs the master key')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('of another installation stop the start in one line', async () => {
    await openVault(database.db, openMasterKeys({ DATA_DIR: folder }))
    const file = path.join(folder, 'other.key')
    writeFileSync(file, `${Buffer.alloc(32, 7).toString('base64')}\n`)
    const wrong = openMasterKeys({ DATA_DIR: folder, MASTER_KEY_FILE: file })
    await expect(openVault(database.db, wrong)).rejects.toThrow(
      /^The stored credentials cannot be opened: it needs the master key with the id [0-9a-f]{16}\. Bring back MASTER_KEY or the master key file\.$/,
    )
  })

  it('are the same for two processes that start at once', async () => {
    const [a, b] = await Promise.all([
      openVault(database.db, openMasterKeys({ DATA_DIR: folder })),
      openVault(database.db, openMasterKeys({ DATA_DIR: folder })),
    ])
    expect(a.fingerprint('okx', { apiKey: 'k' })).toBe(b.fingerprint('okx', { apiKey: 'k' }))
    expect(readFileSync(path.join(folder, 'master.key'), 'utf8').match(/^[^#\n]+$/gm)).toHaveLength(1)
  })
})
