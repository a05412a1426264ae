import { chownSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Cluster, startServer, stopServer } from './cluster/server'
import { freePort, type OwnPostgres } from './own-postgres.testing'

/** A streaming replica of a PostgreSQL of one's own: its files copied while it stands still, and followed from then on. */
export async function startReplica(
  primary: OwnPostgres,
): Promise<{ url: string; stop(): Promise<void>; start(): Promise<void> }> {
  const { identity, binaries, folder } = primary.cluster
  const place = `${folder}-replica`
  await primary.whileStopped(() => {
    cpSync(folder, place, { recursive: true, preserveTimestamps: true })
    for (const name of ['postmaster.pid', 'postmaster.opts']) rmSync(path.join(place, name), { force: true })
    writeFileSync(path.join(place, 'standby.signal'), '', { mode: 0o600 })
    const { hostname, port, username, password } = new URL(primary.url)
    const conninfo = `host=${hostname} port=${port} user=${username} password=${password}`
    writeFileSync(path.join(place, 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`, { mode: 0o600 })
    if (identity.owner) ownedBy(place, identity.owner)
  })
  const cluster: Cluster = { folder: place, binaries, identity }
  const port = await freePort()
  const start = async () => {
    const started = await startServer(cluster, port, { fsync: 'off', hot_standby: 'on' })
    if (!started.ok) throw new Error(`The replica does not start: ${started.reason}`)
  }
  await start()
  const url = new URL(primary.url)
  url.port = String(port)
  return { url: url.href, start, stop: () => stopServer(cluster) }
}

function ownedBy(place: string, owner: { uid: number; gid: number }): void {
  chownSync(place, owner.uid, owner.gid)
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    const file = path.join(place, entry.name)
    if (entry.isDirectory()) ownedBy(file, owner)
    else chownSync(file, owner.uid, owner.gid)
  }
}
