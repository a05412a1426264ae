import { describe, expect, it } from 'vitest'
import { HandClock, rest } from './clock.testing'
import { type Election, HeardElection, LockElection } from './election'
import type { LineState } from './keep-line'
import { HandLocks } from './locks.testing'
import { lineName, readTabMessage, type TabMessage } from './messages'
import type { Update } from './read-line'
import { StandInServer, snapshot } from './server.testing'
import { SharedLine } from './shared-line'

/** The tabs of one browser: channels by name, locks by name, one clock. */
class Browser {
  readonly clock = new HandClock()
  readonly server = new StandInServer(this.clock.now)
  readonly channels = new Map<string, Set<Pick<Tab, 'hearing'>>>()
  private readonly locks = new Map<string, HandLocks>()
  private names = 0

  constructor(private readonly hasLocks = true) {}

  open(person = 'anna'): Tab {
    this.names += 1
    const self = `tab-${this.names}`
    const name = lineName(person)
    const locks = this.locks.get(name) ?? new HandLocks()
    this.locks.set(name, locks)
    const election = this.hasLocks ? new LockElection(locks, name) : new HeardElection(self, this.clock, () => 0.5)
    const tab = new Tab(this, person, self, election)
    tab.line.start()
    return tab
  }
}

class Tab {
  readonly states: LineState[] = []
  readonly updates: Update[] = []
  /** Neither hears nor runs; what is said to it is lost. */
  frozen = false
  readonly line: SharedLine
  private hear: (event: MessageEvent<unknown>) => void = () => {}

  constructor(browser: Browser, person: string, self: string, election: Election) {
    const name = lineName(person)
    const peers = browser.channels.get(name) ?? new Set<Pick<Tab, 'hearing'>>()
    browser.channels.set(name, peers.add(this))
    const { clock } = browser
    this.line = new SharedLine({
      url: '/live',
      person,
      self,
      election,
      channel: {
        postMessage: (message: TabMessage) => {
          if (this.frozen) return
          const copy: unknown = structuredClone(message)
          for (const peer of peers) if (peer !== this) queueMicrotask(() => peer.hearing(copy))
        },
        addEventListener: (_, hear) => {
          this.hear = hear
        },
        close: () => void peers.delete(this),
      },
      fetch: browser.server.fetch,
      clock: { now: clock.now, after: (milliseconds, call) => clock.after(milliseconds, () => this.frozen || call()) },
      random: () => 0.5,
      onState: (state) => this.states.push(state),
      onUpdate: (update) => this.updates.push(update),
      onSkew: () => {},
      onRate: () => {},
    })
  }

  hearing(data: unknown): void {
    if (!this.frozen) this.hear(new MessageEvent('message', { data }))
  }

  kinds(): string[] {
    return this.updates.map(({ event }) => event.kind)
  }
}

describe.each([
  ['by locks', true],
  ['by what is heard, without locks', false],
])('tabs of one person, %s', (_, hasLocks) => {
  async function ten() {
    const browser = new Browser(hasLocks)
    const tabs = Array.from({ length: 10 }, () => browser.open())
    await browser.clock.advance(2000)
    return { browser, tabs }
  }

  it('hold one line between them, and all hear all of it', async () => {
    const { browser, tabs } = await ten()
    expect(browser.server.open.size).toBe(1)
    browser.server.say('5', snapshot('5'))
    await rest()
    for (const tab of tabs) {
      expect(tab.updates.at(-1)).toEqual({ id: '5', event: snapshot('5') })
      expect(tab.states.at(-1)).toEqual({ kind: 'up' })
      // Whatever was drawn before the tab listened may lack something.
      expect(tab.kinds()).toContain('resync')
    }
  })

  it('a tab that is alone has its own', async () => {
    const browser = new Browser(hasLocks)
    const tab = browser.open()
    await browser.clock.advance(1000)
    expect(tab.states.at(-1)).toEqual({ kind: 'up' })
    expect(browser.server.asked).toHaveLength(1)
  })

  it('another takes over behind the last event when the leader closes', async () => {
    const { browser, tabs } = await ten()
    browser.server.say('5', snapshot('5'))
    await rest()
    const leader = await leaderOf(browser, tabs)
    leader.line.stop()
    browser.server.say('6', snapshot('6', 'b'))
    await browser.clock.advance(3000)
    expect(browser.server.open.size).toBe(1)
    expect(browser.server.asked.at(-1)?.lastId).toBe('5')
    for (const tab of tabs) {
      if (tab !== leader) expect(tab.updates).toContainEqual({ id: '6', event: snapshot('6', 'b') })
    }
  })

  it('another takes over from a leader that is frozen, which goes on as one of the others when it wakes up', async () => {
    const { browser, tabs } = await ten()
    browser.server.say('5', snapshot('5'))
    await rest()
    const leader = await leaderOf(browser, tabs)
    leader.frozen = true
    await browser.clock.advance(1000)
    browser.server.say('6', snapshot('6', 'b'))
    await browser.clock.advance(25_000)
    for (const tab of tabs) {
      if (tab === leader) continue
      expect(tab.updates).toContainEqual({ id: '6', event: snapshot('6', 'b') })
      expect(tab.states.at(-1)).toEqual({ kind: 'up' })
    }
    leader.frozen = false
    for (let second = 0; second < 30; second += 5) {
      browser.server.ping()
      await browser.clock.advance(5000)
    }
    expect(browser.server.open.size).toBe(1)
    browser.server.say('7', snapshot('7', 'c'))
    await rest()
    for (const tab of tabs) expect(tab.updates.at(-1)).toEqual({ id: '7', event: snapshot('7', 'c') })
  })

  it('a tab that slept while an update passed by reads everything again', async () => {
    const { browser, tabs } = await ten()
    const leader = await leaderOf(browser, tabs)
    const sleeper = tabs.find((tab) => tab !== leader)
    if (!sleeper) throw new Error('There are ten.')
    sleeper.frozen = true
    browser.server.say('6', snapshot('6'))
    await rest()
    sleeper.frozen = false
    const before = sleeper.updates.length
    browser.server.ping()
    await rest()
    expect(sleeper.updates.slice(before)).toEqual([{ id: '6', event: { kind: 'resync' } }])
  })

  it('all know when the line is down, and that it is back', async () => {
    const { browser, tabs } = await ten()
    browser.server.answer = () => new Response(null, { status: 502 })
    browser.server.cut()
    await browser.clock.advance(20_000)
    for (const tab of tabs) expect(tab.states.at(-1)).toMatchObject({ kind: 'down' })
    browser.server.answer = () => 'line'
    await browser.clock.advance(30_000)
    for (const tab of tabs) expect(tab.states.at(-1)).toEqual({ kind: 'up' })
    expect(browser.server.open.size).toBe(1)
  })

  it('of another person hear nothing of it, and each line is asked for in its person’s name', async () => {
    const { browser, tabs } = await ten()
    const other = browser.open('boris')
    await browser.clock.advance(1000)
    expect(browser.server.asked.map(({ person }) => person)).toEqual(['anna', 'boris'])
    browser.server.answer = () => new Response(null, { status: 502 })
    const before = other.updates.length
    const leader = await leaderOf(browser, tabs)
    for (const tab of tabs) if (tab !== leader) tab.line.stop()
    leader.line.stop()
    await browser.clock.advance(1000)
    expect(other.updates).toHaveLength(before)
    expect(other.states.at(-1)).toEqual({ kind: 'up' })
  })
})

/** The tab whose leaving leaves no line: found by what it says. */
async function leaderOf(browser: Browser, tabs: readonly Tab[]): Promise<Tab> {
  const said: string[] = []
  const peers = browser.channels.get(lineName('anna'))
  const ear = { hearing: (data: unknown) => void said.push(JSON.stringify(data)) }
  peers?.add(ear)
  browser.server.ping()
  await rest()
  peers?.delete(ear)
  const found = tabs.find((tab) => said.some((text) => text.includes(`"from":"${tab.line.self}"`)))
  if (!found) throw new Error('No leader.')
  return found
}

it('what is no message of a tab is not listened to', () => {
  expect(readTabMessage('hello')).toBeNull()
  expect(readTabMessage({ kind: 'update', from: 'x', id: '1', event: { kind: 'drop' } })).toBeNull()
  expect(readTabMessage({ kind: 'state', from: 'x', id: null, skew: 0, state: { kind: 'up' } })).not.toBeNull()
})
