import { readFileSync } from 'node:fs'
import path from 'node:path'
import { makeBackup } from '@/server/backup/make'
import { BackupProblem } from '@/server/backup/problem'
import { settingsOfProcess } from '@/server/env'
import { masterKeyFile } from '@/server/vault/key-file'
import { askPassphrase, givenPassphrase, requireLong } from './backup/passphrase'
import { type BackupSettings, backupSettings, withSource } from './backup/place'
import { inWords, runCommand, say } from './backup/words'
import { commandLine } from './command-line.mjs'

/** `npm run backup -- --out FILE`: the whole database as of one moment in one file, while Ballast runs. */
const { values: options, refuse } = commandLine({
  usage: 'npm run backup -- --out FILE [--encrypt] [--passphrase-file FILE] [--with-master-key]',
  about: [
    'Writes the whole database as it is at one moment into FILE, while Ballast runs, reads it again and counts what it holds.',
    '--out FILE              the file to make; there must be none of that name',
    '--encrypt               asks for a passphrase (also: BACKUP_PASSPHRASE, BACKUP_PASSPHRASE_FILE) that opens the file',
    '--passphrase-file FILE  the passphrase is in this file',
    '--with-master-key       puts the master key into the file too; needs a passphrase',
    'DATABASE_URL or DATA_DIR say which database, as for `npm start`.',
  ].join('\n'),
  options: {
    out: { type: 'string' },
    encrypt: { type: 'boolean', default: false },
    'passphrase-file': { type: 'string' },
    'with-master-key': { type: 'boolean', default: false },
  },
})

const out = path.resolve(options.out ?? refuse('--out FILE is missing.'))

await runCommand('backup', async () => {
  const started = performance.now()
  const settings = backupSettings(settingsOfProcess())
  const given = givenPassphrase(settings, options['passphrase-file'])
  const passphrase = given ?? (options.encrypt ? await askPassphrase({ isNew: true }) : null)
  if (passphrase !== null) requireLong(passphrase)
  const masterKeys = options['with-master-key'] ? keysOf(settings) : null
  const { manifest, bytes } = await withSource(settings, (url) => makeBackup({ url, out, passphrase, masterKeys }))
  say(`${out}: ${inWords(manifest, bytes)}, as of ${manifest.takenAt}; read again and counted.`)
  if (passphrase === null) say('It is not encrypted: whoever reads it sees all balances, names and addresses, but no key.')
  if (manifest.masterKey === 'included') say('The master key is in it: this file alone restores everything.')
  else if (manifest.masterKeyIds.length > 0)
    say(
      `The master key is not in it. Keep ${keyPlace(settings)} (id ${manifest.masterKeyIds.join(', ')}) apart: without it no account can be read.`,
    )
  say(`Took ${((performance.now() - started) / 1000).toFixed(1)} s.`)
})

function keysOf(settings: BackupSettings): string {
  const file = masterKeyFile(settings)
  if (file === null) return `${settings.MASTER_KEY ?? ''}\n`
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new BackupProblem(`The master key file ${file} cannot be read.`, { cause })
  }
}

function keyPlace(settings: BackupSettings): string {
  return masterKeyFile(settings) ?? 'MASTER_KEY'
}
