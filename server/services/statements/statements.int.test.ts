import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '@/server/context'
import { token } from '@/server/domain/holdings.testing'
import { FakeExchanges } from '@/server/exchanges/testing'
import { publishedKey, readStatement, sha256 } from '@/server/statements/envelope'
import { verifyStatement } from '@/server/statements/verify'
import { archiveAccount } from '../accounts/archive'
import { createAccount } from '../accounts/create'
import { refreshAccount } from '../balances/refresh-account'
import { readLedgers } from '../flows/read-ledgers'
import { retain } from '../history/retain'
import { createTag } from '../tags/manage'
import { signedInUser, TestClock, testDeps } from '../testing'
import { makeStatement } from './make'

const issuer = 'https://ballast.example.com'
const { privateKey } = generateKeyPairSync('ed25519')
const signing = { issuer, key: async () => privateKey }
const published = { issuer, statement_keys: [publishedKey(privateKey)] }

describe('a statement', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  let deps: Deps
  let ctx: ServiceContext
  let main: string
  let silent: string
  const clock = new TestClock(new Date('2026-01-31T12:00:00Z'))
  const exchanges = new FakeExchanges(clock.now)

  const connect = async (name: string) => {
    const fake = exchanges.open(`${name}-key`, { holdings: [token('USDT', '1000')] })
    const { id } = await createAccount(ctx, {
      ...{ name, exchange: 'binance', credentials: { apiKey: `${name}-key`, apiSecret: fake.secret } },
    })
    return { id, hold: (usdt: string) => (fake.holdings = { ...fake.holdings, holdings: [token('USDT', usdt)] }) }
  }
  const system = () => ({ ...ctx, actor: { kind: 'system' as const } })
  const read = async (...ids: string[]) => {
    for (const id of ids) expect(await refreshAccount(system(), id)).toMatchObject({ ok: true })
    await retain(deps, ctx.signal)
  }
  const make = (month: string, accountIds: string[] | null, as = ctx) => makeStatement(as, { month, accountIds }, signing)

  beforeAll(async () => {
    database = await testDatabase()
    exchanges.flows.tell('binance', [{ id: 'all', reachMs: 400 * 86_400_000, settlesMs: 5 * 86_400_000 }])
    deps = testDeps(database.db, exchanges, clock)
    ctx = await signedInUser(deps)
    const [one, other] = [await connect('Main'), await connect('Silent')]
    main = one.id
    silent = other.id
    await read(main, silent)
    for (const [seconds, usdt] of [
      [86_400, '1000'],
      [13 * 86_400, '1040'],
      [14 * 86_400, '1100'],
    ] as const) {
      clock.advance(seconds)
      one.hold(usdt)
      await read(main)
    }
    clock.advance(86_400)
    await read(main)
    for (const id of [main, silent]) await readLedgers(system(), id)
  })
  afterAll(() => database.close())

  it('says what was held at the end of the month and what it returned, so that it can be checked', async () => {
    const { nav, twr, json, pdf, basis } = await make('2026-02', [main])
    expect(nav).toMatchObject({ value: '1100', bound: 'exact', why: null })
    expect(twr).toEqual({ value: '0.1', why: null, since: '2026-02-01' })
    for (const file of [Buffer.from(json), Buffer.from(pdf, 'base64')]) {
      expect(verifyStatement(readStatement(file), published, Buffer.from(basis))).toMatchObject({ genuine: true })
    }
    const { statement } = readStatement(Buffer.from(json)).envelope
    expect(statement).toMatchObject({ issuer, month: '2026-02', accounts: [{ name: 'Main', exchange: 'Binance' }], gain: '100' })
    expect(statement.nav.readFrom).toBe('2026-02-28T12:00:00.000Z')
    expect(statement.basis).toEqual({ rows: 3, sha256: sha256(basis) })
    expect(JSON.parse(basis).map(({ day, closed }: { day: string; closed: string }) => [day, closed])).toEqual([
      ['2026-02-01', '1000'],
      ['2026-02-14', '1040'],
      ['2026-02-28', '1100'],
    ])
  })

  it('is of a tag by its name, with the accounts that it takes, and of none that takes parts or is another’s', async () => {
    const rule = { accountId: main, coin: null, market: null }
    const tag = await createTag(ctx, { name: 'Fund A', kind: 'fund', rules: [rule] })
    const of = (tagId: string, as = ctx) => makeStatement(as, { month: '2026-02', tagId }, signing)
    const { nav, json, pdf } = await of(tag.id)
    expect(nav).toMatchObject({ value: '1100', bound: 'exact' })
    for (const file of [Buffer.from(json), Buffer.from(pdf, 'base64')]) {
      const read = readStatement(file)
      expect(read.envelope.statement).toMatchObject({ tag: 'Fund A', accounts: [{ name: 'Main', exchange: 'Binance' }] })
      expect(verifyStatement(read, published, null)).toMatchObject({ genuine: true })
    }
    await expect(of(tag.id, await signedInUser(deps))).rejects.toMatchObject({ code: 'not_found' })
    const parts = await createTag(ctx, { name: 'Coins', kind: 'fund', rules: [{ ...rule, coin: 'BTC' }] })
    await expect(of(parts.id)).rejects.toMatchObject({ code: 'bad_request' })
    const nothing = await createTag(ctx, { name: 'Empty', kind: 'fund', rules: [] })
    await expect(of(nothing.id)).rejects.toMatchObject({ code: 'bad_request' })
  })

  it('leaves unknown what is not known, with why: nothing was read of one of the accounts', async () => {
    const { nav, json } = await make('2026-02', null)
    expect(nav).toMatchObject({ value: null, why: expect.stringContaining('nothing was read of 1 of 2 accounts') })
    expect(readStatement(Buffer.from(json)).envelope.statement.accounts).toHaveLength(2)
    // That it is archived since changes nothing of what was not known then.
    await archiveAccount(ctx, { id: silent })
    const since = await make('2026-02', null)
    expect(since.nav).toEqual(nav)
    expect(readStatement(Buffer.from(since.json)).envelope.statement.accounts).toHaveLength(2)
  })

  it('has no return where not all that came and went is known', async () => {
    const stranger = await signedInUser(deps)
    const fake = exchanges.open('blind-key', { holdings: [token('USDT', '5')] })
    const credentials = { apiKey: 'blind-key', apiSecret: fake.secret }
    const { id } = await createAccount(stranger, { name: 'Blind', exchange: 'binance', credentials })
    expect(await refreshAccount({ ...stranger, actor: { kind: 'system' } }, id)).toMatchObject({ ok: true })
    clock.advance(32 * 86_400)
    const { twr } = await make('2026-03', [id], stranger)
    expect(twr).toMatchObject({ value: null, why: expect.stringContaining('Not known') })
  })

  it('is of months that are over, of one’s own accounts, and of accounts that there were', async () => {
    await expect(make('2026-04', [main])).rejects.toMatchObject({ fields: { month: expect.stringContaining('not over') } })
    await expect(make('2025-11', [main])).rejects.toMatchObject({ fields: { month: expect.stringContaining('None of these') } })
    const stranger = await signedInUser(deps)
    await expect(make('2026-02', [main], stranger)).rejects.toMatchObject({ code: 'not_found' })
    const token = {
      ...ctx,
      actor: { kind: 'token', tokenId: main, userId: null, scopes: ['read'], ipAddress: null, userAgent: null } as const,
    }
    await expect(make('2026-02', [main], token)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is the same once an account of it is archived', async () => {
    const before = await make('2026-02', [main])
    await archiveAccount(ctx, { id: main })
    const { nav, twr, basis } = await make('2026-02', [main])
    expect([nav, twr, basis]).toEqual([before.nav, before.twr, before.basis])
    expect(nav.value).toBe('1100')
  })
})
