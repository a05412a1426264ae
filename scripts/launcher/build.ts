import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { livingProcess } from '@/db/cluster/processes'
import type { Children } from './children'
import { StartProblem } from './problem'

const SOURCES = [
  'app',
  'components',
  'server',
  'db',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-node.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]
const STAMP = path.join('.next', 'ballast-build')
const LOCK = '.next.building'
const LOCK_POLL_MS = 200

/** True where the pages are built from exactly these sources. */
export function isBuilt(): boolean {
  return existsSync(STAMP) && existsSync(path.join('.next', 'BUILD_ID')) && readFileSync(STAMP, 'utf8') === sourcesHash()
}

/** Builds the pages unless they are; of two starts at once, one builds and the other waits. @throws StartProblem */
export async function build(children: Children): Promise<void> {
  for (;;) {
    if (isBuilt()) return
    if (claim()) break
    await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS))
  }
  const hash = sourcesHash()
  const { rm } = await import('node:fs/promises')
  try {
    await rm(STAMP, { force: true })
    const { code, output } = await runBuild(children)
    if (code !== 0) throw new StartProblem(`The pages could not be built:\n${output.slice(-4000)}`)
    writeFileSync(STAMP, hash)
  } finally {
    await rm(LOCK, { force: true })
  }
}

function claim(): boolean {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    const holder = Number(existsSync(LOCK) ? readFileSync(LOCK, 'utf8') : 0)
    if (holder > 0 && livingProcess(holder)) return false
    writeFileSync(LOCK, String(process.pid))
    return Number(readFileSync(LOCK, 'utf8')) === process.pid
  }
}

async function runBuild(children: Children): Promise<{ code: number | null; output: string }> {
  const { code, stdout, stderr } = await children.once({
    name: 'build',
    command: process.execPath,
    args: ['node_modules/next/dist/bin/next', 'build'],
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  return { code, output: stdout + stderr }
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(process.version)
  for (const source of SOURCES) for (const file of filesOf(source)) hash.update(file).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

function filesOf(source: string): string[] {
  if (!existsSync(source)) return []
  if (!statSync(source).isDirectory()) return [source]
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|fixtures/.test(path.join(entry.parentPath, entry.name)))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}
