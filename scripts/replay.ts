import { readFile } from 'node:fs/promises'
import { DomainError } from '../server/errors'
import { BadRecording, parseRecording } from '../server/exchanges/replay/file'
import { replay } from '../server/exchanges/replay/replay'
import { commandLine } from './command-line.mjs'

/** `npm run replay -- FILE`: what Ballast makes of recorded answers, as JSON. A fault is one line and exit 2. */
const {
  positionals: [file = ''],
} = commandLine({
  usage: 'npm run replay -- FILE',
  about: 'Puts recorded answers of an exchange through its adapter and prints what Ballast reads in them, as JSON.',
  positionals: [1, 1],
})

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

const text = await readFile(file, 'utf8').catch((error: unknown) =>
  fail(
    `${file}: ${error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : 'cannot be read'}`,
  ),
)
try {
  process.stdout.write(`${JSON.stringify(await replay(parseRecording(text)), null, 2)}\n`)
} catch (error) {
  if (error instanceof BadRecording) fail(`${file}: ${error.message}`)
  if (error instanceof DomainError) fail(`${file}: ${error.message}${error.exchangeError ? ` (${error.exchangeError})` : ''}`)
  // What a file of another shape makes of the code below is the file's fault too, and told in the same way.
  fail(`${file}: cannot be replayed: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown reason'}`)
}
