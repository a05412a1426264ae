import { DatabaseProblem } from '@/db/problem'
import type { Manifest } from '@/server/backup/manifest'
import { BackupProblem } from '@/server/backup/problem'
import { EnvProblem } from '@/server/env'

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What a backup holds, e.g. `2 people, 50 accounts, 3,512,004 rows, 118.2 MB`. */
export function inWords(manifest: Manifest, bytes?: number): string {
  const number = (n: number) => n.toLocaleString('en-GB')
  const rowsOf = (table: string) => manifest.tables.find(({ name }) => name === table)?.rows ?? 0
  const counted = (n: number, one: string, more: string) => `${number(n)} ${n === 1 ? one : more}`
  return [
    counted(rowsOf('users'), 'person', 'people'),
    counted(rowsOf('accounts'), 'account', 'accounts'),
    counted(
      manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      'row',
      'rows',
    ),
    ...(bytes === undefined ? [] : [bytes < 1e5 ? `${number(bytes)} bytes` : `${(bytes / 1e6).toFixed(1)} MB`]),
  ].join(', ')
}

/** Runs a command: what goes wrong for a known reason is one line, and ends it with 1. */
export async function runCommand(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const known = [BackupProblem, DatabaseProblem, EnvProblem].some((kind) => error instanceof kind)
    const why = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)
    process.stderr.write(`${name}: ${why}\n`)
    process.exitCode = 1
  }
}
