import type { Db } from '@/db/client'
import { type DeskRow, type DeskRows, deskRows, deskSnapshots } from '@/db/queries/desk'
import type { ServiceContext } from '@/server/context'
import { type AccountFigures, accountFigures } from '@/server/domain/account-figures'
import { Desk, type DeskAccount } from '@/server/domain/desk'
import { deskAccount } from '../accounts/view'
import { requireScope } from '../authorise'

/** Accounts whose figures one process keeps, over all users: some 9 kB each. The user who asked longest ago goes first. */
const MOST_KEPT = 10_000
/** Snapshots that are read at once, so that nobody else waits long for the first look at a large desk. */
const AT_ONCE = 100

interface Kept {
  desk: Desk
  rows: DeskRows | null
  /** Of each row, for this interval: a row that did not change is the same account. */
  accounts: ReadonlyMap<DeskRow, DeskAccount>
  /** Which snapshot an account's figures are of. */
  newest: Map<string, string>
  /** There are figures of every account that was read. */
  whole: boolean
}

function nothingYet(): Kept {
  return { desk: new Desk(), newest: new Map(), rows: null, accounts: new Map(), whole: false }
}

/**
 * Desks that this process was asked for. What an account adds to the totals is worked out once for each of its snapshots;
 * which snapshot is the newest is asked of the database every time, so that nothing older than the question is answered,
 * whichever process stored it.
 */
class Desks {
  private readonly kept = new Map<string, Kept>()
  private readonly running = new Map<string, Promise<Desk>>()
  private readonly next = new Map<string, Promise<Desk>>()

  /** The user's desk by a reading that begins after this call; whoever asks before it begins shares it. */
  read(ctx: ServiceContext): Promise<Desk> {
    const { deskId } = ctx
    const waiting = this.next.get(deskId)
    if (waiting) return waiting
    const reading = (this.running.get(deskId) ?? Promise.resolve())
      .catch(() => {})
      // What a page asks for, it asks for in one go.
      .then(() => new Promise((resolve) => setImmediate(resolve)))
      .then(() => {
        this.next.delete(deskId)
        const run = this.bring(ctx).finally(() => {
          if (this.running.get(deskId) === run) this.running.delete(deskId)
        })
        this.running.set(deskId, run)
        return run
      })
    this.next.set(deskId, reading)
    return reading
  }

  private async bring(ctx: ServiceContext): Promise<Desk> {
    const { deskId, db } = ctx
    const { desk, newest: before, ...last } = this.kept.get(deskId) ?? nothingYet()
    const found = await deskRows(db, deskId, last.rows)
    if (found !== null && found === last.rows && last.whole) return this.keep(deskId, { desk, newest: before, ...last })
    const rows = found?.rows ?? []
    const interval = found?.intervalSeconds ?? 0
    const { figures, newest } = await figuresOf(db, deskId, rows, before)
    const known = interval === last.rows?.intervalSeconds ? last.accounts : null
    const accounts = new Map(rows.map((row) => [row, known?.get(row) ?? deskAccount(row, interval, ctx)]))
    desk.take([...accounts.values()], figures)
    const whole = rows.every(({ id, newest: name }) => name === null || newest.has(id))
    return this.keep(deskId, { desk, newest, rows: found, accounts, whole })
  }

  /** As the one who asked last. */
  private keep(deskId: string, kept: Kept): Desk {
    this.kept.delete(deskId)
    this.kept.set(deskId, kept)
    this.makeRoom()
    return kept.desk
  }

  private makeRoom(): void {
    let accounts = 0
    for (const { desk } of this.kept.values()) accounts += desk.size
    for (const [deskId, { desk }] of this.kept) {
      if (accounts <= MOST_KEPT || this.kept.size === 1) return
      this.kept.delete(deskId)
      accounts -= desk.size
    }
  }
}

/** Figures of the accounts that have another newest snapshot than before, and which one each account has now. */
async function figuresOf(
  db: Db,
  deskId: string,
  rows: readonly DeskRow[],
  before: ReadonlyMap<string, string>,
): Promise<{ figures: Map<string, AccountFigures>; newest: Map<string, string> }> {
  const figures = new Map<string, AccountFigures>()
  const newest = new Map<string, string>()
  const changed: string[] = []
  for (const { id, newest: name } of rows) {
    if (name === null) continue
    if (before.get(id) === name) newest.set(id, name)
    else changed.push(id)
  }
  for (let at = 0; at < changed.length; at += AT_ONCE) {
    const found = await deskSnapshots(db, deskId, changed.slice(at, at + AT_ONCE))
    for (const [id, { newest: name, snapshot }] of found) {
      figures.set(id, accountFigures(snapshot))
      newest.set(id, name)
    }
  }
  return { figures, newest }
}

const desks = new WeakMap<Db, Desks>()

/** All of the user's active accounts with their figures and the totals over them. Use it before anything is waited for. */
export function readDesk(ctx: ServiceContext): Promise<Desk> {
  requireScope(ctx, 'read')
  let own = desks.get(ctx.db)
  if (!own) {
    own = new Desks()
    desks.set(ctx.db, own)
  }
  return own.read(ctx)
}
