import { existsSync } from 'node:fs'
import { commandLine } from './command-line.mjs'

/** `npm run web`: the web process that `npm run build` left. Plain JavaScript, so that it starts without a loader. */
commandLine({
  usage: 'npm run web',
  about: 'Serves pages, tRPC and the REST API on HOST and PORT (127.0.0.1 and 3000). Settings: docs/operating.md.',
})
const built = new URL('../.next/web.mjs', import.meta.url)
if (!existsSync(built)) {
  process.stderr.write('The web process is not built yet: run `npm run build` first.\n')
  process.exit(1)
}
// Before anything reads it: React has two builds.
process.env.NODE_ENV = 'production'
await import(built.href)
