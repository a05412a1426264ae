import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { lockfileSchema } from './audit/lockfile'
import { commandLine } from './command-line.mjs'
import { noticeOf } from './notice/make'

/** `npm run notice`: writes NOTICE, the licences of what is shipped. */
commandLine({
  usage: 'npm run notice',
  about: 'Writes NOTICE: what is shipped and under which licences, from the lockfile alone.',
})

const ROOT = path.join(import.meta.dirname, '..')
const lock: unknown = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'))
writeFileSync(path.join(ROOT, 'NOTICE'), noticeOf(lockfileSchema.parse(lock)))
process.stdout.write('NOTICE is that of package-lock.json.\n')
