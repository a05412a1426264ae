import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { type Binaries, findBinaries } from './cluster/binaries'
import { serverIdentity } from './cluster/identity'
import { type Cluster, startServer, stopServer } from './cluster/server'

const DEBIAN = '/usr/lib/postgresql'
/** Where pg_dump and the like are found; null without Debian's packages. */
export function debianPrograms(): string | null {
  if (!existsSync(DEBIAN)) return null
  const versions = readdirSync(DEBIAN)
    .map(Number)
    .filter((version) => version >= 15)
  const folder = path.join(DEBIAN, String(Math.min(...versions)), 'bin')
  return existsSync(path.join(folder, 'initdb')) ? folder : null
}

export interface OwnPostgres {
  url: string
  cluster: Cluster
  /** Stops it, works on its files and starts it again where it was. */
  whileStopped(work: () => void): Promise<void>
  stop(): Promise<void>
}

/**
 * A PostgreSQL as somebody else runs it (with this certificate, where one is given): another cluster, a login that is a superuser, and Debian's oldest version that
 * Ballast takes, where its package is installed (`apt-get install postgresql`); else the programs that come with Ballast.
 */
export async function startOwnPostgres(tls?: { key: string; cert: string }, given?: Binaries): Promise<OwnPostgres> {
  const debian = debianPrograms()
  const binaries: Binaries =
    given ?? (debian === null ? findBinaries() : { initdb: path.join(debian, 'initdb'), pgCtl: path.join(debian, 'pg_ctl') })
  const home = mkdtempSync(path.join(os.tmpdir(), 'ballast-own-postgres-'))
  const identity = await serverIdentity(binaries.initdb)
  const folder = path.join(home, 'data')
  const passwordFile = path.join(home, 'password')
  const password = randomBytes(12).toString('hex')
  mkdirSync(folder, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (identity.owner) for (const file of [folder, passwordFile]) chownSync(file, identity.owner.uid, identity.owner.gid)
  const made = await identity.run(binaries.initdb, [folder, passwordFile], (place = '', passwords = '') => [
    ...['-D', place, '--username=postgres', `--pwfile=${passwords}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
  ])
  if (made.code !== 0) throw new Error(`initdb: ${made.output}`)
  const settings: Record<string, string> = { fsync: 'off' }
  if (tls) {
    for (const [name, text] of Object.entries({ 'server.key': tls.key, 'server.crt': tls.cert })) {
      writeFileSync(path.join(folder, name), text, { mode: 0o600 })
      if (identity.owner) chownSync(path.join(folder, name), identity.owner.uid, identity.owner.gid)
    }
    settings.ssl = 'on'
  }
  const cluster: Cluster = { folder, binaries, identity }
  for (let attempt = 0; ; attempt++) {
    const port = await freePort()
    const started = await startServer(cluster, port, settings)
    if (!started.ok && (!started.portTaken || attempt === 5)) throw new Error(`PostgreSQL does not start: ${started.reason}`)
    if (!started.ok) continue
    const stop = async () => {
      await stopServer(cluster)
      rmSync(home, { recursive: true, force: true })
    }
    const whileStopped = async (work: () => void) => {
      await stopServer(cluster)
      work()
      const again = await startServer(cluster, port, settings)
      if (!again.ok) throw new Error(`PostgreSQL does not start again: ${again.reason}`)
    }
    return { cluster, whileStopped, url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop }
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
