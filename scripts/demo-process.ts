import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const READY_LIMIT_MS = 300_000
const POLL_MS = 50
const READY = 'Ctrl-C stops everything'

/** Ballast as a person starts it, and what it printed. */
export interface BallastProcess {
  url: string
  port: number
  /** Milliseconds from the start to the line that says it is ready. */
  readyMs: number
  child: ChildProcess
  /** All that it has printed so far. */
  output(): string
  /** Sends Ctrl-C to the process group and waits. @returns milliseconds it took */
  stop(): Promise<number>
}

export interface DemoProcess extends BallastProcess {
  email: string
  password: string
  token: string
  simulatorUrl: string
}

/**
 * Runs `npm run demo` or `npm start`, on a free port unless `env` names one, and waits until it says that it is ready.
 * @throws Error with what it printed where it ends before that
 */
export async function startBallast(script: 'demo' | 'start', env: Record<string, string>, echo = false): Promise<BallastProcess> {
  const port = Number(env.PORT ?? (await freePort()))
  const started = performance.now()
  const child = spawn('npm', ['run', script], {
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
  const running = () => child.exitCode === null && child.signalCode === null
  const stop = async () => {
    const stopping = performance.now()
    if (child.pid && running()) process.kill(-child.pid, 'SIGINT')
    await ended
    return performance.now() - stopping
  }
  while (!output.includes(READY)) {
    if (!running()) throw new Error(`Ballast ended before it was ready:\n${output}`)
    if (performance.now() - started > READY_LIMIT_MS) {
      await stop()
      throw new Error(`Ballast was not ready in time:\n${output}`)
    }
    await pause(POLL_MS)
  }
  return {
    url: printed(output, /Ready in [^:]*:\s+(\S+)/),
    port,
    readyMs: performance.now() - started,
    child,
    output: () => output,
    stop,
  }
}

/** `npm run demo` with what it says about its user. @throws Error as `startBallast` */
export async function startDemo(env: Record<string, string>, echo = false): Promise<DemoProcess> {
  const running = await startBallast('demo', env, echo)
  const output = running.output()
  return {
    ...running,
    email: printed(output, /E-mail:\s+(\S+)/),
    password: printed(output, /Password:\s+(\S+)/),
    token: printed(output, /API token: (\S+)/),
    simulatorUrl: printed(output, /Simulator:\s+(\S+)/),
  }
}

/** The setup code that the start printed. @throws Error where there is none */
export function setupCodeOf({ output }: BallastProcess): string {
  return printed(output(), /Setup code: (\S+)/)
}

function printed(output: string, pattern: RegExp): string {
  const value = pattern.exec(output)?.[1]
  if (value === undefined) throw new Error(`Ballast did not print ${pattern}:\n${output}`)
  return value
}

/** Below those that systems give to connections going out: one of these is taken by nobody between here and its use. */
const [FIRST_PORT, PORTS] = [20_000, 12_000]
let nextPort = (process.pid * 37) % PORTS

/** A port of 127.0.0.1 that nobody listens on now, another at each call and, most likely, in each process. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries++) {
    const port = FIRST_PORT + (nextPort++ % PORTS)
    if (await isFree(port)) return port
  }
  throw new Error('no port is free')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
