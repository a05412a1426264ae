import { parseArgs } from 'node:util'
import { BENCHMARKS } from './cases'
import { machine, measure, type Result } from './harness'
import { markdown } from './table'

/** `npm run bench -- [--only name] [--rounds n] [--json]`: each measurement and its baseline, alternately. */
const { values } = parseArgs({
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
const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
  console.error('--rounds must be a whole number above 0.')
  process.exit(2)
}
const chosen = values.only ? BENCHMARKS.filter(({ name }) => values.only?.some((part) => name.includes(part))) : BENCHMARKS
if (chosen.length === 0) {
  console.error(`No benchmark has that name; there are ${BENCHMARKS.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
const results: Result[] = []
for (const benchmark of chosen) {
  console.error(`… ${benchmark.name}`)
  results.push(await measure(benchmark, rounds ?? benchmark.rounds ?? 5))
}
console.log(values.json ? JSON.stringify({ machine: machine(), results }, null, 2) : `${markdown(results)}\n\n${machine()}`)
process.exit(0)
