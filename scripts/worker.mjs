import { existsSync } from 'node:fs'
import { commandLine } from './command-line.mjs'

/** `npm run worker`: the worker that `npm run build` left. Plain JavaScript, so that it starts without a loader. */
commandLine({
  usage: 'npm run worker',
  about: 'Refreshes accounts until it is told to end; any number of workers share one database. Settings: docs/operating.md.',
})
const built = new URL('../.next/worker.mjs', import.meta.url)
if (!existsSync(built)) {
  process.stderr.write('The worker is not built yet: run `npm run build` first.\n')
  process.exit(1)
}
await import(built.href)
