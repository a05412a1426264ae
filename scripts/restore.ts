import path from 'node:path'
import { lookIntoBackup, restoreBackup } from '@/server/backup/restore'
import { isSealed } from '@/server/backup/seal'
import { settingsOfProcess } from '@/server/env'
import { masterKeyFile } from '@/server/vault/key-file'
import { askPassphrase, givenPassphrase } from './backup/passphrase'
import { backupSettings, withTarget } from './backup/place'
import { inWords, runCommand, say } from './backup/words'
import { commandLine } from './command-line.mjs'

/** `npm run restore -- --from FILE`: a backup into an empty place, all or nothing. */
const { values: options, refuse } = commandLine({
  usage: 'npm run restore -- --from FILE [--passphrase-file FILE] [--replace]',
  about: [
    'Puts a backup into an empty database, all or nothing, and brings its schema up to date. Ballast must not run meanwhile.',
    '--from FILE             a file of `npm run backup`',
    '--passphrase-file FILE  the passphrase of an encrypted one (also: BACKUP_PASSPHRASE, BACKUP_PASSPHRASE_FILE, or it is asked)',
    '--replace               deletes what the database holds of Ballast first',
    'DATABASE_URL or DATA_DIR say which database, as for `npm start`.',
  ].join('\n'),
  options: {
    from: { type: 'string' },
    'passphrase-file': { type: 'string' },
    replace: { type: 'boolean', default: false },
  },
})

const from = path.resolve(options.from ?? refuse('--from FILE is missing.'))

await runCommand('restore', async () => {
  const started = performance.now()
  const settings = backupSettings(settingsOfProcess())
  const sealed = await isSealed(from)
  const passphrase = sealed
    ? (givenPassphrase(settings, options['passphrase-file']) ?? (await askPassphrase({ isNew: false })))
    : null
  await lookIntoBackup(from, passphrase)
  const { manifest, keyFile, missingKeyIds } = await withTarget(settings, (url) =>
    restoreBackup(url, { from, passphrase, replace: options.replace, keys: settings, processRole: settings.processRole }),
  )
  say(`Restored as of ${manifest.takenAt}: ${inWords(manifest)}; counted.`)
  if (keyFile !== null) say(`The master key is in ${keyFile}.`)
  if (missingKeyIds.length > 0)
    say(
      `Before you start: bring back the master key (id ${missingKeyIds.join(', ')}) to ${masterKeyFile(settings) ?? 'MASTER_KEY'}. Without it no account can be read.`,
    )
  say(`Took ${((performance.now() - started) / 1000).toFixed(1)} s. Next: npm start`)
})
