import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '../context'
import { FakeExchanges } from '../exchanges/testing'
import { accountHolding, someAsset } from '../services/balances/held.testing'
import { updateSettings } from '../services/settings/update'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { assetCsvResponse } from './asset-csv'
import type { TrpcContext } from './context'
import { csvResponse } from './csv'
import { flowsCsvResponse } from './flows-csv'
import { performanceCsvResponse } from './performance-csv'
import { createCaller } from './root'

let database: Awaited<ReturnType<typeof testDatabase>>
let folder: string
let ctx: ServiceContext

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'ballast-csv-'))
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  const clock = new TestClock()
  ctx = await signedInUser(testDeps(database.db, new FakeExchanges(clock.now), clock))
})

function contextOf({ deskId, actor, ...deps }: ServiceContext): TrpcContext {
  if (actor.kind !== 'session') throw new Error('A session is needed.')
  return { deps, deskId: null, caller: { deskId, accounts: null, actor }, ipAddress: null, userAgent: null }
}

async function holds(name: string, count: number): Promise<void> {
  const assets = Array.from({ length: count }, (_, n) =>
    someAsset({ symbol: `C${n}`, base: `C${n}`, size: `${n}.1234567890123456789`, notional: n % 10 === 0 ? null : String(n) }),
  )
  await accountHolding(ctx, name, assets)
}

const VIEW = { what: 'balances', sort: '-value' }
const ask = (query: Record<string, string>, as = ctx) =>
  assetCsvResponse(contextOf(as), new URLSearchParams(query), { signal: new AbortController().signal, folder })

async function rowsOf(response: Response): Promise<string[][]> {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  return (await response.text())
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))
}

/** Every byte: `text()` leaves the mark out. */
const written = async (response: Response) => Buffer.from(await response.arrayBuffer()).toString('utf8')

describe('a table as a file', () => {
  it('has every row that is looked at, in its order, with every digit, and nothing where nothing is known', async () => {
    await holds('xa', 700)
    await holds('xb', 700)
    const [head = [], ...rows] = await rowsOf(await ask(VIEW))
    expect(head.slice(0, 9).join()).toBe(
      'account,exchange,symbol,asset_type,market_type,wallet_type,size,notional,notional_pct_total',
    )
    expect(rows).toHaveLength(1400)
    expect(rows[0]?.slice(0, 8)).toEqual(['xa', 'Bybit', 'C699', 'token', 'unified', 'unified', '699.1234567890123456789', '699'])
    expect(rows[1]?.slice(0, 3)).toEqual(['xb', 'Bybit', 'C699'])
    expect(rows.at(-1)?.[7]).toBe('')
    expect(await readdir(folder)).toEqual([])
    const few = await rowsOf(await ask({ ...VIEW, search: 'c69 xb', sort: 'symbol', dustUsd: '5' }))
    expect(few.slice(1).map(([account, , symbol]) => `${account} ${symbol}`)).toEqual([
      ...['xb C69', ...Array.from({ length: 10 }, (_, n) => `xb C${690 + n}`)],
    ])
    const grouped = await rowsOf(await ask({ ...VIEW, groupBy: 'account', sort: '-account', dustUsd: '5' }))
    const order = grouped.slice(1).map(([account]) => account)
    expect(order.slice(0, 2)).toEqual(['xb', 'xb'])
    expect(order.indexOf('xa')).toBe(order.length / 2)
  })

  it('is written as its owner chose, or as the query says', async () => {
    await holds('x.1', 2)
    const file = async (query: Record<string, string>) => written(await ask({ ...VIEW, ...query }))
    await updateSettings(ctx, { csvSeparator: 'semicolon', csvDecimal: 'comma', csvBom: true })
    const own = await file({})
    expect(own.startsWith('\uFEFFaccount;exchange;symbol;')).toBe(true)
    expect(own).toContain('\r\nx.1;Bybit;C1;token;unified;unified;1,1234567890123456789;1;')
    const asked = await file({ separator: 'comma', decimal: 'point', bom: 'false' })
    expect(asked.startsWith('account,exchange,symbol,')).toBe(true)
    expect(asked).toContain('\r\nx.1,Bybit,C1,token,unified,unified,1.1234567890123456789,1,')
    const wrong = await ask({ ...VIEW, separator: 'pipe' })
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('separator')])
    // The other files are written by the same hand.
    const context = contextOf(ctx)
    const { signal } = new AbortController()
    const equity = await written(await csvResponse(context, new URLSearchParams(), signal))
    const days = await written(await performanceCsvResponse(context, new URLSearchParams(), signal))
    const entries = await written(await flowsCsvResponse(context, new URLSearchParams(), signal))
    expect(equity).toMatch(/^\uFEFFtime;account;exchange;open;/)
    expect(days).toMatch(/^\uFEFFday;equity_start;/)
    expect(entries).toMatch(/^\uFEFFtime;account;exchange;kind;/)
  })

  it('for a tool’s import is plain, whatever its owner chose', async () => {
    await updateSettings(ctx, { csvSeparator: 'semicolon', csvDecimal: 'comma', csvBom: true })
    const answer = await flowsCsvResponse(contextOf(ctx), new URLSearchParams({ shape: 'koinly' }), new AbortController().signal)
    expect((await answer.text()).startsWith('Date,Sent Amount,Sent Currency,')).toBe(true)
  })

  it('runs nothing in a spreadsheet', async () => {
    await holds('=cmd()', 1)
    expect((await rowsOf(await ask(VIEW)))[1]?.[0]).toBe("'=cmd()")
  })

  it('is the caller’s alone, one at a time, and says what is wrong with the query', async () => {
    await holds('mine', 3)
    const other = await signedInUser(ctx)
    expect(await rowsOf(await ask(VIEW, other))).toHaveLength(1)
    expect(
      (await assetCsvResponse({ ...contextOf(ctx), caller: null }, new URLSearchParams(VIEW), { signal: ctx.signal, folder }))
        .status,
    ).toBe(401)
    const first = await ask(VIEW)
    const second = await ask(VIEW)
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '30'])
    await first.body?.cancel()
    expect((await rowsOf(await ask(VIEW))).length).toBe(4)
    for (const [field, wrong] of Object.entries({ what: 'all', sort: '-nothing', dustUsd: '1e9', groupBy: 'moon', kind: 'x' })) {
      const refused = await ask({ ...VIEW, [field]: wrong })
      expect([field, refused.status]).toEqual([field, 400])
      expect(await refused.text()).toContain(field)
    }
  })
})

describe('a window that nobody can mean', () => {
  it.each([
    ['at', "1'; drop table accounts"],
    ['at', '9'.repeat(30)],
    ['offset', -1],
    ['offset', 1e12],
    ['limit', 0],
    ['limit', 100_000],
    ['open', Array.from({ length: 2000 }, () => 'x')],
    ['search', 'x'.repeat(5000)],
    ['dustUsd', 'NaN'],
    ['sort.id', 'password'],
  ])('is refused by the name of its field: %s', async (field, value) => {
    const window = { what: 'balances', sort: { id: 'value', desc: true }, dustUsd: null, at: null, offset: 0, limit: 10 }
    const input = field === 'sort.id' ? { ...window, sort: { id: value, desc: true } } : { ...window, [field]: value }
    // @ts-expect-error: what no page of ours would send
    await expect(createCaller(contextOf(ctx)).balances.assets(input)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      cause: { fields: { [field]: expect.any(String) } },
    })
  })
})
