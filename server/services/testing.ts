import { createHash, randomUUID } from 'node:crypto'
import type { Db } from '@/db/client'
import { insertDesk } from '@/db/queries/desk-members'
import { insertSession } from '@/db/queries/sessions'
import { hasAdministrator, insertUser } from '@/db/queries/users'
import type { Actor, Deps, ServiceContext } from '../context'
import type { FakeExchanges } from '../exchanges/testing'
import { createLog } from '../log'
import type { Vault } from '../vault/vault'
import { KeyActivity } from './accounts/key-activity'
import { WaitingUses } from './tokens/uses'

/** A clock that a test turns. */
export class TestClock {
  constructor(private moment = new Date('2026-01-01T00:00:00Z')) {}
  readonly now = () => new Date(this.moment)
  advance(seconds: number): void {
    this.moment = new Date(this.moment.getTime() + seconds * 1000)
  }
}

/** A vault without encryption, for tests of what is done with credentials rather than how they are kept. */
export const openVault: Vault = {
  seal: async ({ accountId }, credentials) => ({
    masterKeyId: 'test',
    wrappedKey: accountId,
    secrets: Object.entries(credentials).flatMap(([field, secret]) =>
      secret ? [{ field: field as keyof typeof credentials, sealed: Buffer.from(secret).toString('base64') }] : [],
    ),
  }),
  open: async ({ accountId }, sealed) => {
    if (sealed.wrappedKey !== accountId) throw new Error('Sealed for another account.')
    return Object.fromEntries(sealed.secrets.map((secret) => [secret.field, Buffer.from(secret.sealed, 'base64').toString()]))
  },
  sealUserSecret: async (deskId, purpose, secret) => ({ masterKeyId: `${deskId} ${purpose}`, wrappedKey: secret }),
  openUserSecret: async (deskId, purpose, sealed) => {
    if (sealed.masterKeyId !== `${deskId} ${purpose}`) throw new Error('Sealed for another user.')
    return sealed.wrappedKey
  },
  fingerprint: (exchange, { apiKey, walletAddress, vaultAddress, subAccount }) =>
    createHash('sha256')
      .update(JSON.stringify([exchange, apiKey, walletAddress, vaultAddress, subAccount]))
      .digest('hex'),
}

/** What a process has, with the exchanges and clock of the test, behind an address of its own. */
export function testDeps(db: Db, exchanges: FakeExchanges, clock: TestClock): Deps {
  const log = createLog('silent')
  return {
    db,
    exchanges,
    vault: openVault,
    now: clock.now,
    log,
    egress: randomUUID(),
    keyActivity: new KeyActivity({ db, log }),
    tokenUses: new WaitingUses({ db, log }),
  }
}

let users = 0

/** What a test does as somebody, and who that is. */
export type TestContext = ServiceContext & { userId: string }

/**
 * A new user, the first one as administrator, and the context of its signed-in browser, whose session lasts as long as any
 * test. On a desk whose id is not the person's, so that what mixes them up fails.
 */
export async function signedInUser(deps: Deps, actor?: Actor): Promise<TestContext> {
  const email = `user${++users}@test.local`
  const now = deps.now()
  const { userId, sessionId, deskId } = await deps.db.asSystem(async (tx) => {
    const isAdmin = !(await hasAdministrator(tx))
    const user = await insertUser(tx, { email, name: null, passwordHash: null, isAdmin, now })
    if (!user) throw new Error('The test user exists already.')
    const always = { expiresAt: new Date('2100-01-01T00:00:00Z'), userAgent: null, ipAddress: null }
    const { id } = await insertSession(tx, user.id, { ...always, now })
    const desk = await insertDesk(tx, { name: 'Desk', ownerId: user.id, now })
    return { userId: user.id, sessionId: id, deskId: desk.id }
  })
  const session = { kind: 'session', sessionId, userId, role: 'owner', ipAddress: null, userAgent: null } as const
  return { ...deps, userId, deskId, actor: actor ?? session, signal: new AbortController().signal }
}
