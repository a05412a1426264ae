import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmbedded } from './embedded'
import { migrate } from './migrate'
import { APP_ROLE, applicationRole, openAppDb } from './roles'
import { onServer } from './testing'

const settings = { fsync: 'off' }

describe('the embedded PostgreSQL', () => {
  let dataDir: string
  let stop: () => Promise<void> = async () => {}
  const start = async () => {
    const database = await startEmbedded({ dataDir, settings })
    stop = database.stop
    return database
  }

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-embedded-'))
  })
  afterEach(async () => {
    await stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('keeps data, port and password over a restart, and lets nobody else read them', async () => {
    const first = await start()
    await onServer(first.url, (sql) => sql.unsafe('create table kept as select 42 as answer'))
    await first.stop()
    await first.gone
    const second = await start()
    expect(second.url).toBe(first.url)
    expect(await onServer(second.url, (sql) => sql`select answer from kept`)).toMatchObject([{ answer: 42 }])
    expect(statSync(path.join(dataDir, 'postgres.json')).mode & 0o077).toBe(0)
  })

  it('gives the application an owner that row-level security binds', async () => {
    const { url } = await start()
    expect(await applicationRole(url)).toBeUndefined()
    const [role] = await onServer(
      url,
      (sql) => sql`select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user`,
    )
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false })
  })

  it('has a superuser’s connections take on a role that row-level security binds', async () => {
    const { url } = await start()
    const { superuserPassword } = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8'))
    const superuser = new URL(url)
    superuser.username = 'postgres'
    superuser.password = superuserPassword
    await migrate(superuser.toString())
    await migrate(superuser.toString())
    const db = await openAppDb({ url: superuser.toString() })
    try {
      expect(await db.connection`select current_user as name`).toMatchObject([{ name: APP_ROLE }])
      await db.asSystem((tx) => tx.execute(`insert into users (email) values ('a@example.com')`))
      expect(await db.connection`select id from users`).toHaveLength(0)
    } finally {
      await db.close()
    }
  })

  it('refuses a second start in the same folder in one sentence, and starts once the first is gone', async () => {
    const first = await start()
    const other = JSON.stringify({ pid: process.ppid, started: readStart(process.ppid) })
    writeFileSync(path.join(dataDir, 'postgres.owner'), other)
    await expect(startEmbedded({ dataDir, settings })).rejects.toThrow(`is in use by another Ballast (process ${process.ppid})`)
    expect(await onServer(first.url, (sql) => sql`select 1 as alive`)).toHaveLength(1)
  })

  it('starts after its launcher was killed and left the server running', async () => {
    const first = await start()
    // What a killed launcher leaves: its claim, and a server that nobody stops.
    writeFileSync(path.join(dataDir, 'postgres.owner'), JSON.stringify({ pid: deadPid(), started: '1' }))
    const second = await start()
    expect(second.pid).not.toBe(first.pid)
    await first.gone
    expect(await onServer(second.url, (sql) => sql`select 1 as alive`)).toHaveLength(1)
  })

  it('tells that the server was killed, and starts again', async () => {
    const first = await start()
    process.kill(first.pid, 'SIGKILL')
    await first.gone
    const second = await startEmbedded({ dataDir, settings })
    stop = second.stop
    expect(await onServer(second.url, (sql) => sql`select 1 as alive`)).toHaveLength(1)
  })

  it('does not take a process that got an old postmaster’s id for a server', async () => {
    const first = await start()
    await first.stop()
    // After a restart of the machine the id may belong to anything, here to this test.
    const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid')
    writeFileSync(pidFile, `${process.pid}\n${path.join(dataDir, 'postgres')}\n`)
    const second = await start()
    expect(second.pid).not.toBe(process.pid)
  })

  it('makes the cluster anew where the first start was cut off', async () => {
    const unfinished = path.join(dataDir, 'postgres.new')
    spawnSync('mkdir', ['-p', path.join(unfinished, 'base')])
    await start()
    expect(existsSync(unfinished)).toBe(false)
  })

  it('takes another port where its own is taken', async () => {
    const first = await start()
    await first.stop()
    const { createServer } = await import('node:net')
    const squatter = createServer()
    await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve))
    try {
      const second = await start()
      expect(second.port).not.toBe(first.port)
    } finally {
      squatter.close()
    }
  })
})

function readStart(pid: number): string {
  if (!existsSync('/proc/self/stat'))
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function deadPid(): number {
  return spawnSync('true').pid
}
