import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimFolder, markEnding } from '@/db/cluster/owner'
import { testDatabase } from '@/db/testing'
import { openMasterKeys } from '@/server/vault/key-file'
import { openVault } from '@/server/vault/open-vault'
import { freePort } from '../demo-process'

let folder: string
let taken: Server
let takenPort: number

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-refusals-'))
  takenPort = await freePort()
  taken = createServer()
  await new Promise<void>((resolve) => taken.listen(takenPort, '127.0.0.1', resolve))
})
afterAll(() => {
  taken.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(
  env: Record<string, string>,
  onStdout: (text: string) => void = () => {},
  where: { script: string; cwd?: string } = { script: 'scripts/start.ts' },
): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', where.script], {
    cwd: where.cwd,
    env: { ...process.env, PORT: String(await freePort()), DATA_DIR: path.join(folder, 'data'), BASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    onStdout(stdout)
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, stderr }
}

const ONE_LINE = /^Ballast cannot start: [^\n]+\n$/
const KEY = Buffer.alloc(32, 7).toString('base64')

describe('a start that cannot be', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['a port that is no number', { PORT: 'abc' }, /PORT must be a number/],
    ['a port beyond the last', { PORT: '70000' }, /PORT must be from 1 to 65535/],
    ['an unknown log level', { LOG_LEVEL: 'loud' }, /LOG_LEVEL must be/],
    ['an address that is none', { BASE_URL: 'ballast' }, /BASE_URL must look like/],
    ['a database address of another kind', { DATABASE_URL: 'mysql://localhost/x' }, /DATABASE_URL must look like postgres:/],
    ['base addresses that are no JSON', { EXCHANGE_BASE_URLS: 'http://x' }, /EXCHANGE_BASE_URLS must be a JSON object/],
    ['a master key that is none', { MASTER_KEY: 'abc' }, /MASTER_KEY must hold keys of 32 bytes in base64 \(/],
    ['a second master key that is none', { MASTER_KEY: `${KEY},abc` }, /MASTER_KEY must hold keys of 32 bytes/],
    [
      'a file of master keys that is missing',
      { MASTER_KEY_FILE: '/no/such.key' },
      /master key file \/no\/such.key cannot be read/,
    ],
    ['a misspelt setting', { REGISTRATON: 'closed' }, /REGISTRATON is no setting of Ballast; the nearest is REGISTRATION\./],
    ['half a provider', { GITHUB_ID: 'x' }, /GITHUB_ID and GITHUB_SECRET/],
  ])('%s: one line that names it', async (_what, env, line) => {
    const { code, stderr } = await start(env)
    expect(code).toBe(1)
    expect(stderr).toMatch(ONE_LINE)
    expect(stderr).toMatch(line)
    // Told before anything was started.
    expect(existsSync(path.join(folder, 'data', 'postgres'))).toBe(false)
  })

  it('a port in use', async () => {
    const { code, stderr } = await start({ PORT: String(takenPort) })
    expect(code).toBe(1)
    expect(stderr).toBe(`Ballast cannot start: Port ${takenPort} is in use. Stop what listens there, or set PORT to another.\n`)
  })

  it.each([
    ['demo.ts', '.data-demo'],
    ['dev.ts', '.data-demo'],
    ['start.ts', '.data'],
  ])('%s keeps what it makes in %s: the demo never in the folder of real accounts', async (script, kept) => {
    // A checkout of its own, for the folder lies in it.
    const checkout = mkdtempSync(path.join(folder, 'checkout-'))
    for (const name of readdirSync('.')) if (!name.startsWith('.')) symlinkSync(path.resolve(name), path.join(checkout, name))
    const before = readdirSync(checkout)
    const env = { DATA_DIR: '', PORT: String(takenPort) }
    const { stderr } = await start(env, undefined, { script: `scripts/${script}`, cwd: checkout })
    expect(stderr).toContain(`Port ${takenPort} is in use`)
    expect(readdirSync(checkout).filter((name) => !before.includes(name))).toEqual([kept])
  })

  it('a database out of reach, its password unsaid', async () => {
    const port = await freePort()
    const { code, stderr } = await start({ DATABASE_URL: `postgres://me:secret@127.0.0.1:${port}/ballast` })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Ballast cannot start: [^\n]*nothing listens there[^\n]*\n$/)
    expect(stderr).toContain(String(port))
    expect(stderr).not.toContain('secret')
  })

  it('a data folder that cannot be made', async () => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    const { code, stderr } = await start({ DATA_DIR: path.join(file, 'data') })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Ballast cannot start: DATA_DIR [^\n]+ cannot be made: [^\n]+\n$/)
  })

  it('a data folder that is everybody’s', async () => {
    const shared = path.join(folder, 'tmp')
    mkdirSync(shared)
    chmodSync(shared, 0o1777)
    const { code, stderr } = await start({ DATA_DIR: shared })
    expect(code).toBe(1)
    expect(stderr).toBe(
      `Ballast cannot start: DATA_DIR ${shared} is shared with others: name a folder in it that is for Ballast alone.\n`,
    )
    expect(readdirSync(shared)).toEqual([])
  })

  it('a data folder that another start uses, which is left alone', async () => {
    const data = path.join(folder, 'busy')
    await start({ DATA_DIR: data, PORT: String(takenPort) })
    const release = claimFolder(path.join(data, 'launcher.owner'), data)
    const { code, stderr } = await start({ DATA_DIR: data })
    release()
    expect(code).toBe(1)
    expect(stderr).toMatch(new RegExp(`^Ballast cannot start: [^\n]+ is in use by another Ballast \\(process ${process.pid}\\)`))
    expect(existsSync(path.join(data, 'postgres'))).toBe(false)
  })

  it('waits for a start that is stopping on its folder', async () => {
    const data = path.join(folder, 'ending')
    mkdirSync(data)
    const owner = path.join(data, 'launcher.owner')
    const release = claimFolder(owner, data)
    markEnding(owner)
    const { code, stderr } = await start({ DATA_DIR: data, PORT: String(takenPort) }, (said) => {
      if (said.includes('Waiting for the Ballast that is stopping here')) release()
    })
    expect(code).toBe(1)
    expect(stderr).toContain(`Port ${takenPort} is in use`)
  })

  describe('on a database that was used with another master key', () => {
    let database: Awaited<ReturnType<typeof testDatabase>>
    beforeAll(async () => {
      database = await testDatabase()
      await openVault(database.db, openMasterKeys({ DATA_DIR: folder, MASTER_KEY: KEY }))
    })
    afterAll(() => database.close())

    it.each<[string, Record<string, string>, RegExp]>([
      [
        'another one',
        { MASTER_KEY: Buffer.alloc(32, 8).toString('base64') },
        /needs the master key with the id [0-9a-f]{16}\. Bring/,
      ],
      ['none', {}, /The master key file \S+ is missing, and this database was used with one: bring it back, or name it/],
    ])('%s: one line, and no process nor key is made', async (_what, env, line) => {
      const data = path.join(folder, 'keyless')
      const { code, stderr } = await start({ DATA_DIR: data, DATABASE_URL: database.ownerUrl, ...env })
      expect(code).toBe(1)
      expect(stderr).toMatch(ONE_LINE)
      expect(stderr).toMatch(line)
      expect(existsSync(path.join(data, 'master.key'))).toBe(false)
      expect(existsSync(path.join(data, 'processes.json'))).toBe(false)
    })
  })

  it('a worker that was never built', () => {
    for (const file of ['worker.mjs', 'command-line.mjs']) cpSync(`scripts/${file}`, path.join(folder, 'scripts', file))
    const { status, stderr } = spawnSync(process.execPath, [path.join(folder, 'scripts', 'worker.mjs')], { encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toBe('The worker is not built yet: run `npm run build` first.\n')
  })
})
