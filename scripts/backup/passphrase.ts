import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { BackupProblem } from '@/server/backup/problem'
import type { BackupSettings } from './place'

/** Whoever has the file tries as many as they like. */
const SHORTEST = 12

/**
 * The passphrase that was given by a file or the environment; null where none was. Never by an argument, which every user
 * of the machine can read.
 * @throws BackupProblem where the file cannot be read or is empty
 */
export function givenPassphrase(settings: BackupSettings, file: string | undefined): string | null {
  const from = file ?? (settings.BACKUP_PASSPHRASE === undefined ? settings.BACKUP_PASSPHRASE_FILE : undefined)
  if (from === undefined) return settings.BACKUP_PASSPHRASE ?? null
  let text: string
  try {
    text = readFileSync(from, 'utf8').replace(/\r?\n$/, '')
  } catch (cause) {
    throw new BackupProblem(`The passphrase file ${from} cannot be read.`, { cause })
  }
  if (text === '') throw new BackupProblem(`The passphrase file ${from} is empty.`)
  return text
}

/** @throws BackupProblem where a passphrase could be guessed by trying */
export function requireLong(passphrase: string): string {
  if ([...passphrase].length < SHORTEST) throw new BackupProblem(`The passphrase must have ${SHORTEST} characters or more.`)
  return passphrase
}

/** Asks at the terminal, unseen; twice where it is a new one. @throws BackupProblem where there is no terminal */
export async function askPassphrase({ isNew }: { isNew: boolean }): Promise<string> {
  if (!process.stdin.isTTY)
    throw new BackupProblem('There is no terminal to ask for a passphrase: give --passphrase-file, or set BACKUP_PASSPHRASE.')
  const first = await ask('Passphrase: ')
  if (isNew && (await ask('Once more: ')) !== first) throw new BackupProblem('The two are not the same.')
  return first
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
