import { existsSync, readdirSync } from 'node:fs'
import { commandLine } from './command-line.mjs'
import { filesOfImage } from './image/files'
import { layOut } from './image/lay-out'
import { isBuilt } from './launcher/build'

/** `npm run image`: what a container needs of a built checkout, and nothing else. Called by the Dockerfile. */
const { values, refuse } = commandLine({
  usage: 'npm run image -- --out FOLDER',
  about: [
    'Lays into an empty folder what runs in a container: the built pages and programs, the commands with the packages that they reach,',
    'and the PostgreSQL of this platform. Run `npm run build` first. The Dockerfile calls it.',
  ].join('\n'),
  options: { out: { type: 'string' } },
})

const { out } = values
if (typeof out !== 'string' || out === '') refuse('--out is missing.')
else if (existsSync(out) && readdirSync(out).length > 0) refuse(`${out} is not empty.`)
else if (!isBuilt()) {
  process.stderr.write('The pages are not built from these sources: run `npm run build` first.\n')
  process.exit(1)
} else {
  const { files, bytes, largest } = layOut(await filesOfImage(), out)
  const megabytes = (size: number) => `${(size / 1e6).toFixed(1)} MB`
  process.stdout.write(`${files} files, ${megabytes(bytes)}. The largest parts:\n`)
  for (const [name, size] of largest.slice(0, 12)) process.stdout.write(`  ${megabytes(size).padStart(9)}  ${name}\n`)
}
