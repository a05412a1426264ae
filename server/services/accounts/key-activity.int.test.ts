import { beforeEach, describe, expect, it } from 'vitest'
import { listKeyActivity } from '@/db/queries/key-activity'
import { createCcxtExchanges } from '@/server/exchanges'
import { createLog } from '@/server/log'
import { testDesk } from '../desk.testing'
import { retain } from '../history/retain'
import { signedInUser, testDeps } from '../testing'
import { createAccount } from './create'
import { counted, KeyActivity } from './key-activity'
import { listActivity } from './list-activity'
import { updateAccount } from './update'

const desk = testDesk()
const DAY = 86_400
let id: string

beforeEach(async () => {
  desk.exchanges.open(KEY.apiKey)
  ;({ id } = await createAccount(desk.ctx, { name: 'Main', exchange: 'bybit', credentials: KEY }))
})

const KEY = { apiKey: 'activity-key', apiSecret: 'activity-key-secret' }
const asked = (question: string, outcome: 'answered' | 'refused' | 'unanswered' = 'answered', credentials = KEY) =>
  counted(desk.ctx, id, { exchange: 'bybit', credentials, sandbox: false, options: {} }).onAsked?.([
    { purpose: 'read', question, outcome },
  ])
/** Without what connecting the account asked. */
const activity = async () => (await listActivity(desk.ctx, { id })).filter(({ purpose }) => purpose !== 'verify')

describe('key activity', () => {
  it('counts each question, how often, when last and how it ended, over days', async () => {
    asked('GET api.bybit.com/v5/account/info')
    asked('GET api.bybit.com/v5/account/info', 'unanswered')
    asked('GET api.bybit.com/v5/position/list')
    await desk.ctx.keyActivity?.write()
    desk.clock.advance(2 * DAY)
    asked('GET api.bybit.com/v5/account/info', 'refused')
    expect(await activity()).toEqual([
      {
        purpose: 'read',
        question: 'GET api.bybit.com/v5/account/info',
        asked: 3,
        refused: 1,
        unanswered: 1,
        lastAt: desk.clock.now(),
        lastOutcome: 'refused',
      },
      expect.objectContaining({ question: 'GET api.bybit.com/v5/position/list', asked: 1, lastOutcome: 'answered' }),
    ])
  })

  it('adds what several processes count at once', async () => {
    const others = Array.from({ length: 5 }, () => new KeyActivity(desk.ctx))
    const of = { deskId: desk.ctx.deskId, accountId: id, key: desk.ctx.vault.fingerprint('bybit', KEY) }
    for (const other of others) {
      for (const question of ['GET a', 'GET b'])
        other.add(of, [{ purpose: 'read', question, outcome: 'answered' }], desk.clock.now())
    }
    await Promise.all(others.map((other) => other.write()))
    expect((await activity()).map((row) => [row.question, row.asked])).toEqual([
      ['GET a', 5],
      ['GET b', 5],
    ])
  })

  it('is forgotten after thirty days, and with another key', async () => {
    asked('GET old')
    await desk.ctx.keyActivity?.write()
    desk.clock.advance(29 * DAY)
    asked('GET young')
    expect((await activity()).map(({ question }) => question)).toEqual(['GET young', 'GET old'])
    desk.clock.advance(2 * DAY)
    expect((await activity()).map(({ question }) => question)).toEqual(['GET young'])
    await retain(desk.ctx, desk.ctx.signal)
    const ever = { id, key: desk.ctx.vault.fingerprint('bybit', KEY), since: '2000-01-01' }
    const kept = await desk.database.db.asDesk(desk.ctx.deskId, (tx) => listKeyActivity(tx, desk.ctx.deskId, ever))
    expect(kept.map(({ question }) => question)).toContain('GET young')
    expect(kept.map(({ question }) => question)).not.toContain('GET old')
    const other = desk.key()
    await updateAccount(desk.ctx, { id, credentials: other })
    expect(await activity()).toEqual([])
  })

  it('is told to nobody else', async () => {
    asked('GET mine')
    await desk.ctx.keyActivity?.write()
    const stranger = await signedInUser(testDeps(desk.database.db, desk.exchanges, desk.clock))
    await expect(listActivity(stranger, { id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('passes over counts of an account that never came to be, and keeps the others', async () => {
    const nobody = { deskId: desk.ctx.deskId, accountId: crypto.randomUUID(), key: 'x' }
    desk.ctx.keyActivity?.add(nobody, [{ purpose: 'read', question: 'GET a', outcome: 'answered' }], desk.clock.now())
    asked('GET b')
    expect((await activity()).map(({ question }) => question)).toEqual(['GET b'])
  })

  it('holds what an exchange was really asked, without a value of it', async () => {
    const port = createCcxtExchanges({
      markets: () => [],
      log: createLog('silent'),
      transport: async ({ url }) => ({
        status: url.includes('earn') ? 503 : 200,
        statusText: '',
        headers: {},
        body: url.includes('account/info')
          ? '{"retCode":10003,"retMsg":"API key is invalid."}'
          : '{"retCode":0,"result":{"list":[]}}',
      }),
    })
    const connection = counted(desk.ctx, id, { exchange: 'bybit', credentials: KEY, sandbox: false, options: {} })
    await port.fetchHoldings(connection, AbortSignal.timeout(5_000)).catch(() => undefined)
    const rows = await activity()
    expect(rows.length).toBeGreaterThan(2)
    expect(rows.find(({ question }) => question === 'GET api.bybit.com/v5/account/info')).toMatchObject({
      lastOutcome: 'refused',
    })
    for (const { question, purpose } of rows) {
      expect(purpose).toBe('read')
      expect(question).toMatch(/^GET api\.bybit\.com\/v5\/[\w/-]+$/)
    }
  })
})
