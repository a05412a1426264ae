import { existsSync } from 'node:fs'

/** `npm run worker`: the worker that `npm run build` left. Plain JavaScript, so that it starts without a loader. */
const built = new URL('../.next/worker.mjs', import.meta.url)
if (!existsSync(built)) {
  process.stderr.write('The worker is not built yet: run `npm run build` first.\n')
  process.exit(1)
}
await import(built.href)
