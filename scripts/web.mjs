import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'

const HELP = `npm run web: the web process that \`npm run build\` left. It listens on HOST and PORT (127.0.0.1 and 3000 where they are
not set); all settings come from the environment, see docs/operating.md.`

try {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })
  if (values.help) {
    console.log(HELP)
    process.exit(0)
  }
} catch (error) {
  process.stderr.write(`${error.message}\n${HELP}\n`)
  process.exit(1)
}
const built = new URL('../.next/web.mjs', import.meta.url)
if (!existsSync(built)) {
  process.stderr.write('The web process is not built yet: run `npm run build` first.\n')
  process.exit(1)
}
// Before anything reads it: React has two builds.
process.env.NODE_ENV = 'production'
await import(built.href)
