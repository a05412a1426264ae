import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { runningEmbedded } from '@/db/embedded'
import { DatabaseProblem } from '@/db/problem'
import { openAppDb } from '@/db/roles'
import { settingsOfProcess } from '@/server/env'
import { createCcxtExchanges } from '@/server/exchanges'
import { createLog } from '@/server/log'
import { serveOverStdio } from '@/server/mcp/stdio'
import { KeyActivity } from '@/server/services/accounts/key-activity'
import { WaitingUses } from '@/server/services/tokens/uses'
import { installationKeys, openVault } from '@/server/vault/open-vault'
import { commandLine } from './command-line.mjs'
import { notedBaseUrls } from './launcher/base-urls'

/** `npm run mcp`: serves an agent that starts its servers itself, over standard input and output. */
commandLine({
  usage: 'npm run --silent mcp',
  about: [
    'Serves an agent over standard input and output (MCP), with what the API token in BALLAST_TOKEN may see and do.',
    '',
    'Ballast must be running on DATA_DIR, or DATABASE_URL be set. See docs/agents.md.',
  ].join('\n'),
  options: {},
})

const environment = z.object({
  BALLAST_TOKEN: z.string({ error: 'Set BALLAST_TOKEN to an API token: one is made under Settings, API tokens.' }),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().min(1).optional(),
  MASTER_KEY: z.string().min(1).optional(),
  MASTER_KEY_FILE: z.string().min(1).optional(),
  EXCHANGE_BASE_URLS: z.string().optional(),
})
const baseUrls = z.record(z.string(), z.string())
/** What agents read is read from here, wherever they start this. */
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

async function main(): Promise<void> {
  process.chdir(ROOT)
  const read = environment.safeParse(settingsOfProcess())
  if (!read.success) throw new Error(read.error.issues[0]?.message)
  const settings = read.data
  const url = settings.DATABASE_URL ?? runningEmbedded(settings.DATA_DIR, 'processes')
  if (!url) throw new DatabaseProblem(`No database: start Ballast on ${settings.DATA_DIR} first, or set DATABASE_URL.`)
  const db = await openAppDb({ url, max: 4 })
  // What is written to standard output is the agent's: the log has standard error.
  const log = createLog('warn')
  const deps = {
    ...{ db, log, now: () => new Date() },
    vault: await openVault(db, await installationKeys(db, settings)),
    exchanges: createCcxtExchanges({
      baseUrls: baseUrls.parse(JSON.parse(settings.EXCHANGE_BASE_URLS ?? notedBaseUrls(settings.DATA_DIR) ?? '{}')),
      log,
    }),
    keyActivity: new KeyActivity({ db, log }),
    tokenUses: new WaitingUses({ db, log }),
  }
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
  const served = await serveOverStdio(deps, { token: settings.BALLAST_TOKEN, version, client: `ballast-stdio/${version}` })
  const end = async () => {
    await served.close()
    await Promise.all([deps.keyActivity.write(), deps.tokenUses.write()])
    await db.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end())
  process.stdin.once('end', () => void end())
}

await main().catch((error: unknown) => {
  process.stderr.write(`mcp: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown reason'}\n`)
  process.exit(1)
})
