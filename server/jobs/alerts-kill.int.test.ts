import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ALERTS_CHANNEL } from '@/db/queries/alerts'
import { guardedHttp } from '../notify/http'
import { Receiver } from '../notify/receiver.testing'
import { addChannel } from '../services/alerts/channels'
import { countFiring } from '../services/alerts/firing'
import { deleteRule, listRules } from '../services/alerts/rules'
import { type KillDesk, openKillDesk } from './worker-processes.testing'

/**
 * Real worker processes, killed without warning between a change of state and its messages: as soon as the change is
 * stored, while messages are under way, and while some are answered. At the end receivers refuse, cut off, ask to be left
 * alone and say nothing.
 */

const CHANNELS = 12
/** Accounts whose keys are refused before each kill, and after the last one: few enough that a message names each. */
const AT_ONCE = 3
const ROUNDS = 4
/** Messages that are answered in the moment in which their worker dies. */
const ANSWERED_BEFORE_A_KILL = 2

/** A slow machine is given its time: waits are for states. */
const LONG = { timeout: 240_000 }

let desk: KillDesk
let receiver: Receiver

beforeAll(async () => {
  receiver = new Receiver()
  await receiver.listen()
  const means = { baseUrl: 'https://ballast.example.com', mail: undefined, linkKey: randomBytes(32) }
  desk = await openKillDesk({
    accounts: AT_ONCE * ROUNDS,
    environment: { NOTIFY_ALLOW_HOSTS: receiver.host },
    alerts: { ...means, http: guardedHttp([receiver.host]) },
  })
  const { ctx, database } = desk
  for (let n = 0; n < CHANNELS; n++) {
    await addChannel(ctx, { kind: 'webhook', name: `Hook ${n}`, settings: { url: `${receiver.url}/${n}` } })
  }
  await database.db.asDesk(ctx.deskId, (tx) => tx.execute('update channels set proven_at = now()'))
  // What else the desk shows is none of this test's.
  for (const { id, rule } of await listRules(ctx)) if (rule.kind !== 'key') await deleteRule(ctx, { id })
})
afterAll(async () => {
  await desk.close()
  await receiver.close()
})

/** The next round's keys are refused from now on. */
function refuse(round: number): void {
  for (const { key } of desk.ledgers.slice(round * AT_ONCE, (round + 1) * AT_ONCE)) {
    desk.simulator.addFault({ match: { venue: 'bybit', apiKey: key.apiKey }, effect: { kind: 'refuse', refusal: 'key-revoked' } })
  }
}

/** Whether every account was read since. */
async function readSince(moment: Date): Promise<boolean> {
  const rows = await desk.database.db.asDesk(desk.ctx.deskId, (tx) =>
    tx.execute<{ n: number }>(
      `select count(*)::int as n from accounts where valid and last_refreshed_at <= '${moment.toISOString()}'`,
    ),
  )
  return rows[0]?.n === 0
}

async function waiting(): Promise<number> {
  const rows = await desk.database.db.asDesk(desk.ctx.deskId, (tx) =>
    tx.execute<{ n: number }>(`select count(*)::int as n from deliveries where state <> 'sent'`),
  )
  return rows[0]?.n ?? -1
}

/** How often each message came, by its id. */
function received(): Map<string, number> {
  const times = new Map<string, number>()
  for (const { headers } of receiver.received) {
    const id = String(headers['webhook-id'])
    times.set(id, (times.get(id) ?? 0) + 1)
  }
  return times
}

/** How often each message came and was answered, by its id. */
function answeredTimes(): Map<string, number> {
  const times = new Map<string, number>()
  for (const { headers, answered } of receiver.received) {
    const id = String(headers['webhook-id'])
    if (answered === 200) times.set(id, (times.get(id) ?? 0) + 1)
  }
  return times
}

/** What was to be told: each row of the outbox, with the message that it went out in. */
async function outbox() {
  return desk.database.db.asDesk(desk.ctx.deskId, (tx) =>
    tx.execute<{ state: string; channel: string; subject: string; message: string | null }>(
      'select state, channel_id as channel, subject, message_id as message from deliveries',
    ),
  )
}

it('loses no message to a killed worker, and repeats none more than once', { timeout: 900_000, retry: 0 }, async () => {
  const kill = async () => {
    const [victim] = desk.workers
    if (victim) await desk.end(victim, 'SIGKILL')
    // What it had under way is over; the next worker is answered.
    receiver.answers.length = 0
    const begun = new Date()
    desk.startWorker()
    await expect.poll(() => readSince(begun), LONG).toBe(true)
  }
  const begun = new Date()
  desk.startWorker()
  await expect.poll(() => readSince(begun), LONG).toBe(true)

  // The change is stored, and nothing is sent.
  let ring = () => {}
  const stored = new Promise<void>((resolve) => {
    ring = resolve
  })
  await desk.database.db.connection.listen(ALERTS_CHANNEL, () => ring())
  receiver.answers.push(...Array.from({ length: CHANNELS }, () => 'silence' as const))
  refuse(0)
  await stored
  await kill()

  // Messages are on their way, and nobody has answered.
  receiver.answers.push(...Array.from({ length: 2 * CHANNELS }, () => 'silence' as const))
  let before = receiver.received.length
  refuse(1)
  await receiver.count(before + CHANNELS / 2)
  await kill()

  // Some were answered, and that may not be noted yet.
  const answered = Array.from({ length: ANSWERED_BEFORE_A_KILL }, () => ({ status: 200 }))
  receiver.answers.push(...answered, ...Array.from({ length: 2 * CHANNELS }, () => 'silence' as const))
  before = receiver.received.length
  refuse(2)
  await receiver.count(before + 3)
  await kill()

  // From now on the worker lives, and receivers have their own troubles.
  const killed = receiver.received.length
  receiver.answers.push({ status: 500 }, null, { status: 429, headers: { 'retry-after': '2' } }, 'silence')
  refuse(3)
  const count = AT_ONCE * ROUNDS
  await expect.poll(async () => (await countFiring(desk.ctx)).firing, LONG).toBe(count)
  await expect.poll(waiting, { ...LONG, interval: 250 }).toBe(0)

  const times = received()
  const rows = await outbox()
  const lost = rows.filter(({ message }) => message === null || !times.has(message))
  const counts = [...times.values()]
  const repeats = counts.reduce((sum, n) => sum + n - 1, 0)
  console.info(
    `alerts expected ${count * CHANNELS}, in the outbox ${rows.length}, lost ${lost.length}; messages ${times.size}, sent ${receiver.received.length} (${killed} before the last kill was over), repeats ${repeats}, of one message at most ${Math.max(...counts) - 1}`,
  )
  // Each channel was to hear of each account once, and did.
  expect(new Set(rows.map(({ channel, subject }) => `${channel} ${subject}`)).size).toBe(count * CHANNELS)
  expect(rows).toHaveLength(count * CHANNELS)
  expect(rows.every(({ state }) => state === 'sent')).toBe(true)
  expect(lost).toEqual([])
  // Whoever answered was told once: but for what was answered and not noted yet when its worker died, and that once more.
  const told = answeredTimes()
  expect([...told.keys()].sort()).toEqual([...times.keys()].sort())
  expect(Math.max(...told.values())).toBeLessThanOrEqual(2)
  expect([...told.values()].filter((n) => n === 2).length).toBeLessThanOrEqual(ANSWERED_BEFORE_A_KILL)
  // What nobody answered is tried again, by whoever lives: each try more stands for one without an answer, or refused.
  const unanswered = receiver.received.filter(({ answered }) => answered !== 200).length
  expect(repeats).toBeLessThanOrEqual(unanswered + ANSWERED_BEFORE_A_KILL)
})
