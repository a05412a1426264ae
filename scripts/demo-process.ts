import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const READY_LIMIT_MS = 300_000
const POLL_MS = 50

/** A demo that was started as a person starts it, and what it printed. */
export interface DemoProcess {
  url: string
  port: number
  email: string
  password: string
  token: string
  simulatorUrl: string
  /** Milliseconds from the start to the line that says it is ready. */
  readyMs: number
  child: ChildProcess
  /** Sends Ctrl-C to the process group and waits. @returns milliseconds it took */
  stop(): Promise<number>
}

/**
 * Runs `npm run demo` on a free port and waits until it says that it is ready.
 * @throws Error with what it printed where it ends before that
 */
export async function startDemo(env: Record<string, string>, echo = false): Promise<DemoProcess> {
  const port = Number(env.PORT ?? (await freePort()))
  const started = performance.now()
  const child = spawn('npm', ['run', 'demo'], {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      if (echo) process.stdout.write(chunk)
    })
  }
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const stop = async () => {
    const stopping = performance.now()
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    await ended
    return performance.now() - stopping
  }
  while (!output.includes('Ctrl-C stops everything')) {
    if (child.exitCode !== null) throw new Error(`The demo ended before it was ready:\n${output}`)
    if (performance.now() - started > READY_LIMIT_MS) {
      await stop()
      throw new Error(`The demo was not ready in time:\n${output}`)
    }
    await pause(POLL_MS)
  }
  const printed = (pattern: RegExp) => {
    const value = pattern.exec(output)?.[1]
    if (value === undefined) throw new Error(`The demo did not print ${pattern}:\n${output}`)
    return value
  }
  return {
    url: printed(/Ready in [^:]*:\s+(\S+)/),
    port,
    email: printed(/E-mail:\s+(\S+)/),
    password: printed(/Password:\s+(\S+)/),
    token: printed(/API token: (\S+)/),
    simulatorUrl: printed(/Simulator:\s+(\S+)/),
    readyMs: performance.now() - started,
    child,
    stop,
  }
}

/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
