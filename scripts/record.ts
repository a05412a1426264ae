import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { runningEmbedded } from '@/db/embedded'
import { DatabaseProblem } from '@/db/problem'
import { accountsAnywhere } from '@/db/queries/accounts-anywhere'
import { openAppDb } from '@/db/roles'
import { foldName } from '@/server/domain/names'
import { settingsOfProcess } from '@/server/env'
import { DomainError } from '@/server/errors'
import { createCcxtExchanges } from '@/server/exchanges'
import { createLog } from '@/server/log'
import { recordAccount } from '@/server/services/accounts/record'
import { installationKeys, openVault } from '@/server/vault/open-vault'
import { commandLine } from './command-line.mjs'
import { notedBaseUrls } from './launcher/base-urls'

/**
 * `npm run record -- ACCOUNT [--flows] [--scale] [--user EMAIL] [--out FILE]`: reads an account (by name or id) as Ballast does and
 * writes what its exchange answered to a file that `npm run replay` takes, without keys and identities. `--flows`
 * takes the last week of its ledgers along, `--scale` multiplies all amounts by a random number. Ballast must be running on DATA_DIR, or DATABASE_URL be set.
 */
const { values: options, positionals } = commandLine({
  usage: 'npm run record -- ACCOUNT [--flows] [--scale] [--user EMAIL] [--out FILE]',
  about: [
    'Reads an account (by name or id) and writes what its exchange answered, without keys and identities, to a file.',
    '--flows       with what its ledgers tell of the last week (what came or went by a chain is found there by its amount and time)',
    '--scale       multiplies all amounts by one random number',
    '--user EMAIL  whose account, where several people have one of that name',
    '--out FILE    where to; otherwise a new file here, whose name is printed',
  ].join('\n'),
  options: {
    flows: { type: 'boolean', default: false },
    scale: { type: 'boolean', default: false },
    user: { type: 'string' },
    out: { type: 'string' },
  },
  positionals: [1, 1],
})

const environment = z.object({
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().min(1).optional(),
  MASTER_KEY: z.string().min(1).optional(),
  MASTER_KEY_FILE: z.string().min(1).optional(),
  EXCHANGE_BASE_URLS: z.string().optional(),
})

const WEEK_MS = 7 * 86_400_000

const baseUrls = z.record(z.string(), z.string())

class Problem extends Error {}

async function main(): Promise<void> {
  const [account = ''] = positionals
  const { flows, scale, user, out } = options
  const settings = environment.parse(settingsOfProcess())
  const url = settings.DATABASE_URL ?? runningEmbedded(settings.DATA_DIR, 'processes')
  if (!url) throw new DatabaseProblem(`No database: start Ballast on ${settings.DATA_DIR} first, or set DATABASE_URL.`)
  const db = await openAppDb({ url, max: 2 })
  try {
    const named = await db.asSystem((tx) => accountsAnywhere(tx, { id: account, nameKey: foldName(account) }))
    const found = named.filter(({ email }) => user === undefined || email === user.trim().toLowerCase())
    const [own, ...others] = found
    if (!own) throw new Problem(`There is no account "${account}".`)
    if (others.length > 0) {
      throw new Problem(
        `Several users have an account "${account}": say which with --user (${found.map(({ email }) => email).join(', ')}).`,
      )
    }
    const log = createLog('warn')
    const addresses = settings.EXCHANGE_BASE_URLS ?? notedBaseUrls(settings.DATA_DIR) ?? '{}'
    const context = {
      db,
      vault: await openVault(db, await installationKeys(db, settings)),
      exchanges: createCcxtExchanges({ baseUrls: baseUrls.parse(JSON.parse(addresses)), log }),
      now: () => new Date(),
      log,
      deskId: own.deskId,
      actor: { kind: 'system', awaited: true } as const,
      signal: new AbortController().signal,
    }
    const more = flows ? { flowsMs: WEEK_MS } : {}
    const { fileName, text, failure, differs, flowsDiffer } = await recordAccount(context, { id: own.id, scale }, more)
    const file = out ?? fileName
    await writeFile(file, text, { flag: out === undefined ? 'wx' : 'w' })
    process.stdout.write(`${file}\n`)
    if (failure !== null) process.stderr.write(`record: the answers cannot be read: ${failure}\n`)
    if (differs !== null) process.stderr.write(`record: a replay comes to something else than the account showed: ${differs}\n`)
    if (flowsDiffer !== null)
      process.stderr.write(`record: without its ledgers, which a replay reads as something else: ${flowsDiffer}\n`)
  } finally {
    await db.close()
  }
}

function words(error: unknown): string {
  if (error instanceof DomainError) return error.exchangeError ? `${error.message} (${error.exchangeError})` : error.message
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown reason'
}

await main().catch((error: unknown) => {
  process.stderr.write(`record: ${words(error)}\n`)
  process.exitCode = 1
})
