import { spawn } from 'node:child_process'
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
  /** Owner of the data folder; null: whoever runs this. */
  owner: Ids | null
  run(program: string, args: readonly string[]): Promise<Outcome>
}

/**
 * As an ordinary user: oneself. As root: the system user `postgres`, made if missing. Where that user may not enter the
 * folders (a checkout below /root), the programs get the one capability to pass through them.
 * @param program answers `--version`
 * @param folder the data folder's parent
 * @throws DatabaseProblem where root cannot hand over to another user
 */
export async function serverIdentity(program: string, folder: string): Promise<Identity> {
  if (process.getuid?.() !== 0) return { owner: null, run: (file, args) => run(file, args) }
  const owner = await systemUser()
  const plain = (file: string, args: readonly string[]) => run(file, args, owner)
  const enters = (await plain(program, ['--version'])).code === 0 && (await plain('test', ['-x', folder])).code === 0
  if (enters) return { owner, run: plain }

  const capable = (file: string, args: readonly string[]) => run('setpriv', [...capabilities(owner), file, ...args])
  if ((await capable(program, ['--version'])).code === 0) return { owner, run: capable }
  throw new DatabaseProblem(
    `PostgreSQL does not run as root, and the user ${USER} cannot enter ${path.dirname(program)} or ${folder}; run Ballast as an ordinary user, move it out of a private folder, or set DATABASE_URL.`,
  )
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

function run(program: string, args: readonly string[], ids?: Ids): Promise<Outcome> {
  return new Promise((resolve) => {
    // A working directory that every user may enter; messages in English, because they are read.
    const child = spawn(program, args, { cwd: '/', env: { ...process.env, LC_ALL: 'C' }, stdio: 'pipe', ...ids })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
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
