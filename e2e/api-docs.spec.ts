import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { DEMO, expect, test } from './fixtures'

const run = promisify(execFile)

/** The shell blocks of docs/api.md, in order, with the heading that each stands under. */
function commands(): { heading: string; script: string }[] {
  const found: { heading: string; script: string }[] = []
  let heading = ''
  for (const part of readFileSync('docs/api.md', 'utf8').split(/^(?=## )/m)) {
    heading = /^## (.*)/.exec(part)?.[1] ?? heading
    for (const [, script] of part.matchAll(/^```sh\n([\s\S]*?)^```/gm)) if (script) found.push({ heading, script })
  }
  return found
}

test('every command of docs/api.md does what the page says', async ({ freshLedger, baseURL }) => {
  const { key } = await freshLedger('bybit', 'hedged-desk')
  const answers = new Map<string, unknown[]>()
  for (const { heading, script } of commands()) {
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
      env: { ...process.env, BALLAST: baseURL, TOKEN: DEMO.token, API_KEY: key.apiKey, API_SECRET: key.apiSecret },
    })
    const answer: unknown = JSON.parse(stdout)
    expect(answer, `${heading}: ${stdout}`).not.toHaveProperty('code')
    answers.set(heading, [...(answers.get(heading) ?? []), answer])
  }
  expect(answers.get('Connect an account')).toMatchObject([{ name: 'Main desk', exchange: 'Bybit', valid: true }])
  expect(answers.get('Balances, live')).toMatchObject([
    { 'Main desk': { exchange: 'Bybit', assets: expect.arrayContaining([expect.anything()]) } },
  ])
  expect(answers.get('Balances, cached')).toMatchObject([
    { balances: [{ account_name: 'Main desk', stale: false }], errors: [] },
    { status: expect.anything() },
    { balances: [{ account_name: 'Main desk', equity: expect.stringMatching(/^\d+\.\d+$/) }], next: null },
  ])
  expect(answers.get('Set leverage')).toMatchObject([{ results: [{ pair: 'ETH:PERP-USDT', leverage: 5 }], errors: [] }])
  expect(answers.get('Rename, and archive')).toMatchObject([{ name: 'Old desk' }, { name: 'Old desk', archived: true }])
})
