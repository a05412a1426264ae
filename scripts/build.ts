import { spawn } from 'node:child_process'
import { commandLine } from './command-line.mjs'
import { build } from './launcher/build'
import { StartProblem } from './launcher/problem'

/** `npm run build`: the pages, marked with the sources that they are from, so that no start builds them again. */
commandLine({ usage: 'npm run build', about: 'Builds the pages and the worker from their sources, unless they are built.' })
try {
  await build(
    ({ command, args, env }) =>
      new Promise((resolve) => {
        const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'inherit' })
        const end = (code: number | null) => resolve({ code, stdout: '', stderr: '' })
        child.on('error', () => end(1))
        child.on('close', end)
      }),
  )
} catch (error) {
  if (!(error instanceof StartProblem)) throw error
  console.error(error.message)
  process.exit(1)
}
