import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { makePrivateFolder, writePrivateFile } from '@/db/cluster/private-files'
import { livingProcess } from '@/db/cluster/processes'
import { ANSWER, ASK } from '@/server/sign-of-life'
import { LogFile } from './log-file'
import type { Watched } from './watchdog'

/** How long a child may take to end on SIGTERM before it is killed, unless it has a grace of its own. */
const PATIENCE_MS = 1_200
const POLL_MS = 20
const HOLD_MS = 500
/** A child that ends more often than this in a minute is not started again. */
const MAX_RESTARTS = 5

const recordSchema = z.array(z.object({ pid: z.number(), started: z.string(), name: z.string() }))

export interface ChildSpec {
  name: string
  command: string
  args: string[]
  env: Record<string, string>
  /** How long it finishes what is under way once it is told to end. */
  graceMs?: number
  /** Others work with it until they have ended: it is told to end behind them. */
  isNeeded?: boolean
  /** It answers over a channel whether it lives (server/sign-of-life). */
  answers?: boolean
  /**
   * Asked first. Where it does not say yes the channel counts: connections may all be taken by others, which is no reason
   * to end a process.
   */
  isAlive?: () => Promise<boolean>
}

export interface ChildEvents {
  onLost: (name: string, why: string) => void
  onGivenUp: (name: string) => void
  /** What the children need (the database) is away: none is started, and no end counts against it. */
  isHeld?: () => boolean
}

interface Running {
  process: ChildProcess
  spec: ChildSpec
  /** Why it was ended by us. */
  why?: string
}

/**
 * The processes of one start: each in a process group of its own (so that Ctrl-C reaches the launcher alone, which ends
 * them in order), written down so that the next start finds what a killed launcher left.
 */
export class Children {
  private readonly running = new Map<string, Running>()
  private readonly logs = new Map<string, LogFile>()
  private stopping = false

  constructor(
    private readonly dataDir: string,
    private readonly events: ChildEvents,
  ) {
    makePrivateFolder(path.join(dataDir, 'log'))
  }

  private get record(): string {
    return path.join(this.dataDir, 'processes.json')
  }

  /** Ends what an earlier launcher left running on this folder. @returns the names of what was ended */
  async endOrphans(): Promise<string[]> {
    if (!existsSync(this.record)) return []
    let recorded: z.infer<typeof recordSchema> = []
    try {
      recorded = recordSchema.parse(JSON.parse(readFileSync(this.record, 'utf8')))
    } catch {
      // Cut off while it was written: nothing can be known from it.
    }
    const left = recorded.filter(({ pid, started }) => livingProcess(pid)?.started === started)
    for (const { pid } of left) signalGroup(pid, 'SIGKILL')
    for (const { pid } of left) await until(() => livingProcess(pid) === null, 5_000)
    rmSync(this.record, { force: true })
    return left.map(({ name }) => name)
  }

  /** Starts a child and keeps it running. Its output goes to `log/<name>.log`; `onLine` sees what it prints. */
  start(spec: ChildSpec, onLine: (line: string) => void = () => {}, restarts: number[] = []): void {
    const running = this.spawn(spec)
    const log = this.logOf(spec.name)
    for (const stream of [running.process.stdout, running.process.stderr]) {
      let rest = ''
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        log.write(chunk)
        const lines = (rest + chunk).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) onLine(line)
      })
    }
    running.process.on('error', () => {})
    running.process.on('close', (code, signal) => {
      if (this.running.get(spec.name) !== running) return
      this.running.delete(spec.name)
      if (this.stopping) return
      this.writeRecord()
      // By a clock that nobody sets: else restarts of long ago count once it was set back.
      const now = performance.now()
      const counts = !this.events.isHeld?.()
      const recent = [...restarts.filter((at) => at > now - 60_000), ...(counts ? [now] : [])]
      if (recent.length > MAX_RESTARTS) return this.events.onGivenUp(spec.name)
      this.events.onLost(spec.name, running.why ?? signal ?? `exit code ${code}`)
      this.startAgain(spec, onLine, recent)
    })
  }

  private startAgain(spec: ChildSpec, onLine: (line: string) => void, recent: number[]): void {
    setTimeout(
      () => {
        if (this.stopping) return
        if (this.events.isHeld?.()) this.startAgain(spec, onLine, recent)
        else this.start(spec, onLine, recent)
      },
      this.events.isHeld?.() ? HOLD_MS : 200 * recent.length,
    )
  }

  /** Runs a child to its end, known to `stop` and to the next start like the others. */
  async once(spec: ChildSpec): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const { process: child } = this.spawn(spec)
    const collect = (stream: NodeJS.ReadableStream | null) => {
      const chunks: string[] = []
      stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
      return () => chunks.join('')
    }
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
    const code = await new Promise<number | null>((resolve) => {
      child.on('error', () => resolve(null))
      child.on('close', resolve)
    })
    this.running.delete(spec.name)
    if (!this.stopping) this.writeRecord()
    return { code, stdout: stdout(), stderr: stderr() }
  }

  /** The last lines that a child printed, for the message that says why it failed. */
  lastWords(name: string): string {
    return this.logOf(name).tail(15)
  }

  /** Those that answer whether they live. */
  watched(): ReadonlyMap<string, Watched> {
    const answering = [...this.running].filter(
      ([
        ,
        {
          spec,
          process: { pid },
        },
      ]) => spec.answers && pid !== undefined,
    )
    return new Map(
      answering.map(([name, running]) => {
        const { process: child } = running
        const end = () => {
          running.why = 'it stood still'
          if (child.pid) signalGroup(child.pid, 'SIGKILL')
        }
        const ask = async () => {
          if (!(await running.spec.isAlive?.())) await askOver(child)
        }
        return [name, { pid: child.pid ?? 0, ask, end }]
      }),
    )
  }

  /** Ends all children, those that others need last: asked first, killed when they do not within their grace. */
  async stop(): Promise<void> {
    this.stopping = true
    const children = [...this.running.values()].filter(({ process: { pid } }) => pid !== undefined)
    for (const isNeeded of [false, true]) {
      await Promise.all(children.filter(({ spec }) => (spec.isNeeded ?? false) === isNeeded).map(endChild))
    }
    rmSync(this.record, { force: true })
  }

  private spawn(spec: ChildSpec): Running {
    const child = spawn(spec.command, spec.args, {
      env: { ...process.env, ...spec.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(spec.answers ? (['ipc'] as const) : [])],
    })
    const running: Running = { process: child, spec }
    this.running.set(spec.name, running)
    this.writeRecord()
    return running
  }

  private logOf(name: string): LogFile {
    const known = this.logs.get(name) ?? new LogFile(path.join(this.dataDir, 'log', `${name}.log`))
    this.logs.set(name, known)
    return known
  }

  /** On a full disk the record stays as it was until the next change. */
  private writeRecord(): void {
    const processes = [...this.running].flatMap(
      ([
        name,
        {
          process: { pid },
        },
      ]) => (pid === undefined ? [] : [{ name, pid, started: livingProcess(pid)?.started ?? '' }]),
    )
    try {
      writePrivateFile(this.record, JSON.stringify(processes))
    } catch {
      // Nobody is better served by a launcher that ends over it.
    }
  }
}

async function endChild({ process: child, spec }: Running): Promise<void> {
  const gone = () => child.exitCode !== null || child.signalCode !== null
  if (child.pid) signalGroup(child.pid, 'SIGTERM')
  if (!(await until(gone, spec.graceMs ?? PATIENCE_MS)) && child.pid) signalGroup(child.pid, 'SIGKILL')
  await until(gone, 2_000)
  // What the child itself had started and left behind.
  if (child.pid) signalGroup(child.pid, 'SIGKILL')
}

/** @throws Error where the channel is closed */
function askOver(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null) => {
      child.off('message', hear).off('disconnect', closed)
      if (error) reject(error)
      else resolve()
    }
    const hear = (message: unknown) => message === ANSWER && settle(null)
    const closed = () => settle(new Error('The process has closed its channel.'))
    child.on('message', hear).on('disconnect', closed)
    child.send(ASK, (error) => error && settle(error))
  })
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    // It is gone already.
  }
}

async function until(done: () => boolean, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  while (!done()) {
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return true
}
