import net from 'node:net'

/** What went to PostgreSQL. */
export interface Traffic {
  /** Statements that were run, those around transactions too. */
  statements: number
  /** How often something was sent after an answer had come: what a far database would add its distance to. */
  roundTrips: number
}

const DISTANCE_MS = 10
/**
 * The driver sends 1,024 bytes and more at once and the rest behind it, which TCP keeps back until the first were
 * acknowledged: 40 ms where nothing is answered.
 */
const PARTS = { bytes: 1024, ms: 80 }

/**
 * Stands between a pool and PostgreSQL and counts, by the messages of the protocol. A pool of one connection makes the
 * counts exact.
 */
export async function countingProxy(databaseUrl: string): Promise<{ url: string; traffic: Traffic; close(): Promise<void> }> {
  const target = new URL(databaseUrl)
  const traffic: Traffic = { statements: 0, roundTrips: 0 }
  const sockets = new Set<net.Socket>()
  const server = net.createServer((client) => {
    const database = net.connect({ host: target.hostname, port: Number(target.port) })
    const read = statementReader(() => traffic.statements++)
    let answered = true
    client.on('data', (chunk) => {
      if (answered) traffic.roundTrips++
      answered = false
      lastSent++
      distance = chunk.length < PARTS.bytes ? DISTANCE_MS : PARTS.ms
      read(chunk)
      database.write(chunk)
    })
    const held: Buffer[] = []
    let lastSent = 0
    let distance = DISTANCE_MS
    let waiting = false
    // As far away as a database can be: what is sent without an answer is all sent before one comes.
    const answer = () => {
      setTimeout(() => {
        const sent = lastSent
        // Once round, so that what has been sent meanwhile is met first.
        setImmediate(() =>
          setImmediate(() => {
            if (lastSent !== sent) return answer()
            waiting = false
            answered = true
            client.write(Buffer.concat(held.splice(0)))
          }),
        )
      }, distance)
    }
    database.on('data', (chunk) => {
      held.push(chunk)
      if (!waiting) answer()
      waiting = true
    })
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(one.setNoDelay(true))
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The proxy has no address.')
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(address.port)
  return {
    url: url.toString(),
    traffic,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Calls `found` for each Execute (`E`) and Query (`Q`) message; the first message of a connection has no type. */
function statementReader(found: () => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  let started = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const typed = started ? 1 : 0
      if (rest.length < typed + 4) return
      const length = typed + rest.readInt32BE(typed)
      if (rest.length < length) return
      const type = started ? String.fromCharCode(rest[0] ?? 0) : ''
      if (type === 'E' || type === 'Q') found()
      started = true
      rest = rest.subarray(length)
    }
  }
}
