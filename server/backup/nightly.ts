import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { advisoryLocks } from '@/db/locks'
import { keepNotice } from '@/db/queries/notices'
import { describeCause } from '../cause'
import type { Deps } from '../context'
import { isBackupDue, type NightlySettings } from '../domain/nightly'
import { backupState } from '../services/notices/backup-state'

const LOCK = 'nightly-backup'
const OURS = /^ballast-\d{4}-\d\d-\d\dT\d{4}Z\.backup$/
const UNFINISHED = /^ballast-\d{4}-\d\d-\d\dT\d{4}Z\.backup\.\d+\.part$/

/** Runs `npm run backup` as a process of its own, whose memory and processor are not the worker's. @returns why it failed, or null */
export type RunBackup = (args: string[], signal: AbortSignal) => Promise<string | null>

export const runBackupCommand: RunBackup = (args, signal) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/backup.ts', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-4000)
    })
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => {
      const line = said.split('\n').find((text) => text.startsWith('backup: '))
      resolve(code === 0 ? null : (line?.slice('backup: '.length) ?? `The command ended with ${code ?? 'a signal'}.`))
    })
  })

/**
 * Makes the night's backup if it is due and no other worker is at it, keeps as many as are wanted, and notes how it went:
 * in the log, and where administrators and health checks see it.
 * @returns whether one was tried
 */
export async function backUpIfDue(
  deps: Deps,
  settings: NightlySettings,
  signal: AbortSignal,
  run: RunBackup = runBackupCommand,
): Promise<boolean> {
  if (!isBackupDue(deps.now(), settings.at, await backupState(deps))) return false
  const locks = advisoryLocks(deps.db)
  if (!(await locks.tryLock(LOCK))) return false
  try {
    const before = await backupState(deps)
    const triedAt = deps.now()
    if (!isBackupDue(triedAt, settings.at, before)) return false
    const file = path.join(settings.dir, `ballast-${triedAt.toISOString().slice(0, 16).replace(/:/g, '')}Z.backup`)
    const why = await tried(settings, file, signal, run)
    if (signal.aborted) return true
    const lastGoodAt = why === null ? triedAt : (before?.lastGoodAt ?? null)
    const details = { why, lastGoodAt: lastGoodAt?.toISOString() ?? null }
    await deps.db.asSystem((tx) => keepNotice(tx, { kind: 'backup', at: triedAt, details }))
    if (why === null) deps.log.info({ file, bytes: statSync(file).size }, 'the nightly backup was made')
    else deps.log.error({ why }, 'the nightly backup failed')
    return true
  } finally {
    await locks.unlock(LOCK)
  }
}

/** @returns why it failed; null: it went well */
async function tried(settings: NightlySettings, file: string, signal: AbortSignal, run: RunBackup): Promise<string | null> {
  const { dir, keep, withMasterKey } = settings
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const made = (pattern: RegExp) => readdirSync(dir).filter((name) => pattern.test(name))
    for (const name of made(UNFINISHED)) rmSync(path.join(dir, name), { force: true })
    // Of a try in the same minute that went well and could not be noted.
    if (!existsSync(file)) {
      const why = await run(['--out', file, ...(withMasterKey ? ['--with-master-key'] : [])], signal)
      if (why !== null) return why
    }
    // The last ones by name, and so by time, go on; only what this function made is ever removed.
    for (const name of made(OURS).sort().slice(0, -keep)) rmSync(path.join(dir, name), { force: true })
    return null
  } catch (error) {
    return `${describeCause(error).message}`
  }
}
