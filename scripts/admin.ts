import { z } from 'zod'
import { runningEmbedded } from '@/db/embedded'
import { DatabaseProblem } from '@/db/problem'
import { type AdminUserRow, listUsers } from '@/db/queries/admin'
import { findUserByEmail } from '@/db/queries/users'
import { openAppDb } from '@/db/roles'
import { settingsOfProcess } from '@/server/env'
import { DomainError } from '@/server/errors'
import { createLog } from '@/server/log'
import { createMailer } from '@/server/mail'
import {
  type Authority,
  deletePerson,
  disablePerson,
  enablePerson,
  makeAdmin,
  takeOffSecondFactor,
  unmakeAdmin,
} from '@/server/services/admin/people'
import { makeSetupCode } from '@/server/services/users/setup-code'
import { commandLine } from './command-line.mjs'
import { setupWords } from './launcher/setup-code'

/** What administrators do by page, for whoever holds the machine. */
const { values, positionals, refuse } = commandLine({
  usage: 'npm run admin -- COMMAND [EMAIL]',
  about: `list                            everybody, and who administers
make EMAIL                      makes somebody an administrator
unmake EMAIL                    takes the right to administer; not from the last one
disable EMAIL                   signs somebody out and lets them in no more; nothing of theirs is lost
enable EMAIL                    lets them in again
take-off-second-factor EMAIL    for whoever has lost app, passkeys and recovery codes; they are told
delete EMAIL --confirm EMAIL    deletes somebody with all that is theirs, for good
setup-code                      a new code for the first sign-up, while nobody administers; the one before is void

Ballast must be running on DATA_DIR, or DATABASE_URL be set. With SMTP_URL the person is told by mail.`,
  options: { confirm: { type: 'string' } },
  positionals: [1, 2],
})

const COMMANDS = ['list', 'setup-code', 'make', 'unmake', 'disable', 'enable', 'take-off-second-factor', 'delete'] as const
/** Those that concern nobody in particular. */
const ABOUT_ALL: readonly string[] = ['list', 'setup-code']

const environment = z.object({
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().min(1).optional(),
  BASE_URL: z.string().min(1).default('http://localhost:3000'),
  SMTP_URL: z.string().min(1).optional(),
  MAIL_FROM: z.string().min(1).default('Ballast <ballast@localhost>'),
})

interface Order {
  command: (typeof COMMANDS)[number]
  email: string
  confirm: string | undefined
}

/** What is to be done; ends the process where that is no command. */
function orderOf([name, email]: string[], confirm: string | undefined): Order {
  const command = COMMANDS.find((known) => known === name)
  if (!command) return refuse(`There is no command '${name}'.`)
  const isAboutAll = ABOUT_ALL.includes(command)
  if (isAboutAll && email !== undefined) refuse(`Unexpected argument '${email}'.`)
  if (!isAboutAll && email === undefined) refuse(`${command} needs the e-mail address of the person.`)
  if (command !== 'delete' && confirm !== undefined) refuse('--confirm is for delete.')
  if (command === 'delete' && confirm === undefined) refuse('delete needs --confirm with the same address again.')
  return { command, email: (email ?? '').trim().toLowerCase(), confirm: confirm?.trim().toLowerCase() }
}

async function main(): Promise<void> {
  const order = orderOf(positionals, values.confirm)
  const settings = environment.parse(settingsOfProcess())
  const url = settings.DATABASE_URL ?? runningEmbedded(settings.DATA_DIR, 'processes')
  if (!url) throw new DatabaseProblem(`No database: start Ballast on ${settings.DATA_DIR} first, or set DATABASE_URL.`)
  const db = await openAppDb({ url, max: 2 })
  try {
    if (order.command === 'list') {
      for (const row of await db.asSystem(listUsers)) say(lineOf(row))
      return
    }
    if (order.command === 'setup-code') {
      const code = await makeSetupCode({ db, now: () => new Date() })
      if (code === null)
        throw new DomainError('conflict', 'Somebody administers this installation: `npm run admin -- list` says who.')
      for (const line of setupWords(code, settings.BASE_URL)) say(line)
      return
    }
    const person = await db.asSystem((tx) => findUserByEmail(tx, order.email))
    if (!person) throw new DomainError('not_found', `Nobody here has the address ${order.email}.`)
    const log = createLog('warn')
    const deps = { db, log, now: () => new Date() }
    say(await done(deps, order, person.id, settings.SMTP_URL === undefined ? null : createMailer(settings, log)))
  } finally {
    await db.close()
  }
}

/** Does it. @returns what was done, in a sentence */
async function done(
  deps: Parameters<typeof makeAdmin>[0],
  { command, email, confirm }: Order,
  id: string,
  mail: Parameters<typeof takeOffSecondFactor>[3],
): Promise<string> {
  const by: Authority = { kind: 'operator' }
  switch (command) {
    case 'make':
      await makeAdmin(deps, by, id)
      return `${email} is an administrator.`
    case 'unmake':
      await unmakeAdmin(deps, by, id)
      return `${email} is no administrator any more.`
    case 'disable':
      await disablePerson(deps, by, id)
      return `${email} is disabled.`
    case 'enable':
      await enablePerson(deps, by, id)
      return `${email} may sign in again.`
    case 'delete':
      await deletePerson(deps, by, id, confirm ?? '')
      return `${email} is deleted, with all that was theirs.`
    case 'take-off-second-factor': {
      const { told } = await takeOffSecondFactor(deps, by, id, mail)
      const how = told ? 'A letter is on its way.' : 'No letter was sent: tell them. Their next page says it too.'
      return `The second factor of ${email} is off, and they are signed out everywhere. ${how}`
    }
    case 'list':
    case 'setup-code':
      return ''
  }
}

function lineOf({ email, isAdmin, disabledAt, secondFactor, accounts }: AdminUserRow): string {
  const marks = [
    ...(isAdmin ? ['administrator'] : []),
    ...(disabledAt ? ['disabled'] : []),
    ...(secondFactor ? ['second factor'] : []),
    accounts === 1 ? '1 account' : `${accounts} accounts`,
  ]
  return `${email}\t${marks.join(', ')}`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main().catch((error: unknown) => {
  process.stderr.write(`admin: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown reason'}\n`)
  process.exitCode = 1
})
