import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { livingProcess } from '@/db/cluster/processes'

/** Runs the README's first command as a person would: starts the demo, reads balances with its token, stops it, looks for what was left. */
const balances = z.record(
  z.string(),
  z.object({ exchange: z.string(), assets: z.array(z.unknown()), error: z.string().optional() }),
)
const STOP_LIMIT_MS = 2_000

const port = await freePort()
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-smoke-'))
const started = performance.now()
const demo = spawn('npm', ['run', 'demo'], {
  env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
})
let output = ''
demo.stdout.setEncoding('utf8').on('data', (chunk: string) => {
  output += chunk
  process.stdout.write(chunk)
})
const ended = new Promise<number | null>((resolve) => demo.on('close', resolve))

try {
  while (!output.includes('Ctrl-C stops everything')) {
    if (demo.exitCode !== null) throw new Error('The demo ended before it was ready.')
    if (performance.now() - started > 300_000) throw new Error('The demo was not ready within 5 minutes.')
    await pause(100)
  }
  const token = /API token: (\S+)/.exec(output)?.[1]
  const response = await fetch(`http://127.0.0.1:${port}/api/balances/`, { headers: { Authorization: `Token ${token}` } })
  const accounts = balances.parse(await response.json())
  const exchanges = new Set(Object.values(accounts).map(({ exchange }) => exchange))
  if (response.status !== 200 || exchanges.size < 3)
    throw new Error(`GET /api/balances/ answered ${response.status} with ${[...exchanges]}.`)
  console.log(`${Object.keys(accounts).length} accounts on ${[...exchanges].join(', ')} read live with the printed token.`)
} finally {
  const family = descendants()
  const stopping = performance.now()
  if (demo.pid) process.kill(-demo.pid, 'SIGINT')
  await ended
  const took = performance.now() - stopping
  const left = family.filter((pid) => livingProcess(pid) !== null)
  if (existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))) left.push(0)
  rmSync(dataDir, { recursive: true, force: true })
  console.log(`Stopped in ${(took / 1000).toFixed(2)} s, ${left.length} of ${family.length} processes left.`)
  if (left.length > 0) throw new Error(`Processes left (0: the database): ${left.join(', ')}.`)
  if (took > STOP_LIMIT_MS) throw new Error('Ctrl-C took longer than 2 seconds.')
}

/** The demo's process and all below it. The database runs apart from them and is looked for by its lock file. */
function descendants(): number[] {
  return demo.pid ? [demo.pid, ...childrenOf(demo.pid)] : []
}

function childrenOf(pid: number): number[] {
  try {
    const direct = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
      .split('\n')
      .map(Number)
      .filter(Boolean)
    return direct.flatMap((child) => [child, ...childrenOf(child)])
  } catch {
    return []
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
