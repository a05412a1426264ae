import { readFileSync } from 'node:fs'
import { publishedSchema, readStatement } from '../server/statements/envelope'
import { type Outcome, verifyStatement } from '../server/statements/verify'
import { commandLine } from './command-line.mjs'

/** `npm run verify -- FILE`: whether a statement is what an installation signed. Needs no database, and none of its settings. */
const { values, positionals, refuse } = commandLine({
  usage: 'npm run verify -- FILE [--keys FILE] [--basis FILE]',
  about: [
    'Checks a signed statement (PDF or JSON) of any installation of Ballast.',
    'FILE          the statement as it was saved',
    '--keys FILE   what its issuer publishes at /.well-known/ballast.json; else it is asked there',
    '--basis FILE  the days that it rests on, to be checked against the hash that was signed',
  ].join('\n'),
  options: { keys: { type: 'string' }, basis: { type: 'string' } },
  positionals: [1, 1],
})

const read = (file: string): Buffer => {
  try {
    return readFileSync(file)
  } catch {
    return refuse(`${file} cannot be read.`)
  }
}

async function keysOf(issuer: string): Promise<unknown> {
  if (values.keys !== undefined) return JSON.parse(read(values.keys).toString('utf8'))
  const answer = await fetch(`${issuer}/.well-known/ballast.json`, { redirect: 'error', signal: AbortSignal.timeout(20_000) })
  if (!answer.ok) throw new Error(`${issuer} answers ${answer.status}.`)
  return answer.json()
}

async function check(): Promise<Outcome> {
  const statement = readStatement(read(positionals[0] ?? ''))
  const { issuer } = statement.envelope.statement
  const keys = publishedSchema.parse(
    await keysOf(issuer).catch((cause: unknown) => {
      throw new Error(`The key of ${issuer} could not be had. Save its /.well-known/ballast.json and name it by --keys.`, {
        cause,
      })
    }),
  )
  return verifyStatement(statement, keys, values.basis === undefined ? null : read(values.basis))
}

try {
  const { genuine, lines } = await check()
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = genuine ? 0 : 1
} catch (error) {
  process.stderr.write(`NOT CHECKED: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
