import path from 'node:path'
import { EnvProblem, inForce } from '@/server/env'
import { commandLine } from './command-line.mjs'
import { faultOf, shownSettings } from './config/list'

/** `npm run config`: what is in force, and from where. Reads the settings, and nothing else. */
commandLine({
  usage: 'npm run config',
  about: [
    'Prints every setting with what is in force and where it comes from: the environment, DATA_DIR/ballast.env, a secret’s file,',
    'or the default. Secrets are masked. Ends with 1 where something does not fit. Settings: docs/operating.md.',
  ].join('\n'),
})

try {
  const found = inForce(process.env)
  const shown = shownSettings(found)
  const widest = (key: 'name' | 'value') => Math.min(60, Math.max(...shown.map((line) => line[key].length)))
  const lines = shown.map(({ name, value, from }) => `${name.padEnd(widest('name'))}  ${value.padEnd(widest('value'))}  ${from}`)
  const folder = path.resolve(found.values.DATA_DIR ?? '.data')
  process.stdout.write(`Settings file: ${found.file ?? `none (${path.join(folder, 'ballast.env')} would be read)`}\n\n`)
  process.stdout.write(`${lines.join('\n')}\n`)
  for (const warning of found.warnings) process.stderr.write(`warning: ${warning}\n`)
  const fault = faultOf(found)
  if (fault !== null) {
    process.stderr.write(`config: ${fault}\n`)
    process.exitCode = 1
  }
} catch (error) {
  if (!(error instanceof EnvProblem)) throw error
  process.stderr.write(`config: ${error.message}\n`)
  process.exitCode = 1
}
