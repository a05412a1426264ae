import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import path from 'node:path'
import { DatabaseProblem } from '../problem'

const USER = 'postgres'

export interface Ids {
  uid: number
  gid: number
}

export interface Outcome {
  /** Exit code; null where the program could not be started or was killed. */
  code: number | null
  /** Both streams, as they came. */
  output: string
}

/** How PostgreSQL's programs are run: it refuses to be root. */
export interface Identity {
  /** Owner of the cluster's folder; null: whoever runs this. */
  owner: Ids | null
  /**
   * @param places folders and files that the program works on
   * @param args gets the names by which the program reaches them, in the same order
   */
  run(program: string, places: readonly string[], args: (...names: string[]) => readonly string[]): Promise<Outcome>
}

/**
 * As an ordinary user: oneself. As root: the system user `postgres`, made if missing. That user may not pass through the
 * data folder, which is root's alone; it gets its own folder handed over open, and with that the right to nothing else.
 * Where it may not reach the programs themselves (a checkout below /root), they get the one capability to pass through.
 * @param program answers `--version`
 * @throws DatabaseProblem where root cannot hand over to another user
 */
export async function serverIdentity(program: string): Promise<Identity> {
  if (process.getuid?.() !== 0) return { owner: null, run: (file, places, args) => run(file, args(...places)) }
  if (!existsSync(HANDED_OVER)) {
    throw new DatabaseProblem('PostgreSQL does not run as root; run Ballast as an ordinary user, or set DATABASE_URL.')
  }
  const owner = await systemUser()
  if ((await run(program, ['--version'], owner)).code === 0) {
    return { owner, run: (file, places, args) => handingOver(places, (fds, names) => run(file, args(...names), owner, fds)) }
  }
  const capable = (file: string, args: readonly string[], fds: readonly number[] = []) =>
    run('setpriv', [...capabilities(owner), file, ...args], {}, fds)
  if ((await capable(program, ['--version'])).code === 0) {
    return { owner, run: (file, places, args) => handingOver(places, (fds, names) => capable(file, args(...names), fds)) }
  }
  throw new DatabaseProblem(
    `PostgreSQL does not run as root, and the user ${USER} cannot enter ${path.dirname(program)}; run Ballast as an ordinary user, move it out of a private folder, or set DATABASE_URL.`,
  )
}

/** Where Linux shows a process what it was handed over open. https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html */
const HANDED_OVER = '/proc/self/fd'
const FIRST_FD = 3

/** The name of the first place that was handed over, as it stands in the command of a server. */
export const HANDED_OVER_FOLDER = `${HANDED_OVER}/${FIRST_FD}`

async function handingOver(
  places: readonly string[],
  work: (fds: readonly number[], names: readonly string[]) => Promise<Outcome>,
): Promise<Outcome> {
  const fds: number[] = []
  try {
    for (const place of places) fds.push(openSync(place, 'r'))
    return await work(
      fds,
      fds.map((_, index) => `${HANDED_OVER}/${FIRST_FD + index}`),
    )
  } finally {
    for (const fd of fds) closeSync(fd)
  }
}

/** https://man7.org/linux/man-pages/man1/setpriv.1.html */
function capabilities({ uid, gid }: Ids): string[] {
  return [
    // PostgreSQL looks for its programs with access(2), which otherwise ignores the capability.
    '--securebits=+no_setuid_fixup',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--bounding-set=-all,+dac_read_search',
    '--inh-caps=-all,+dac_read_search',
    '--ambient-caps=-all,+dac_read_search',
  ]
}

function run(program: string, args: readonly string[], ids: Partial<Ids> = {}, fds: readonly number[] = []): Promise<Outcome> {
  return new Promise((resolve) => {
    // A working directory that every user may enter; messages in English, because they are read.
    const child = spawn(program, args, {
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['pipe', 'pipe', 'pipe', ...fds],
      ...ids,
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.on('error', (error) => resolve({ code: null, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

async function systemUser(): Promise<Ids> {
  const existing = await idsOf(USER)
  if (existing) return existing
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER])
  const made = await idsOf(USER)
  if (made) return made
  throw new DatabaseProblem(
    `PostgreSQL does not run as root, and the user ${USER} could not be made; run Ballast as an ordinary user, or set DATABASE_URL.`,
  )
}

async function idsOf(user: string): Promise<Ids | null> {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])])
  if (uid.code !== 0 || gid.code !== 0) return null
  return { uid: Number.parseInt(uid.output, 10), gid: Number.parseInt(gid.output, 10) }
}
