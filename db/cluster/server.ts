import { existsSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { DatabaseProblem } from '../problem'
import type { Binaries } from './binaries'
import { HANDED_OVER_FOLDER, type Identity } from './identity'
import { livingProcess } from './processes'

const LOG_LIMIT_BYTES = 10_000_000
const STOP_SECONDS = 10

/** One cluster's files and the programs that serve them. */
export interface Cluster {
  /** PGDATA. */
  folder: string
  binaries: Binaries
  identity: Identity
}

/** The id of the postmaster that serves `folder`; null where none lives, whatever a file left behind says. */
export function postmasterOf(folder: string): number | null {
  const [id = '', , , port] = readOr(path.join(folder, 'postmaster.pid'), '').split('\n')
  const pid = Number.parseInt(id, 10)
  const command = livingProcess(pid)?.command ?? ''
  // The id may belong to another program by now. A server that was handed its folder open is known by its port besides.
  const ours = command.includes(folder) || (command.includes(` -D ${HANDED_OVER_FOLDER} `) && command.includes(` port=${port}`))
  return /postgres/.test(command) && ours ? pid : null
}

/** Ends the server, also one whose launcher was killed. Clients are cut off; what was committed is kept. */
export async function stopServer({ folder, binaries, identity }: Cluster): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if (postmasterOf(folder) === null) return
    await identity.run(binaries.pgCtl, [folder], (place = '') => [
      ...['stop', '-D', place, '-m', mode, '-w', '-t', String(STOP_SECONDS)],
    ])
  }
  const left = postmasterOf(folder)
  if (left !== null) throw new DatabaseProblem(`The database process ${left} of ${folder} does not stop.`)
}

export type StartOutcome = { ok: true } | { ok: false; portTaken: boolean; reason: string }

/** Starts the server detached from this process's terminal, on loopback only, and waits until it takes connections. */
export async function startServer(cluster: Cluster, port: number, settings: Record<string, string>): Promise<StartOutcome> {
  const { folder, binaries, identity } = cluster
  // Left behind by a kill or a restart of the machine, its id may be another program's: PostgreSQL would refuse.
  if (postmasterOf(folder) === null) rmSync(path.join(folder, 'postmaster.pid'), { force: true })
  const log = path.join(folder, 'server.log')
  const before = trimmedSize(log)
  const options = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port), ...settings }
  const flags = Object.entries(options).map(([name, value]) => `-c ${name}=${value}`)
  const { code, output } = await identity.run(binaries.pgCtl, [folder], (place = '') => [
    ...['start', '-D', place, '-l', `${place}/server.log`, '-w', '-t', '60', '-o', flags.join(' ')],
  ])
  if (code === 0) return { ok: true }
  const said = readOr(log, '').slice(before)
  return {
    ok: false,
    portTaken: /could not bind|Address already in use/i.test(said),
    reason: lastComplaint(said) ?? lastComplaint(output) ?? output.trim().split('\n').at(-1) ?? 'no reason given',
  }
}

/** PostgreSQL's last FATAL, PANIC or ERROR with its hint. */
function lastComplaint(text: string): string | null {
  const lines = text.split('\n').filter((line) => /\b(FATAL|PANIC|ERROR|error|HINT):/.test(line))
  const from = lines.findLastIndex((line) => !line.includes('HINT:'))
  if (from < 0) return null
  return lines
    .slice(from, from + 2)
    .map((line) => line.replace(/^.*?\b(?:FATAL|PANIC|ERROR|error|HINT):\s*/, ''))
    .join(' ')
}

function trimmedSize(log: string): number {
  if (!existsSync(log)) return 0
  if (statSync(log).size > LOG_LIMIT_BYTES) truncateSync(log)
  return readFileSync(log, 'utf8').length
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}
