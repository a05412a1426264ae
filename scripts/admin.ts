import { parseArgs } from 'node:util'
import { z } from 'zod'
import { runningEmbedded } from '@/db/embedded'
import { DatabaseProblem } from '@/db/problem'
import { type AdminUserRow, listUsers } from '@/db/queries/admin'
import { findUserByEmail } from '@/db/queries/users'
import { openAppDb } from '@/db/roles'
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

/** `npm run admin -- COMMAND [EMAIL]`: what administrators do by page, for whoever holds the machine. */
const USAGE = `usage: npm run admin -- COMMAND

  list                            everybody, and who administers
  make EMAIL                      makes somebody an administrator
  unmake EMAIL                    takes the right to administer; not from the last one
  disable EMAIL                   signs somebody out and lets them in no more; nothing of theirs is lost
  enable EMAIL                    lets them in again
  take-off-second-factor EMAIL    for whoever has lost app, passkeys and recovery codes; they are told
  delete EMAIL --confirm EMAIL    deletes somebody with all that is theirs, for good

Ballast must be running on DATA_DIR, or DATABASE_URL be set. With SMTP_URL the person is told by mail.`

const COMMANDS = ['list', 'make', 'unmake', 'disable', 'enable', 'take-off-second-factor', 'delete'] as const

const environment = z.object({
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().min(1).optional(),
  SMTP_URL: z.string().min(1).optional(),
  MAIL_FROM: z.string().min(1).default('Ballast <ballast@localhost>'),
})

/** What was typed makes no command. */
class Usage extends Error {}

interface Order {
  command: (typeof COMMANDS)[number]
  email: string
  confirm: string | undefined
}

/** What is to be done; null: only help was asked for. @throws Usage */
function orderOf(args: string[]): Order | null {
  const options = { help: { type: 'boolean', short: 'h' }, confirm: { type: 'string' } } as const
  const { values, positionals } = parsed(() => parseArgs({ args, options, allowPositionals: true, strict: true }))
  if (values.help) return null
  const [name, email, ...more] = positionals
  const command = COMMANDS.find((known) => known === name)
  if (!command) throw new Usage(name === undefined ? 'No command is given.' : `There is no command "${name}".`)
  if (more.length > 0) throw new Usage(`"${more[0]}" is too much.`)
  if (command === 'list' ? email !== undefined : email === undefined) {
    throw new Usage(command === 'list' ? 'list takes no address.' : `${command} needs the e-mail address of the person.`)
  }
  const { confirm } = values
  if (command !== 'delete' && confirm !== undefined) throw new Usage('--confirm is for delete.')
  if (command === 'delete' && confirm === undefined) throw new Usage('delete needs --confirm with the same address again.')
  return { command, email: (email ?? '').trim().toLowerCase(), confirm: confirm?.trim().toLowerCase() }
}

function parsed<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Usage(error instanceof Error ? (error.message.split('\n')[0] ?? '') : '')
  }
}

async function main(): Promise<void> {
  const order = orderOf(process.argv.slice(2))
  if (order === null) return say(USAGE)
  const settings = environment.parse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== '')))
  const url = settings.DATABASE_URL ?? runningEmbedded(settings.DATA_DIR)
  if (!url) throw new DatabaseProblem(`No database: start Ballast on ${settings.DATA_DIR} first, or set DATABASE_URL.`)
  const db = await openAppDb({ url, max: 2 })
  try {
    if (order.command === 'list') {
      for (const row of await db.asSystem(listUsers)) say(lineOf(row))
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
  const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown reason'
  process.stderr.write(error instanceof Usage ? `admin: ${words}\n\n${USAGE}\n` : `admin: ${words}\n`)
  process.exitCode = error instanceof Usage ? 2 : 1
})
