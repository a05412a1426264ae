import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { livingProcess } from '@/db/cluster/processes'
import { startDemo } from './demo-process'

/** The README's first command as a person would run it: start, read balances with the printed token, Ctrl-C, look what is left. */
const balances = z.record(
  z.string(),
  z.object({ exchange: z.string(), assets: z.array(z.unknown()), error: z.string().optional() }),
)
const STOP_LIMIT_MS = 2_000

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-smoke-'))
const demo = await startDemo({ DATA_DIR: dataDir }, true)
const faults: string[] = []
try {
  const response = await fetch(`${demo.url}/api/balances/`, { headers: { Authorization: `Token ${demo.token}` } })
  const accounts = balances.parse(await response.json())
  const exchanges = [...new Set(Object.values(accounts).map(({ exchange }) => exchange))]
  console.log(`${Object.keys(accounts).length} accounts on ${exchanges.join(', ')} read live with the printed token.`)
  if (response.status !== 200 || exchanges.length < 3)
    faults.push(`GET /api/balances/ answered ${response.status} with ${exchanges}.`)
} catch (error) {
  faults.push(error instanceof Error ? error.message : 'The balances could not be read.')
}
const family = processesBelow(demo.child.pid ?? 0)
const took = await demo.stop()
const left = family.filter((pid) => livingProcess(pid) !== null)
if (existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))) faults.push('The database is left running.')
if (left.length > 0) faults.push(`Left running: ${left.join(', ')}.`)
if (took > STOP_LIMIT_MS) faults.push('Ctrl-C took longer than 2 seconds.')
rmSync(dataDir, { recursive: true, force: true })
console.log(`Stopped in ${(took / 1000).toFixed(2)} s; ${left.length} of ${family.length} processes left.`)
for (const fault of faults) console.error(fault)
process.exit(faults.length > 0 ? 1 : 0)

function processesBelow(parent: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
  const below = (pid: number): number[] =>
    rows.flatMap(([child, of]) => (child !== undefined && of === pid ? [child, ...below(child)] : []))
  return [parent, ...below(parent)]
}
