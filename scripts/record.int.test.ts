import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '@/server/context'
import { createCcxtExchanges } from '@/server/exchanges'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createLog } from '@/server/log'
import { createAccount } from '@/server/services/accounts/create'
import { signedInUser, TestClock, testDeps } from '@/server/services/testing'
import { openMasterKeys } from '@/server/vault/key-file'
import { openVault } from '@/server/vault/open-vault'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'

const flowsSchema = z.object({ flows: z.array(z.object({ kind: z.string() })), flows_not_read: z.array(z.unknown()) })
const LEDGER = scenario('bybit', 'leveraged-long')
const { apiKey, apiSecret } = LEDGER.key

let database: Awaited<ReturnType<typeof testDatabase>>
let simulator: RunningSimulator
let env: Record<string, string>
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-record-'))
  database = await testDatabase()
  simulator = await startSimulator({ frozen: true, ledgers: [LEDGER] })
  env = {
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    MASTER_KEY: randomBytes(32).toString('base64'),
    EXCHANGE_BASE_URLS: JSON.stringify({ '*': simulator.url }),
  }
  const log = createLog('silent')
  const vault = await openVault(database.db, openMasterKeys({ DATA_DIR: folder, MASTER_KEY: env.MASTER_KEY }))
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log })
  const deps = { ...testDeps(database.db, new FakeExchanges(), new TestClock()), now: () => new Date(), exchanges, vault, log }
  const add = async (ctx: ServiceContext) =>
    createAccount(ctx, { name: 'Momentum desk', exchange: 'bybit', credentials: { apiKey, apiSecret } })
  await add(await signedInUser(deps))
})
afterAll(async () => {
  await simulator.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A script of ours as a person runs it. */
function run(script: 'record' | 'replay', ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', `scripts/${script}.ts`, ...args],
      { env: { ...process.env, ...env } },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}

describe('npm run record', () => {
  it('writes a file that npm run replay takes', async () => {
    const file = path.join(folder, 'recording.json')
    const { code, stdout, stderr } = await run('record', 'momentum DESK', '--scale', '--out', file)
    expect([code, stdout, stderr]).toEqual([0, `${file}\n`, ''])
    const text = readFileSync(file, 'utf8')
    for (const told of [apiKey, apiSecret, LEDGER.uid, 'Momentum']) expect(text).not.toContain(told)
    const replayed = await run('replay', file)
    expect(replayed.code).toBe(0)
    expect(replayed.stdout).toContain('"symbol": "ETH:PERP-USDT"')
  }, 180_000)

  it('takes the last week of its ledgers along where that is wanted, and npm run replay reads it', async () => {
    const file = path.join(folder, 'with-ledgers.json')
    const { code, stderr } = await run('record', 'Momentum desk', '--flows', '--out', file)
    expect([code, stderr]).toEqual([0, ''])
    const { flows, flows_not_read: notRead } = flowsSchema.parse(JSON.parse((await run('replay', file)).stdout))
    expect(notRead).toEqual([])
    expect(flows.map(({ kind }) => kind)).toContain('funding')
    const plain = path.join(folder, 'without-ledgers.json')
    await run('record', 'Momentum desk', '--out', plain)
    expect((await run('replay', plain)).stdout).not.toContain('"flows"')
  }, 180_000)

  it('says in one line what it lacks', async () => {
    const missing = await run('record', 'nobody’s')
    expect([missing.code, missing.stderr]).toEqual([1, 'record: There is no account "nobody’s".\n'])
    const other = await run('record', 'Momentum desk', '--user', 'somebody@example.com')
    expect(other.code).toBe(1)
    const usage = await run('record')
    expect([usage.code, usage.stderr]).toEqual([
      2,
      'An argument is missing.\nusage: npm run record -- ACCOUNT [--flows] [--scale] [--user EMAIL] [--out FILE]\n',
    ])
  }, 180_000)
})
