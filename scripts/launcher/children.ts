import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { makePrivateFolder } from '@/db/cluster/private-files'
import { livingProcess } from '@/db/cluster/processes'

/** How long a child may take to end on SIGTERM before it is killed. */
const PATIENCE_MS = 1_200
const POLL_MS = 20
/** A child that ends more often than this in a minute is not started again. */
const MAX_RESTARTS = 5

const recordSchema = z.array(z.object({ pid: z.number(), started: z.string(), name: z.string() }))

export interface ChildSpec {
  name: string
  command: string
  args: string[]
  env: Record<string, string>
}

/**
 * The processes of one start: each in a process group of its own (so that Ctrl-C reaches the launcher alone, which ends
 * them in order), written down so that the next start finds what a killed launcher left.
 */
export class Children {
  private readonly running = new Map<string, ChildProcess>()
  private stopping = false

  constructor(
    private readonly dataDir: string,
    private readonly events: { onLost: (name: string, why: string) => void; onGivenUp: (name: string) => void },
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
    const child = spawn(spec.command, spec.args, {
      env: { ...process.env, ...spec.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.running.set(spec.name, child)
    this.writeRecord()
    const log = path.join(this.dataDir, 'log', `${spec.name}.log`)
    for (const stream of [child.stdout, child.stderr]) {
      let rest = ''
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        appendFileSync(log, chunk, { mode: 0o600 })
        const lines = (rest + chunk).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) onLine(line)
      })
    }
    child.on('error', () => {})
    child.on('close', (code, signal) => {
      if (this.running.get(spec.name) !== child) return
      this.running.delete(spec.name)
      if (this.stopping) return
      this.writeRecord()
      const recent = [...restarts.filter((at) => at > Date.now() - 60_000), Date.now()]
      if (recent.length > MAX_RESTARTS) return this.events.onGivenUp(spec.name)
      this.events.onLost(spec.name, signal ?? `exit code ${code}`)
      setTimeout(() => !this.stopping && this.start(spec, onLine, recent), 200 * recent.length)
    })
  }

  /** Runs a child to its end, known to `stop` and to the next start like the others. */
  async once(spec: ChildSpec): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = spawn(spec.command, spec.args, {
      env: { ...process.env, ...spec.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.running.set(spec.name, child)
    this.writeRecord()
    const collect = (stream: NodeJS.ReadableStream) => {
      const chunks: string[] = []
      stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
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
    const log = path.join(this.dataDir, 'log', `${name}.log`)
    return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n') : ''
  }

  /** Ends all children side by side: asked first, killed when they do not. */
  async stop(): Promise<void> {
    this.stopping = true
    const children = [...this.running.values()].filter(({ pid }) => pid !== undefined)
    for (const { pid } of children) if (pid) signalGroup(pid, 'SIGTERM')
    await Promise.all(
      children.map(async (child) => {
        const gone = () => child.exitCode !== null || child.signalCode !== null
        if (!(await until(gone, PATIENCE_MS)) && child.pid) signalGroup(child.pid, 'SIGKILL')
        await until(gone, 2_000)
        // What the child itself had started and left behind.
        if (child.pid) signalGroup(child.pid, 'SIGKILL')
      }),
    )
    rmSync(this.record, { force: true })
  }

  private writeRecord(): void {
    const processes = [...this.running].flatMap(([name, { pid }]) =>
      pid === undefined ? [] : [{ name, pid, started: livingProcess(pid)?.started ?? '' }],
    )
    writeFileSync(this.record, JSON.stringify(processes), { mode: 0o600 })
  }
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
