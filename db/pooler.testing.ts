import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { pgConfig } from './connection'

/** What stands between Ballast and a PostgreSQL in tests. */
export interface Pooler {
  /** The same database and login through it. */
  url: string
  stop(): Promise<void>
}

export const PGBOUNCER = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find(existsSync)

/** A PgBouncer in front of the database of `url`, where its package is installed (`apt-get install pgbouncer`). */
export async function startPgBouncer(url: string, settings: Record<string, string>): Promise<Pooler> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'ballast-pgbouncer-'))
  const { host, port: serverPort, user, password, database } = pgConfig(url)
  const port = await freePort()
  const lines = { listen_addr: '127.0.0.1', listen_port: String(port), unix_socket_dir: '', auth_type: 'any', ...settings }
  const config = [
    '[databases]',
    `* = host=${host} port=${serverPort} dbname=${database} user=${user} password=${password}`,
    '[pgbouncer]',
    ...Object.entries(lines).map(([name, value]) => `${name} = ${value}`),
  ].join('\n')
  const file = path.join(home, 'pgbouncer.ini')
  writeFileSync(file, `${config}\n`)
  chmodSync(home, 0o755)
  // It refuses to run as root.
  const isRoot = process.getuid?.() === 0
  const nobody = isRoot ? Number(spawnSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).stdout) : undefined
  const child = spawn(PGBOUNCER ?? 'pgbouncer', ['-q', file], {
    stdio: 'ignore',
    ...(nobody !== undefined && { uid: nobody, gid: nobody }),
  })
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  const through = new URL(url)
  through.host = `127.0.0.1:${port}`
  await untilListening(port)
  return {
    url: through.href,
    stop: async () => {
      child.kill('SIGKILL')
      await gone
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    const isThere = await new Promise<boolean>((resolve) => {
      const probe = connect(port, '127.0.0.1')
      probe.once('connect', () => resolve(true))
      probe.once('error', () => resolve(false))
      probe.once('connect', () => probe.destroy())
    })
    if (isThere) return
    if (tries === 1000) throw new Error('PgBouncer does not listen.')
    await pause(50)
  }
}

const READY = 'Z'.charCodeAt(0)
const IDLE = 'I'.charCodeAt(0)
/** What poolers in the field take with a connection. */
const TAKEN = ['user', 'database', 'application_name', 'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings']

/**
 * A pooler of our own that does what transaction pooling does, whatever is installed: few sessions, of which each transaction
 * gets the one that has been idle for longest, so that two behind each other never have the same; no setting when a connection
 * begins, no statement that is kept from one transaction to the next.
 * https://www.postgresql.org/docs/current/protocol-flow.html
 */
export async function startTransactionPooler(url: string, sessions = 6): Promise<Pooler> {
  const idle = await Promise.all(Array.from({ length: sessions }, () => sessionOf(url)))
  const all = [...idle]
  const waiting: ((session: Session) => void)[] = []
  const pool: Pool = {
    free: (session) => {
      const next = waiting.shift()
      if (next) next(session)
      else idle.push(session)
    },
    take: async () => idle.shift() ?? new Promise<Session>((resolve) => waiting.push(resolve)),
    keeps: false,
  }
  return listening(url, pool, () => {
    for (const { socket } of all) socket.destroy()
  })
}

/** The same where each connection keeps the session that it was given: session pooling. */
export function startSessionPooler(url: string): Promise<Pooler> {
  const pool: Pool = { free: ({ socket }) => socket.destroy(), take: () => sessionOf(url), keeps: true }
  return listening(url, pool, () => {})
}

interface Pool {
  take(): Promise<Session>
  free(session: Session): void
  keeps: boolean
}

async function listening(url: string, pool: Pool, end: () => void): Promise<Pooler> {
  const clients = new Set<Socket>()
  const server = createServer((socket) => {
    clients.add(socket)
    socket.on('close', () => clients.delete(socket))
    serve(socket, pool)
  })
  const port = await listenOn(server)
  const through = new URL(url)
  through.host = `127.0.0.1:${port}`
  return {
    url: through.href,
    stop: async () => {
      for (const socket of clients) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      end()
    },
  }
}

/** Logs in to PostgreSQL, by whatever way it asks for. */
async function sessionOf(url: string): Promise<Session> {
  const client = new pg.Client(pgConfig(url))
  client.on('error', () => {})
  await client.connect()
  return new Session(rawSocketOf(client))
}

/** The socket that a client of `pg` has logged in on. */
function rawSocketOf(client: pg.Client): Socket {
  const inner: unknown = Reflect.get(client, 'connection')
  const socket: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, 'stream') : null
  if (typeof socket !== 'object' || socket === null || !('pipe' in socket)) throw new Error('pg keeps its socket elsewhere.')
  return socket as Socket
}

/** A session of PostgreSQL's, handed from one connection to the next. */
class Session {
  /** Who has it now. */
  to: ((bytes: Buffer) => void) | null = null
  private rest: Buffer = Buffer.alloc(0)
  /** Told of each answer's end: whether no transaction is open. */
  onReady: (isIdle: boolean) => void = () => {}

  constructor(readonly socket: Socket) {
    socket.removeAllListeners('data')
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      this.rest = Buffer.concat([this.rest, bytes])
      for (let message = nextOf(this.rest, 1); message; message = nextOf(this.rest, 1)) {
        this.rest = this.rest.subarray(message.length)
        this.to?.(message)
        if (message[0] === READY) this.onReady(message[5] === IDLE)
      }
    })
    socket.resume()
  }
}

/** The first whole message of what has come; `tagged` bytes stand before its length. */
function nextOf(bytes: Buffer, tagged: number): Buffer | null {
  if (bytes.length < tagged + 4) return null
  const length = bytes.readInt32BE(tagged) + tagged
  return bytes.length < length ? null : bytes.subarray(0, length)
}

const message = (tag: string, body: Buffer) => {
  const head = Buffer.alloc(5)
  head.write(tag)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const texts = (...parts: string[]) => Buffer.concat(parts.map((part) => Buffer.from(`${part}\0`)))

function serve(socket: Socket, { take, free, keeps }: Pool): void {
  let rest: Buffer = Buffer.alloc(0)
  let begun = false
  let session: Session | null = null
  let isAsking = false
  /** Answers that are still to end. */
  let open = 0
  const queue: Buffer[] = []
  let isClosed = false

  const release = () => {
    if (!session) return
    const done = session
    session = null
    done.to = null
    done.onReady = () => {}
    free(done)
  }
  const flow = async () => {
    if (session === null) {
      const got = await take()
      if (isClosed) return free(got)
      session = got
      got.to = (bytes) => socket.write(bytes)
      got.onReady = (isIdle) => {
        open -= 1
        if (!keeps && isIdle && open === 0 && queue.length === 0) release()
      }
    }
    for (let next = queue.shift(); next; next = queue.shift()) session.socket.write(next)
  }
  const go = () => {
    if (isAsking) return
    isAsking = true
    void flow().finally(() => {
      isAsking = false
      if (queue.length > 0) go()
    })
  }
  const begin = (startup: Buffer) => {
    if (startup.readInt32BE(4) === 80877103) return socket.write('N')
    const words = startup.subarray(8).toString().split('\0')
    const refused = words.find((word, index) => index % 2 === 0 && word !== '' && !TAKEN.includes(word))
    if (refused !== undefined) {
      const said = texts('SFATAL', 'C08P01', `Munsupported startup parameter: ${refused}`)
      socket.end(message('E', Buffer.concat([said, Buffer.alloc(1)])))
      return
    }
    begun = true
    const status = Object.entries({ server_version: '17.0', client_encoding: 'UTF8', standard_conforming_strings: 'on' })
    socket.write(
      Buffer.concat([
        message('R', Buffer.alloc(4)),
        ...status.map((pair) => message('S', texts(...pair))),
        message('K', Buffer.alloc(8)),
        message('Z', Buffer.from('I')),
      ]),
    )
  }
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes])
    for (let next = nextOf(rest, begun ? 1 : 0); next; next = nextOf(rest, begun ? 1 : 0)) {
      rest = rest.subarray(next.length)
      if (!begun) begin(next)
      else if (next[0] === 'X'.charCodeAt(0)) socket.end()
      else {
        if (next[0] === 'Q'.charCodeAt(0) || next[0] === 'S'.charCodeAt(0)) open += 1
        queue.push(next)
        go()
      }
    }
  })
  socket.on('close', () => {
    isClosed = true
    if (session === null) return
    if (keeps) return release()
    // What a client left open is rolled back before anybody else has the session.
    const left = session
    left.to = null
    let ends = open + 1
    left.onReady = () => {
      ends -= 1
      if (ends === 0) release()
    }
    left.socket.write(Buffer.concat([message('S', Buffer.alloc(0)), message('Q', texts('rollback'))]))
    ends += 1
  })
}

function listenOn(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address && typeof address === 'object') resolve(address.port)
      else reject(new Error('no port'))
    })
  })
}

async function freePort(): Promise<number> {
  const probe = createServer()
  const port = await listenOn(probe)
  await new Promise((resolve) => probe.close(resolve))
  return port
}
