import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'

/** What a room is made of and held by. */
const COPIED = [
  'biome.json',
  'db',
  'lingui.config.js',
  'locales',
  'package.json',
  'scripts',
  'server',
  'tsconfig.json',
  'vitest.config.ts',
  'components',
]

let house: string

beforeEach(() => {
  house = mkdtempSync(path.join(os.tmpdir(), 'ballast-house-'))
  for (const name of COPIED) cpSync(name, path.join(house, name), { recursive: true })
  symlinkSync(path.resolve('node_modules'), path.join(house, 'node_modules'))
})
afterEach(() => rmSync(house, { recursive: true, force: true }))

function run(command: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = path.resolve('node_modules/.bin', command)
  return new Promise((resolve) =>
    execFile(program, args, { cwd: house, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    ),
  )
}
const venue = (...args: string[]) => run('tsx', 'scripts/venue.ts', ...args)
const rooms = () => readdirSync(path.join(house, 'server/exchanges/venues')).join()

const Report = z.object({
  testResults: z.array(
    z.object({ name: z.string(), assertionResults: z.array(z.object({ title: z.string(), status: z.string() })) }),
  ),
})

describe('npm run venue', () => {
  it('refuses what is no exchange, and one that has a room, with a sentence, and makes nothing', async () => {
    const before = rooms()
    const refused = await Promise.all([venue('nothing'), venue('okx'), venue('myokx'), venue('WhiteBit'), venue()])
    expect(refused.map(({ code, stderr }) => [code, stderr.split('\n')[0]])).toEqual([
      [2, 'ccxt knows no exchange "nothing".'],
      [2, 'OKX has a room already: server/exchanges/venues/okx.'],
      [2, 'MyOKX (EEA) is read by the room of OKX: server/exchanges/venues/okx.'],
      [2, 'ccxt knows no exchange "WhiteBit". Did you mean whitebit?'],
      [2, 'An argument is missing.'],
    ])
    expect(rooms()).toBe(before)
  })

  it('lays out rooms that are right TypeScript by the rules of the house, and whose tests fail until they are written', async () => {
    // One of many wallets, and one of those on chains.
    const ids = ['deepcoin', 'modetrade']
    for (const id of ids) {
      const { code, stdout, stderr } = await venue(id)
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toContain(`server/exchanges/venues/${id}: about.ts`)
      expect(existsSync(path.join(house, 'server/exchanges/venues', id, 'fixtures'))).toBe(true)
    }
    const list = readFileSync(path.join(house, 'server/exchanges/venues/index.ts'), 'utf8')
    for (const id of ids) expect(list).toMatch(new RegExp(`import \\{ ${id} \\} from './${id}/adapter'[^]*\\n  ${id},\\n`))
    const again = await venue('deepcoin')
    expect(again.stderr).toMatch(/^DeepCoin has a room already/)

    const folders = ids.map((id) => `server/exchanges/venues/${id}`)
    const only = {
      extends: './tsconfig.json',
      include: [...folders.map((folder) => `${folder}/*.ts`), 'server/exchanges/venues/index.ts'],
    }
    writeFileSync(path.join(house, 'tsconfig.rooms.json'), JSON.stringify(only))
    const [types, lint, tests] = await Promise.all([
      run('tsc', '--noEmit', '-p', 'tsconfig.rooms.json'),
      run('biome', 'check', '--vcs-enabled=false', ...folders, 'server/exchanges/venues/index.ts'),
      run('vitest', 'run', '--project', 'unit', '--reporter', 'json', ...folders),
    ])
    expect(types.stdout).toBe('')
    expect([lint.code, lint.stderr]).toEqual([0, expect.stringContaining('No fixes applied.')])
    const report = Report.parse(JSON.parse(tests.stdout.slice(tests.stdout.indexOf('{'))))
    expect(report.testResults.map(({ name }) => path.basename(path.dirname(name))).sort()).toEqual([...ids].sort())
    for (const { assertionResults } of report.testResults) {
      expect(assertionResults.length).toBeGreaterThan(5)
      expect(assertionResults.filter(({ status }) => status !== 'failed')).toEqual([])
    }
    // Two programs, the compiler and a test run, on a machine that may be busy.
  }, 300_000)
})
