import { spawn } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { claimFolder } from '@/db/cluster/owner'
import { startEmbedded } from '@/db/embedded'
import { migrate } from '@/db/migrate'
import { backupDesk, contentOf } from '@/server/backup/desk.testing'
import { refreshAccount } from '@/server/services/balances/refresh-account'

const desk = backupDesk()
const settings = { fsync: 'off' }

function run(
  script: 'backup' | 'restore',
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], {
    env: { ...process.env, DATABASE_URL: '', MASTER_KEY: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
    const chunks: string[] = []
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
    return () => chunks.join('')
  })
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, stdout: stdout?.() ?? '', stderr: stderr?.() ?? '' })),
  )
}

describe('npm run backup and npm run restore', () => {
  it('bring an installation with its database and key to an empty folder, where accounts are read', async () => {
    const from = desk.newFolder()
    const passphrase = path.join(from, 'passphrase')
    writeFileSync(passphrase, 'correct horse battery staple\n')
    const database = await startEmbedded({ dataDir: from, settings })
    await migrate(database.url)
    const { ctx, accountIds } = await desk.as({ url: database.url, dataDir: from }, (deps) => desk.signUp(deps))
    const before = await contentOf(database.url)

    const file = desk.newFile()
    const made = await run('backup', ['--out', file, '--passphrase-file', passphrase, '--with-master-key'], { DATA_DIR: from })
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(made.stdout).toMatch(/1 person, 2 accounts, \d+ rows, [\d,]+ bytes, as of [^;]+; read again and counted\.\n/)
    expect(made.stdout).toContain('The master key is in it: this file alone restores everything.')
    await database.stop()

    // The stopped folder too, without a passphrase: then the key is named that has to be kept.
    const second = desk.newFile()
    const stopped = await run('backup', ['--out', second], { DATA_DIR: from })
    expect(stopped.stdout).toMatch(
      /It is not encrypted: [^\n]+\nThe master key is not in it\. Keep [^\n]+master\.key \(id \w{16}\) apart/,
    )
    expect(statSync(second).mode & 0o077).toBe(0)

    const to = desk.newFolder()
    const env = { DATA_DIR: to, BACKUP_PASSPHRASE: 'correct horse battery staple' }
    const restored = await run('restore', ['--from', file], env)
    expect(restored).toMatchObject({ code: 0, stderr: '' })
    expect(restored.stdout).toMatch(
      /^Restored as of [^:]+:[^\n]+: 1 person, 2 accounts, \d+ rows; counted\.\nThe master key is in /,
    )
    expect(existsSync(path.join(to, 'postgres.owner'))).toBe(false)

    const again = await run('restore', ['--from', file], env)
    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toMatch(/^restore: The database there holds 1 person and 2 accounts: [^\n]+\n$/)

    const there = await startEmbedded({ dataDir: to, settings })
    try {
      expect(await contentOf(there.url)).toEqual(before)
      await desk.as({ url: there.url, dataDir: to }, async (deps) => {
        for (const id of accountIds)
          expect(await refreshAccount({ ...ctx, ...deps, deskId: ctx.deskId }, id)).toMatchObject({ ok: true })
      })
    } finally {
      await there.stop()
    }
  })

  it.each<[string, 'backup' | 'restore', string[], Record<string, string>, RegExp]>([
    ['a folder without a database', 'backup', [], {}, /^backup: There is no database in /],
    [
      'a passphrase that is short',
      'backup',
      [],
      { BACKUP_PASSPHRASE: 'short' },
      /^backup: The passphrase must have 12 characters/,
    ],
    ['a passphrase that nobody can be asked for', 'backup', ['--encrypt'], {}, /^backup: There is no terminal to ask/],
    [
      'a passphrase file that is missing',
      'backup',
      ['--passphrase-file', '/nowhere'],
      {},
      /^backup: The passphrase file \/nowhere cannot/,
    ],
    ['a database that is none', 'backup', [], { DATABASE_URL: 'mysql://x' }, /^backup: DATABASE_URL must look like postgres:/],
    ['a file that is missing', 'restore', [], {}, /^restore: \/[^\n]+ cannot be read\.\n$/],
  ])('refuse %s in one sentence', async (_what, script, args, env, sentence) => {
    const { code, stdout, stderr } = await run(script, [script === 'backup' ? '--out' : '--from', desk.newFile(), ...args], {
      DATA_DIR: desk.newFolder(),
      ...env,
    })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(sentence)
    expect(stderr.split('\n')).toHaveLength(2)
  })

  it('gives the role of the processes its rights, where it is not the one that owns the tables', async () => {
    const server = process.env.TEST_DATABASE_URL ?? ''
    const [source, target] = [await desk.emptyDatabase(server), await desk.emptyDatabase(server)]
    const dataDir = desk.newFolder()
    await migrate(source)
    await desk.as({ url: source, dataDir }, (deps) => desk.signUp(deps))
    const file = desk.newFile()
    expect(await run('backup', ['--out', file], { DATA_DIR: dataDir, DATABASE_URL: source })).toMatchObject({ code: 0 })

    const processes = new URL(process.env.TEST_PROCESSES_URL ?? '')
    processes.pathname = new URL(target).pathname
    const nobody = new URL(processes)
    nobody.username = 'nobody_at_all'
    const as = (url: URL) => ({ DATA_DIR: dataDir, MIGRATION_DATABASE_URL: target, DATABASE_URL: url.toString() })
    const refused = await run('restore', ['--from', file], as(nobody))
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/^restore: The role nobody_at_all of DATABASE_URL does not exist: [^\n]+\n$/)
    expect(await contentOf(target)).toEqual({})

    expect(await run('restore', ['--from', file], as(processes))).toMatchObject({ code: 0, stderr: '' })
    await desk.as({ url: processes.toString(), dataDir }, async (deps) => {
      const [counted] = await deps.db.asSystem((tx) => tx.execute('select count(*)::int as accounts from accounts'))
      expect(counted).toEqual({ accounts: 2 })
    })
  })

  it('does not restore below a Ballast that runs', async () => {
    const dataDir = desk.newFolder()
    const file = desk.newFile()
    const database = await startEmbedded({ dataDir, settings })
    await migrate(database.url)
    expect(await run('backup', ['--out', file], { DATA_DIR: dataDir })).toMatchObject({ code: 0 })
    await database.stop()
    const release = claimFolder(path.join(dataDir, 'launcher.owner'), dataDir)
    const { code, stderr } = await run('restore', ['--from', file], { DATA_DIR: dataDir })
    release()
    expect(code).toBe(1)
    expect(stderr).toMatch(/^restore: Ballast runs on [^\n]+: stop it first, then restore\.\n$/)
  })
})
