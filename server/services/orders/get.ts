import { findSecrets } from '@/db/queries/secrets'
import { putSideReading } from '@/db/queries/side-readings'
import { describeCause } from '@/server/cause'
import type { ServiceContext } from '@/server/context'
import type { OpenOrder } from '@/server/domain/orders'
import type { AccountView, OpenOrdersView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { ExchangePort } from '@/server/exchanges/port'
import { sentence } from '../../language/sentence'
import { counted } from '../accounts/key-activity'
import { accountNotFound, loadAccount } from '../accounts/load'
import { requireScope } from '../authorise'
import { withExchangeSlot } from '../balances/exchange-slot'
import { cachedByAccount } from '../balances/get-cached'
import { orderFacts } from '../beside/orders'
import { withDeadline } from '../deadline'

const DEADLINE_MS = 15_000
/** Orders are asked for when somebody looks, and an account at most this often: some lists weigh as much as ten readings. */
export const ORDERS_MAX_AGE_MS = 30_000
/** Accounts that are remembered in a process. */
const MOST_KEPT = 2_000

interface Kept {
  at: number
  view: Promise<OpenOrdersView>
}
const kept = new WeakMap<ExchangePort, Map<string, Kept>>()

/**
 * Orders that wait at the exchange of one of the user's accounts, read when they are asked for, at most every 30 seconds an
 * account; whoever looks in between sees the same. A failure is told as it is, and the next one who looks asks again.
 * @throws DomainError `not_found`
 */
export async function getOpenOrders(ctx: ServiceContext, { id }: { id: string }): Promise<OpenOrdersView> {
  requireScope(ctx, 'read')
  const { row } = await loadAccount(ctx, id)
  if (row.archivedAt !== null) throw accountNotFound()
  const known = kept.get(ctx.exchanges) ?? new Map<string, Kept>()
  kept.set(ctx.exchanges, known)
  // With the key that it was asked with: a new key may see other things.
  const key = `${ctx.deskId} ${id} ${row.maskedKey}`
  const now = ctx.now().getTime()
  const found = known.get(key)
  if (found && now - found.at < ORDERS_MAX_AGE_MS) return found.view
  const entry: Kept = { at: now, view: read(ctx, id) }
  known.delete(key)
  known.set(key, entry)
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KEPT) break
    known.delete(oldest)
  }
  const forget = () => {
    if (known.get(key) === entry) known.delete(key)
  }
  entry.view.then(({ problem }) => problem !== null && forget(), forget)
  return entry.view
}

async function read(ctx: ServiceContext, id: string): Promise<OpenOrdersView> {
  const { row, view: account } = await loadAccount(ctx, id)
  const nothing = { asOf: ctx.now(), orders: [], told: false }
  // Shared by all who look meanwhile: it does not end with the first of them.
  const signal = AbortSignal.timeout(DEADLINE_MS)
  const triedAt = ctx.now()
  try {
    if (!ctx.exchanges.openOrders) return { ...nothing, problem: null }
    const sealed = await ctx.db.asDesk(ctx.deskId, (tx) => findSecrets(tx, ctx.deskId, id))
    if (!sealed) throw new DomainError('exchange_credentials', sentence`No key is stored for this account. Enter it again.`)
    const credentials = await ctx.vault.open({ deskId: ctx.deskId, accountId: id }, sealed)
    const { exchange, sandbox, credentialOptions: options } = account
    const connection = counted(ctx, id, { exchange, credentials, sandbox, options })
    const orders = await withDeadline(DEADLINE_MS, signal, (within) =>
      withExchangeSlot(ctx, row, within, async () => ctx.exchanges.openOrders?.(connection, within) ?? null),
    )
    if (orders !== null) await keep(ctx, { account, key: row.keyFingerprint, orders, triedAt })
    return orders === null ? { ...nothing, problem: null } : { asOf: ctx.now(), orders, told: true, problem: null }
  } catch (error) {
    if (error instanceof DomainError) return { ...nothing, problem: error.message }
    ctx.log.error({ accountId: id, cause: describeCause(error) }, 'open orders could not be read')
    return { ...nothing, problem: 'Something went wrong on our side while the orders were read.' }
  }
}

/** Keeps what somebody saw for those who look at what is stored, attention among them; that it cannot be kept takes nothing from who looks. */
async function keep(
  ctx: ServiceContext,
  { account, key, orders, triedAt }: { account: AccountView; key: string | null; orders: OpenOrder[]; triedAt: Date },
): Promise<void> {
  if (key === null) return
  try {
    const balance = (await cachedByAccount(ctx, [account])).get(account.id)
    if (!balance) return
    const facts = orderFacts(orders, balance)
    await ctx.db.asDesk(ctx.deskId, (tx) =>
      putSideReading(tx, ctx.deskId, { accountId: account.id, kind: 'orders', key, triedAt, facts, problem: null }),
    )
  } catch (error) {
    ctx.log.warn({ accountId: account.id, cause: describeCause(error) }, 'open orders could not be kept')
  }
}
