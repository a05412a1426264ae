import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { ensureBrowser, ensureTestBrowser } from './browser'
import { commandLine } from './command-line.mjs'

/** Everything that proves the product, in the order in which it fails fastest; ends with the count of tests. */
commandLine({
  usage: 'npm test',
  about: 'Build, types, lint, dependencies, and all tests. Single files: npx vitest run FILE, npx playwright test FILE.',
})

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
})
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

const REPORTS = 'test-results'
const counts = { passed: 0, failed: 0, skipped: 0, flaky: 0 }
let broken = false

rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })
ensureTestBrowser()
// Of messages on the screen, which the other does not show.
ensureBrowser()

// First, for it writes the types of the routes; every start below uses it.
step('Build', ['--import', 'tsx', 'scripts/build.ts'])
step('Types', ['node_modules/typescript/bin/tsc', '--noEmit'])
step('Lint and layer rules', ['node_modules/@biomejs/biome/bin/biome', 'check', '.'])
step('Dependencies', ['--import', 'tsx', 'scripts/audit.ts'])
step('Unit and integration tests', [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${REPORTS}/vitest.json`,
])
const vitest = report(`${REPORTS}/vitest.json`, vitestReport)
if (vitest) add(vitest.numPassedTests, vitest.numFailedTests, vitest.numPendingTests)
step('Browser tests', ['node_modules/@playwright/test/cli.js', 'test'])
const playwright = report(`${REPORTS}/e2e.json`, playwrightReport)
if (playwright) {
  const { expected, unexpected, flaky, skipped } = playwright.stats
  add(expected + flaky, unexpected, skipped)
  counts.flaky = flaky
}

if (vitest) tellFailures(vitest)
const rest = [counts.skipped ? `, ${counts.skipped} skipped` : '', counts.flaky ? ` (${counts.flaky} at the second try)` : '']
console.log(`\n${counts.passed} passed, ${counts.failed} failed${rest.join('')}`)
process.exit(broken || counts.failed > 0 || !vitest || !playwright ? 1 : 0)

function step(title: string, args: string[]): void {
  const start = performance.now()
  console.log(`\n── ${title}`)
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  console.log(`── ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${((performance.now() - start) / 1000).toFixed(0)} s)`)
  if (status !== 0) broken = true
}

function report<S extends z.ZodType>(file: string, schema: S): z.output<S> | null {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
}

/** Once more at the end, where the browser tests' pages of output no longer hide them. */
function tellFailures({ testResults }: z.output<typeof vitestReport>): void {
  for (const { name, status, message, assertionResults } of testResults) {
    const failures = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && failures.length === 0) console.log(`\n✘ ${name}\n  ${message.slice(0, 600)}`)
    for (const { fullName, failureMessages } of failures) {
      console.log(`\n✘ ${name} › ${fullName}\n  ${failureMessages?.[0]?.slice(0, 600) ?? ''}`)
    }
  }
}

function add(passed: number, failed: number, skipped: number): void {
  counts.passed += passed
  counts.failed += failed
  counts.skipped += skipped
}
