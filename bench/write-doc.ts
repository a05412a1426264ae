import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { commandLine } from '../scripts/command-line.mjs'
import { BENCHMARKS } from './cases'
import { isReached, type Result } from './harness'
import { markdown } from './table'

/**
 * `npm run bench:doc -- results.json …`: takes the results of `npm run bench -- --json` into the table of
 * docs/performance.md. A run of some benchmarks leaves the rows of the others as they were measured before.
 */
const { positionals: files } = commandLine({
  usage: 'npm run bench:doc -- [RESULTS.json …]',
  about: 'Writes the table of docs/performance.md from the results of npm run bench -- --json and those kept from before.',
  positionals: [0, Number.POSITIVE_INFINITY],
})
const KEPT = 'bench/last-results.json'
const DOC = 'docs/performance.md'
const BEGIN = '<!-- table: npm run bench:doc -->'
const END = '<!-- end of table -->'

const spread = z.object({ median: z.number(), min: z.number(), max: z.number() })
const result: z.ZodType<Result> = z.union([
  z.object({
    name: z.string(),
    what: z.string(),
    baseline: z.string(),
    unit: z.string(),
    goal: z
      .union([
        z.object({ atMost: z.number(), each: z.literal(true).optional() }),
        z.object({ atLeast: z.number() }),
        z.object({ oursAtMost: z.number() }),
      ])
      .nullable(),
    ours: spread,
    base: spread,
    ratio: spread,
    reached: z.boolean(),
  }),
  z.object({ name: z.string(), what: z.string(), cannotRun: z.string() }),
])
const run = z.object({ machine: z.string(), results: z.array(result) })
const kept = z.record(z.string(), z.object({ machine: z.string(), result }))

const last = existsSync(KEPT) ? kept.parse(JSON.parse(readFileSync(KEPT, 'utf8'))) : {}
for (const file of files) {
  // What the benchmarks say while they run stands before their results.
  const text = readFileSync(file, 'utf8')
  const { machine, results } = run.parse(JSON.parse(text.slice(text.indexOf('{'))))
  for (const each of results) last[each.name] = { machine, result: each }
}
writeFileSync(KEPT, `${JSON.stringify(last, null, 2)}\n`)

// Held to the goals of today, whatever they were when it was measured.
const rows = BENCHMARKS.flatMap(({ name, goal }): Result[] => {
  const found = last[name]?.result
  if (!found || 'cannotRun' in found) return found ? [found] : []
  return [{ ...found, goal, reached: isReached(goal, found) }]
})
const missing = BENCHMARKS.filter(({ name }) => !last[name]).map(({ name }) => name)
const machines = [...new Set(Object.values(last).map(({ machine }) => machine))]
const table = [
  ...(rows.length > 0 ? [markdown(rows)] : []),
  ...(missing.length > 0 ? [`Not measured yet: ${missing.join(', ')}.`] : []),
  ...(machines.length > 0 ? [`Machine: ${machines.join('; ')}.`] : []),
].join('\n\n')
const doc = readFileSync(DOC, 'utf8')
const [before, rest] = [doc.slice(0, doc.indexOf(BEGIN)), doc.slice(doc.indexOf(END))]
writeFileSync(DOC, `${before}${BEGIN}\n\n${table}\n\n${rest}`)
