import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { commandLine } from './command-line.mjs'
import { type DemoProcess, startDemo } from './demo-process'
import { memoryOf, processesOf, stillLiving } from './launcher/processes'

/**
 * The README's first command as a person would run it: start, read balances with the printed token, Ctrl-C, look what is
 * left; then once more, which has to be quick and find what was stored.
 */
commandLine({
  usage: 'node --import tsx scripts/smoke-demo.ts',
  about: 'Starts the demo twice as the README says, reads with the printed token, and looks what a stop leaves.',
})

const balances = z.record(z.string(), z.object({ exchange: z.string(), error: z.string().optional() }))
/** Times are told, not judged: how busy a shared machine is says nothing of the product. */
const STOP_GOAL_MS = 2_000
const SECOND_START_GOAL_MS = 5_000

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-smoke-'))
const faults: string[] = []
const goal = (ms: number, limit: number) => (ms > limit ? ` (the goal is ${seconds(limit)})` : '')
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

const first = await startDemo({ DATA_DIR: dataDir }, true)
const names = await read(first)
await stop(first)
const second = await startDemo({ DATA_DIR: dataDir }, true)
if ((await read(second)).join() !== names.join()) faults.push('The second start has other accounts.')
await stop(second)
rmSync(dataDir, { recursive: true, force: true })
console.log(
  `\nFirst start ${seconds(first.readyMs)}, second start ${seconds(second.readyMs)}${goal(second.readyMs, SECOND_START_GOAL_MS)}.`,
)
for (const fault of faults) console.error(fault)
process.exit(faults.length > 0 ? 1 : 0)

/** The names of the accounts that the printed token reads live. */
async function read({ url, token }: DemoProcess): Promise<string[]> {
  const response = await fetch(`${url}/api/balances/`, { headers: { Authorization: `Token ${token}` } })
  const parsed = balances.safeParse(await response.json())
  if (response.status !== 200 || !parsed.success) {
    faults.push(`GET /api/balances/ answered ${response.status} with something else than balances.`)
    return []
  }
  const accounts = Object.entries(parsed.data)
  for (const [name, { error }] of accounts) if (error) faults.push(`${name}: ${error}`)
  const exchanges = new Set(accounts.map(([, { exchange }]) => exchange))
  if (exchanges.size < 3) faults.push(`Only ${[...exchanges].join(', ')} answered.`)
  console.log(`${accounts.length} accounts on ${[...exchanges].join(', ')} read live with the printed token.`)
  return accounts.map(([name]) => name)
}

/** Ctrl-C: quick, and nothing is left. */
async function stop(demo: DemoProcess): Promise<void> {
  const family = processesOf(dataDir)
  const memory = [...family].map(([name, pid]) => `${name} ${memoryOf(pid) ?? '?'} MiB`)
  console.log(`Memory: ${memory.join(', ')}.`)
  const took = await demo.stop()
  const left = stillLiving(family.values())
  if (left.length > 0) faults.push(`Left running: ${left.join(', ')}.`)
  console.log(`Stopped in ${seconds(took)}${goal(took, STOP_GOAL_MS)}; ${left.length} of ${family.size} processes left.`)
}
