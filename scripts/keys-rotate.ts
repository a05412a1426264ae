import { z } from 'zod'
import { runningEmbedded } from '@/db/embedded'
import { DatabaseProblem } from '@/db/problem'
import { openAppDb } from '@/db/roles'
import { settingsOfProcess } from '@/server/env'
import { addKeyToFile, dropOldKeys, masterKeyFile } from '@/server/vault/key-file'
import { installationKeys, openVault } from '@/server/vault/open-vault'
import { leftToRewrap, rewrapAll } from '@/server/vault/rotate'
import { commandLine } from './command-line.mjs'

/**
 * `npm run keys:rotate`: a new master key, and everything wrapped anew by it, while Ballast runs. Interrupted, the next
 * run goes on. With `--drop-old` the keys that are no longer needed leave the key file. Where MASTER_KEY holds the keys,
 * put the new one first there (`MASTER_KEY=new,old`), restart, and run this.
 */
const { values: options } = commandLine({
  usage: 'npm run keys:rotate [-- --drop-old]',
  about: [
    'Puts a new master key first in the key file and wraps everything anew by it, while Ballast runs.',
    '--drop-old  removes the keys that nothing is wrapped by any more',
  ].join('\n'),
  options: { 'drop-old': { type: 'boolean', default: false } },
})

const environment = z.object({
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().min(1).optional(),
  MASTER_KEY: z.string().min(1).optional(),
  MASTER_KEY_FILE: z.string().min(1).optional(),
})

async function main(): Promise<void> {
  const settings = environment.parse(settingsOfProcess())
  const url = settings.DATABASE_URL ?? runningEmbedded(settings.DATA_DIR, 'processes')
  if (!url) {
    throw new DatabaseProblem(`No database: start Ballast on ${settings.DATA_DIR} first, or set DATABASE_URL.`)
  }
  const file = masterKeyFile(settings)
  const db = await openAppDb({ url, max: 2 })
  try {
    const masterKeys = await installationKeys(db, settings)
    // Where the keys at hand are another installation's, nothing may be wrapped by them.
    await openVault(db, masterKeys)
    const left = await leftToRewrap(db, masterKeys)
    if (options['drop-old']) {
      if (left > 0) throw new DatabaseProblem(`${left} keys are still wrapped by an old master key: run keys:rotate first.`)
      if (!file) throw new DatabaseProblem('MASTER_KEY holds the keys: leave only the first one there.')
      dropOldKeys(file)
      say('The old master keys are gone from the file.')
      return
    }
    if (left > 0) say(`Going on: ${left} left to wrap anew.`)
    else if (file) {
      addKeyToFile(file)
      say(`A new master key stands first in ${file}.`)
    }
    const done = await rewrapAll(db, masterKeys, { onProgress: (count) => say(`${count} wrapped anew`) })
    say(`Done: ${done} wrapped anew by the key ${await masterKeys.currentId()}.`)
    if (file) say('Once every process and backup has the new key, `npm run keys:rotate -- --drop-old` removes the old ones.')
  } finally {
    await db.close()
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main().catch((error: unknown) => {
  process.stderr.write(`keys:rotate: ${error instanceof Error ? error.message : 'unknown reason'}\n`)
  process.exitCode = 1
})
