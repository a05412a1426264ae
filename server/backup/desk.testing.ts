import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll } from 'vitest'
import { openAppDb } from '@/db/roles'
import { databaseUrl, dropDatabase, onServer } from '@/db/testing'
import type { Deps, ServiceContext } from '../context'
import { token } from '../domain/holdings.testing'
import { FakeExchanges } from '../exchanges/testing'
import { createAccount } from '../services/accounts/create'
import { refreshAccount } from '../services/balances/refresh-account'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { openMasterKeys } from '../vault/key-file'
import { openVault } from '../vault/open-vault'

/** What tests of backups work with: databases that are dropped afterwards, and installations on them. */
export function backupDesk() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-backup-'))
  const made: { server: string; name: string }[] = []
  const exchanges = new FakeExchanges(() => new Date())
  afterAll(async () => {
    for (const { server, name } of made) await dropDatabase(server, name)
    rmSync(folder, { recursive: true, force: true })
  })

  return {
    exchanges,
    newFile: () => path.join(folder, `${randomBytes(6).toString('hex')}.backup`),
    newFolder: () => mkdtempSync(path.join(folder, 'data-')),
    async emptyDatabase(server: string): Promise<string> {
      const name = `ballast_test_${randomBytes(8).toString('hex')}`
      await onServer(server, (sql) => sql.unsafe(`create database ${name}`))
      made.push({ server, name })
      return databaseUrl(server, name)
    },
    /** Runs work as a process of this installation would, with the vault that its folder's key opens. */
    async as<T>(installation: { url: string; dataDir: string }, work: (deps: Deps) => Promise<T>): Promise<T> {
      const db = await openAppDb({ url: installation.url, max: 2 })
      try {
        const deps = testDeps(db, exchanges, new TestClock(new Date()))
        return await work({ ...deps, vault: await openVault(db, openMasterKeys({ DATA_DIR: installation.dataDir })) })
      } finally {
        await db.close()
      }
    },
    /** Somebody who has signed up, with two accounts that were read. */
    async signUp(deps: Deps): Promise<{ ctx: ServiceContext; accountIds: string[] }> {
      const ctx = await signedInUser(deps)
      const accountIds: string[] = []
      for (const name of ['Main', 'Zweites ‹Konto› \\N "x"']) {
        const apiKey = `key-${randomBytes(6).toString('hex')}`
        const holdings = [token('USDT', '12345678901234567890.123456789012345678'), token('BTC', '-0.5')]
        const { secret } = exchanges.open(apiKey, { holdings })
        const { id } = await createAccount(ctx, { name, exchange: 'binance', credentials: { apiKey, apiSecret: secret } })
        const outcome = await refreshAccount(ctx, id)
        if (!outcome.ok) throw outcome.error
        accountIds.push(id)
      }
      return { ctx, accountIds }
    },
  }
}

/** Table → how many rows it has and what is in them, all users'. */
export async function contentOf(url: string): Promise<Record<string, string>> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { 'app.system': 'on', timezone: 'UTC' } })
  try {
    const tables = await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`
    const found: Record<string, string> = {}
    for (const { name } of tables) {
      const [row] = await sql.unsafe<{ content: string }[]>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as content from public."${name}" t`,
      )
      found[name] = row?.content ?? ''
    }
    return found
  } finally {
    await sql.end()
  }
}

/** How many rows a superuser counts, whom no row-level security binds. */
export async function countsOf(url: string): Promise<Record<string, number>> {
  return Object.fromEntries(Object.entries(await contentOf(url)).map(([table, content]) => [table, Number.parseInt(content, 10)]))
}
