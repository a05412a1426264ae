import { findAccount } from '@/db/queries/accounts'
import { findSecrets } from '@/db/queries/secrets'
import { listSideReadings, putSideReading, type SideKind, type SideReading } from '@/db/queries/side-readings'
import { describeCause } from '@/server/cause'
import type { ServiceContext } from '@/server/context'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { Connection } from '@/server/exchanges/port'
import { counted } from '../accounts/key-activity'
import { withExchangeSlot } from '../balances/exchange-slot'
import { withDeadline } from '../deadline'
import { KINDS } from './kinds'

/** Longest that one kind may take, waiting for its turn behind readings included: a job waits for it. */
const DEADLINE_MS = 10_000
/** An account is looked at so often at most, whatever it holds. */
const LOOK_EVERY_MS = 60_000

/** When an account is looked at next, as far as this process knows. */
const nextLooks = new WeakMap<ServiceContext['db'], Map<string, number>>()

function isTurn({ db, now }: ServiceContext, accountId: string): boolean {
  const looks = nextLooks.get(db.whole) ?? new Map<string, number>()
  nextLooks.set(db.whole, looks)
  const at = now().getTime()
  const next = looks.get(accountId)
  // A clock that was set back has everything looked at again.
  if (next !== undefined && at < next && next - at <= LOOK_EVERY_MS) return false
  looks.set(accountId, at + LOOK_EVERY_MS)
  return true
}

/**
 * After an account was read by its schedule: reads beside it what is due of what changes slowly or weighs much, behind all readings,
 * and stores it with its age. Never fails: what could not be read says why, and is tried again when it is due.
 */
export async function readBeside(
  ctx: ServiceContext,
  { account, balance }: { account: AccountView; balance: BalanceView },
): Promise<void> {
  const wanted = KINDS.filter((kind) => kind.wants(balance))
  if (wanted.length === 0 || !isTurn(ctx, account.id)) return
  try {
    const kinds = wanted.map(({ kind }) => kind)
    const stored = await ctx.db.asDesk(ctx.deskId, (tx) => listSideReadings(tx, ctx.deskId, { ids: [account.id], kinds }))
    const before = (kind: SideKind): SideReading | null => stored.find((each) => each.kind === kind) ?? null
    const due = wanted.filter((kind) => kind.isDue(before(kind.kind), balance, ctx.now()))
    if (due.length === 0) return
    const opened = await open(ctx, account)
    if (opened === null) return
    for (const kind of due) await readOne(ctx, kind, { ...opened, balance })
  } catch (error) {
    if (!ctx.signal.aborted)
      ctx.log.warn({ accountId: account.id, cause: describeCause(error) }, 'nothing could be read beside it')
  }
}

interface Opened {
  row: NonNullable<Awaited<ReturnType<typeof findAccount>>>
  key: string
  connection: Connection
}

/** An account with its credentials; null where it was archived meanwhile. */
async function open(ctx: ServiceContext, account: AccountView): Promise<Opened | null> {
  const found = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const row = await findAccount(tx, ctx.deskId, account.id)
    return row && { row, sealed: await findSecrets(tx, ctx.deskId, account.id) }
  })
  if (!found?.sealed || found.row.archivedAt !== null || found.row.keyFingerprint === null) return null
  const credentials = await ctx.vault.open({ deskId: ctx.deskId, accountId: account.id }, found.sealed)
  const { exchange, sandbox, credentialOptions: options } = account
  const connection = counted(ctx, account.id, { exchange, credentials, sandbox, options })
  return { row: found.row, key: found.row.keyFingerprint, connection: { ...connection, priority: 'flows' } }
}

async function readOne(
  ctx: ServiceContext,
  { kind, read }: (typeof KINDS)[number],
  { row, key, connection, balance }: Opened & { balance: BalanceView },
): Promise<void> {
  const triedAt = ctx.now()
  const store = (told: { facts: object | null; problem: string | null }) =>
    ctx.db.asDesk(ctx.deskId, (tx) => putSideReading(tx, ctx.deskId, { accountId: row.id, kind, key, triedAt, ...told }))
  try {
    const facts = await withDeadline(DEADLINE_MS, ctx.signal, (signal) =>
      withExchangeSlot(ctx, row, signal, () => read(ctx.exchanges, connection, balance, signal)),
    )
    await store({ facts, problem: null })
  } catch (error) {
    if (ctx.signal.aborted) throw ctx.signal.reason
    if (!(error instanceof DomainError)) {
      ctx.log.error({ accountId: row.id, kind, cause: describeCause(error) }, 'something beside a reading could not be read')
    }
    const words = 'Something went wrong on our side while it was read.'
    await store({ facts: null, problem: error instanceof DomainError ? error.message : words })
  }
}
