import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { livingProcess } from '@/db/cluster/processes'
import { bundle, WEB, WORKER } from './bundle'
import type { ChildSpec } from './children'
import { packFiles } from './pack'
import { StartProblem } from './problem'

const SOURCES = [
  'app',
  'components',
  'locales',
  'server',
  'db',
  'public',
  'proxy.ts',
  'next.config.ts',
  'lingui.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'scripts/docs',
  'scripts/languages',
]
/** Pages as well; the rest of their folder are pictures. */
const DOCUMENTS = 'docs'
const STAMP = path.join('.next', 'ballast-build')
const LOCK = '.next.building'
const LOCK_POLL_MS = 200

/** True where pages and programs are built from exactly these sources. */
export function isBuilt(): boolean {
  const there = [STAMP, path.join('.next', 'BUILD_ID'), WORKER, WEB].every((file) => existsSync(file))
  return there && readFileSync(STAMP, 'utf8') === sourcesHash()
}

/** Runs a program to its end. */
export type Run = (spec: ChildSpec) => Promise<{ code: number | null; stdout: string; stderr: string }>

const NEXT_BUILD: ChildSpec = {
  name: 'build',
  command: process.execPath,
  args: ['node_modules/next/dist/bin/next', 'build'],
  env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
}

/** Builds pages and programs unless they are; of two starts at once, one builds and the other waits. @throws StartProblem */
export async function build(run: Run): Promise<void> {
  for (;;) {
    if (isBuilt()) return
    if (claim()) break
    await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS))
  }
  const hash = sourcesHash()
  try {
    rmSync(STAMP, { force: true })
    const { code, stdout, stderr } = await run(NEXT_BUILD)
    if (code !== 0) throw new StartProblem(`The pages could not be built.\n${(stdout + stderr).slice(-4000)}`.trim())
    await bundle('server/jobs/main.ts', WORKER)
    await bundle('server/web/main.ts', WEB)
    // What renders it is needed by builds alone.
    const { makeDocs } = await import('../docs/make')
    makeDocs()
    await packFiles('.next/static')
    writeFileSync(STAMP, hash)
  } finally {
    rmSync(LOCK, { force: true })
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

/** For whoever writes the next migration: no program reads them. */
const NOT_READ = /\.test\.tsx?$|fixtures|migrations\/meta\/\d+_snapshot\.json$/

/** The files that pages and programs are built from, in order. */
export function builtFrom(): string[] {
  const documents = filesOf(DOCUMENTS).filter((file) => path.extname(file) === '.md')
  return [...SOURCES.flatMap(filesOf), ...documents]
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of builtFrom()) hash.update(file).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

function filesOf(source: string): string[] {
  if (!existsSync(source)) return []
  if (!statSync(source).isDirectory()) return [source]
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_READ.test(path.join(entry.parentPath, entry.name)))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}
