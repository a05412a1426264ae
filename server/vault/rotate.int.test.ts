import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { insertAccount } from '@/db/queries/accounts'
import { someUser } from '@/db/queries/fixtures.testing'
import { proposeAuthenticator } from '@/db/queries/second-factor'
import { findSecrets, replaceSecrets } from '@/db/queries/secrets'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { addKeyToFile, openMasterKeys } from './key-file'
import { openVault } from './open-vault'
import { leftToRewrap, rewrapAll } from './rotate'
import type { Vault } from './vault'

/** More than one batch. */
const ACCOUNTS = 130

describe('rotating master keys', () => {
  let folder: string
  let database: TestDatabase
  let vault: Vault
  let owners: { deskId: string; accountId: string }[]

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-keys-'))
    database = await testDatabase({ max: 10 })
    vault = await openVault(database.db, keys())
    owners = []
    const users = [await someUser(database.db), await someUser(database.db)]
    for (let i = 0; i < ACCOUNTS; i++) owners.push(await account(users[i % 2] ?? '', `account ${i}`))
    const sealed = await vault.sealUserSecret(users[0] ?? '', 'totp', 'SECRET')
    await database.db.asUser(users[0] ?? '', (tx) =>
      proposeAuthenticator(tx, users[0] ?? '', { ...sealed, createdAt: new Date() }),
    )
  })
  afterEach(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const keys = () => openMasterKeys({ DATA_DIR: folder })
  const keyFile = () => path.join(folder, 'master.key')

  async function account(deskId: string, name: string) {
    const owner = { deskId, accountId: randomUUID() }
    const sealed = await vault.seal(owner, { apiKey: `key of ${owner.accountId}`, apiSecret: 'secret' })
    await database.db.asDesk(deskId, (tx) =>
      insertAccount(
        tx,
        deskId,
        { id: owner.accountId, name, nameKey: name, exchange: 'bybit', maskedKey: 'm', keyFingerprint: randomUUID() },
        sealed,
      ),
    )
    return owner
  }
  async function open(by: Vault, owner: { deskId: string; accountId: string }) {
    const sealed = await database.db.asDesk(owner.deskId, (tx) => findSecrets(tx, owner.deskId, owner.accountId))
    return sealed && by.open(owner, sealed)
  }
  async function expectAllOpen(by: Vault) {
    for (const owner of owners) {
      expect(await open(by, owner)).toEqual({ apiKey: `key of ${owner.accountId}`, apiSecret: 'secret' })
    }
  }
  /** The script as an operator runs it; `onOutput` may kill it. */
  function script(args: string[], onOutput: (text: string, kill: () => void) => void = () => {}) {
    return new Promise<{ code: number | null; output: string }>((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/keys-rotate.ts', ...args], {
        env: { ...process.env, DATABASE_URL: database.url, DATA_DIR: folder, MASTER_KEY: '', MASTER_KEY_FILE: '' },
      })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          output += chunk
          onOutput(output, () => child.kill('SIGKILL'))
        })
      }
      child.on('close', (code) => resolve({ code, output }))
    })
  }

  it('wraps all anew while accounts are read and their keys replaced, and loses none', async () => {
    const old = keys()
    addKeyToFile(keyFile())
    let running = true
    let opened = 0
    let replaced = 0
    const load = Array.from({ length: 3 }, async (_, worker) => {
      for (let i = worker; running; i += 3) {
        const owner = owners[i % owners.length]
        if (!owner) throw new Error('no account')
        expect(await open(vault, owner)).toMatchObject({ apiSecret: 'secret' })
        if (i % 5 === 0) {
          // A key that is entered anew meanwhile must not be overwritten by the old one.
          const sealed = await vault.seal(owner, { apiKey: `key of ${owner.accountId}`, apiSecret: 'secret' })
          await database.db.asDesk(owner.deskId, (tx) => replaceSecrets(tx, owner.deskId, owner.accountId, sealed))
          replaced += 1
        }
        opened += 1
      }
    })
    const began = performance.now()
    const rewrapped = await rewrapAll(database.db, keys())
    const took = Math.round(performance.now() - began)
    running = false
    await Promise.all(load)
    console.log(
      `rotation under load: ${rewrapped} wrapped anew in ${took} ms while ${opened} were opened and ${replaced} entered anew`,
    )
    expect(opened).toBeGreaterThan(0)
    expect(await leftToRewrap(database.db, keys())).toBe(0)
    await expectAllOpen(vault)
    // The processes that run, and one that knows the new key only.
    expect(await old.currentId()).toBe(await keys().currentId())
  })

  it('can be interrupted anywhere and goes on', async () => {
    addKeyToFile(keyFile())
    const stop = new AbortController()
    await expect(rewrapAll(database.db, keys(), { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toThrow()
    const left = await leftToRewrap(database.db, keys())
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(ACCOUNTS + 2)
    await expectAllOpen(vault)
    expect(await rewrapAll(database.db, keys())).toBe(left)
    await expectAllOpen(vault)
  })

  it('survives being killed midway: the script goes on with the same key, then old keys can be dropped', async () => {
    const killed = await script([], (output, kill) => /\d+ wrapped anew/.test(output) && kill())
    expect(killed.code).toBeNull()
    await expectAllOpen(vault)
    const tooSoon = await leftToRewrap(database.db, keys())
    if (tooSoon > 0) expect(await script(['--drop-old'])).toMatchObject({ code: 1 })
    console.log(`rotation killed midway: ${tooSoon} of ${ACCOUNTS + 2} were left to the next run`)
    const current = await keys().currentId()
    const resumed = await script([])
    expect(resumed).toMatchObject({ code: 0, output: expect.stringContaining('Done:') })
    if (tooSoon > 0) expect(await keys().currentId()).toBe(current)
    expect(await script(['--drop-old'])).toMatchObject({ code: 0 })
    expect(readFileSync(keyFile(), 'utf8').match(/^[^#\n]+$/gm)).toHaveLength(1)
    await expectAllOpen(await openVault(database.db, keys()))
    expect(resumed.output + killed.output).not.toMatch(/[A-Za-z0-9+/]{43}=/)
  })
})
