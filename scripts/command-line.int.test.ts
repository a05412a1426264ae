import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { addKeyToFile, openMasterKeys } from '@/server/vault/key-file'
import { openVault } from '@/server/vault/open-vault'

/** Every command of ours: what package.json names, and the programs of `scripts` that only docs name. */
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
const OURS = /\b(scripts|bench|simulator|server)\/\S+\.m?[jt]s\b/
const named = Object.entries(scripts).filter(([, command]) => OURS.test(command))
const unnamed = readdirSync('scripts')
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .filter((file) => !/^export /m.test(readFileSync(path.join('scripts', file), 'utf8')))
  .map((file) => path.join('scripts', file))
  .filter((file) => !named.some(([, command]) => command.includes(file)))
  .map((file) => [file, `node --import tsx ${file}`] as const)
/** A command that does what it was not asked for is ended, with all that it started. */
const ENDED_MS = 50_000

let folder: string
let database: TestDatabase
let key: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-arguments-'))
  database = await testDatabase()
  await openVault(database.db, openMasterKeys({ DATA_DIR: folder }))
  key = readFileSync(path.join(folder, 'master.key'), 'utf8')
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function run(command: string, args: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn('sh', ['-c', `exec ${command} ${args}`], {
    env: {
      ...process.env,
      PATH: `${path.resolve('node_modules/.bin')}${path.delimiter}${process.env.PATH}`,
      DATA_DIR: folder,
      DATABASE_URL: database.url,
      // Nothing can listen here, should a command go on.
      PORT: '1',
      HOST: '192.0.2.1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const late = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), ENDED_MS)
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
    const chunks: string[] = []
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
    return () => chunks.join('')
  })
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(late)
      resolve({ code, stdout: stdout?.() ?? '', stderr: stderr?.() ?? '' })
    }),
  )
}

describe.each([...named, ...unnamed])('%s', (_name, command) => {
  it('only helps when asked for help, and does nothing with an argument that it does not know', async () => {
    const [help, unknown] = await Promise.all([run(command, '--help'), run(command, '--drop-olf')])
    expect([help.code, help.stderr]).toEqual([0, ''])
    expect(help.stdout).toMatch(/^usage: n(pm|px|ode) [^\n]+\n\n\S/)
    expect([unknown.code, unknown.stdout]).toEqual([2, ''])
    expect(unknown.stderr).toMatch(/^Unknown option '--drop-olf'\.\nusage: [^\n]+\n$/)
    expect(readdirSync(folder)).toEqual(['master.key'])
    expect(readFileSync(path.join(folder, 'master.key'), 'utf8')).toBe(key)
  })
})

describe('flows', () => {
  const command = scripts.flows ?? ''

  it.each([
    '',
    'a b',
    'a --since',
    'a --since yesterday',
    'a --since 2026-02-30',
    'a --since 2999-01-01',
    'a --sinse 2026-01-01',
  ])('refuses %s', async (args) => {
    const { code, stderr } = await run(command, args)
    expect([code, stderr.split('\n').at(-2)]).toEqual([2, 'usage: npm run flows -- ACCOUNT [--since YYYY-MM-DD] [--user EMAIL]'])
  })
})

describe('keys:rotate', () => {
  const command = scripts['keys:rotate'] ?? ''

  it.each(['rotate', '-- --drop-old', '--drop-old=yes'])('refuses %s', async (args) => {
    expect((await run(command, args)).code).toBe(2)
    expect(readFileSync(path.join(folder, 'master.key'), 'utf8')).toBe(key)
  })

  it('drops old keys where it is told to', async () => {
    const file = path.join(folder, 'master.key')
    addKeyToFile(file)
    expect((await run(command, '--drop-old')).stderr).toMatch(/1 keys are still wrapped/)
    expect((await run(command, '')).code).toBe(0)
    expect((await run(command, '--drop-old')).stdout).toBe('The old master keys are gone from the file.\n')
    writeFileSync(file, key)
  })
})
