import { z } from 'zod'
import { runningEmbedded } from '@/db/embedded'
import { DatabaseProblem } from '@/db/problem'
import { accountsAnywhere } from '@/db/queries/accounts-anywhere'
import { openAppDb } from '@/db/roles'
import { foldName } from '@/server/domain/names'
import { settingsOfProcess } from '@/server/env'
import { createCcxtExchanges } from '@/server/exchanges'
import { createLog } from '@/server/log'
import { KeyActivity } from '@/server/services/accounts/key-activity'
import { readLedgers } from '@/server/services/flows/read-ledgers'
import { installationKeys, openVault } from '@/server/vault/open-vault'
import { commandLine } from './command-line.mjs'
import { notedBaseUrls } from './launcher/base-urls'

/** `npm run flows`: reads the ledgers of an account now; since a day, what was read before too. */
const { values, positionals, refuse } = commandLine({
  usage: 'npm run flows -- ACCOUNT [--since YYYY-MM-DD] [--user EMAIL]',
  about: [
    'Reads what came to and went from an account (by name or id), and what was paid, until nothing is left to be asked.',
    'Broken off, the next run goes on, and so does the worker.',
    '--since DAY   everything since then, as far as the exchange goes, what was read before once more',
    '              (each entry is kept once); otherwise what is new, and the past that was not read yet',
    '--user EMAIL  whose account, where several people have one of that name',
    '',
    'Ballast must be running on DATA_DIR, or DATABASE_URL be set.',
  ].join('\n'),
  options: { since: { type: 'string' }, user: { type: 'string' } },
  positionals: [1, 1],
})

const environment = z.object({
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().min(1).optional(),
  MASTER_KEY: z.string().min(1).optional(),
  MASTER_KEY_FILE: z.string().min(1).optional(),
  EXCHANGE_BASE_URLS: z.string().optional(),
})

const baseUrls = z.record(z.string(), z.string())

class Problem extends Error {}

/** Ends the process where it is no day, or one to come. */
function sinceOf(text: string | undefined): Date | null {
  if (text === undefined) return null
  const at = new Date(`${text}T00:00:00Z`)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
  if (!isDay) return refuse('--since must be a day, like 2026-01-31.')
  return at > new Date() ? refuse('--since must lie in the past.') : at
}

async function main(since: Date | null): Promise<void> {
  const [account = ''] = positionals
  const { user } = values
  const settings = environment.parse(settingsOfProcess())
  const url = settings.DATABASE_URL ?? runningEmbedded(settings.DATA_DIR, 'processes')
  if (!url) throw new DatabaseProblem(`No database: start Ballast on ${settings.DATA_DIR} first, or set DATABASE_URL.`)
  const db = await openAppDb({ url, max: 2 })
  try {
    const named = await db.asSystem((tx) => accountsAnywhere(tx, { id: account, nameKey: foldName(account) }))
    const [own, ...others] = named.filter(({ email }) => user === undefined || email === user.trim().toLowerCase())
    if (!own) throw new Problem(`There is no account "${account}".`)
    if (others.length > 0) throw new Problem(`Several users have an account "${account}": say which with --user.`)
    const log = createLog('warn')
    const addresses = settings.EXCHANGE_BASE_URLS ?? notedBaseUrls(settings.DATA_DIR) ?? '{}'
    const keyActivity = new KeyActivity({ db, log })
    const context = {
      db,
      vault: await openVault(db, await installationKeys(db, settings)),
      exchanges: createCcxtExchanges({ baseUrls: baseUrls.parse(JSON.parse(addresses)), log }),
      now: () => new Date(),
      log,
      keyActivity,
      deskId: own.deskId,
      actor: { kind: 'system' } as const,
      signal: new AbortController().signal,
    }
    if (!context.exchanges.ledgers?.(own.exchange).ledgers.length)
      throw new Problem(`Ballast reads no ledger of ${own.exchange}.`)
    const read = { entries: 0, pages: 0 }
    for (let turn = 0, done = false; !done; turn++) {
      const made = await readLedgers(context, own.id, { since: turn === 0 ? since : null })
      if (!made) throw new Problem('The worker is reading this account now, and what it reads is kept. Try again in a minute.')
      read.entries += made.stored
      read.pages += made.pages
      process.stdout.write(`${read.entries} entries in ${read.pages} pages\n`)
      done = made.done
    }
    await keyActivity.write()
  } finally {
    await db.close()
  }
}

await main(sinceOf(values.since)).catch((error: unknown) => {
  process.stderr.write(`flows: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown reason'}\n`)
  process.exitCode = 1
})
