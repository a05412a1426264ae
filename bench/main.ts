import { commandLine, wholeNumber } from '../scripts/command-line.mjs'
import { BENCHMARKS } from './cases'
import { machine, measure, type Result } from './harness'
import { markdown } from './table'

/** `npm run bench -- [--only name] [--rounds n] [--json]`: each measurement and its baseline, alternately. */
const { values, refuse } = commandLine({
  usage: 'npm run bench [-- --only NAME] [--rounds N] [--json] [--list]',
  about: 'Measures each benchmark and its baseline, alternately. --list names them.',
  options: {
    only: { type: 'string', multiple: true },
    rounds: { type: 'string' },
    json: { type: 'boolean' },
    list: { type: 'boolean' },
  },
})
if (values.list) {
  for (const { name, what } of BENCHMARKS) console.log(`${name}  ${what}`)
  process.exit(0)
}
const rounds = wholeNumber('rounds', values.rounds, refuse)
const chosen = values.only ? BENCHMARKS.filter(({ name }) => values.only?.some((part) => name.includes(part))) : BENCHMARKS
if (chosen.length === 0) refuse(`No benchmark has that name; there are ${BENCHMARKS.map(({ name }) => name).join(', ')}.`)
const results: Result[] = []
for (const benchmark of chosen) {
  console.error(`… ${benchmark.name}`)
  results.push(await measure(benchmark, rounds ?? benchmark.rounds ?? 5))
}
console.log(values.json ? JSON.stringify({ machine: machine(), results }, null, 2) : `${markdown(results)}\n\n${machine()}`)
process.exit(0)
