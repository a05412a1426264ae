import { describe, expect, it } from 'vitest'
import { HandClock, rest } from './clock.testing'
import { keepLine, type LineState } from './keep-line'
import type { Update } from './read-line'
import { StandInServer, snapshot } from './server.testing'

function open({ random = 0.5 } = {}) {
  const clock = new HandClock()
  const server = new StandInServer(clock.now)
  const away = new AbortController()
  const states: LineState[] = []
  const updates: Update[] = []
  let wake = () => {}
  let lastId: string | null = null
  const ended = keepLine({
    url: '/live',
    person: 'anna',
    fetch: server.fetch,
    clock,
    random: () => random,
    signal: away.signal,
    lastId: () => lastId,
    onState: (state) => states.push(state),
    onSign: () => {},
    onServerTime: () => {},
    onUpdate: (update) => {
      lastId = update.id || lastId
      updates.push(update)
    },
    onWait: (now) => {
      wake = now
    },
  })
  const kinds = () => states.map(({ kind }) => kind)
  return { clock, server, states, kinds, updates, ended, wake: () => wake(), away }
}

describe('keepLine', () => {
  it('comes back after six seconds of 502, behind what it heard last, and hears what it missed', async () => {
    const { clock, server, kinds, updates } = open()
    await rest()
    server.say('7', snapshot('7'))
    await clock.advance(10_000)
    expect(kinds()).toEqual(['connecting', 'up'])

    server.answer = () => new Response('<html>Bad Gateway</html>', { status: 502 })
    server.cut()
    await clock.advance(6000)
    server.say('8', snapshot('8'))
    server.answer = () => 'line'
    await clock.advance(6000)
    expect(kinds().at(-1)).toBe('up')
    expect(server.asked.at(-1)).toMatchObject({ person: 'anna', lastId: '7' })
    expect(updates.map(({ id, event }) => `${event.kind} ${id}`).slice(-3)).toEqual(['snapshot 7', 'snapshot 8', 'resync 8'])
  })

  it('asks ever more seldom, and no two browsers in the same moment', async () => {
    const pauses = async (random: number) => {
      const { clock, server } = open({ random })
      server.answer = () => new Response(null, { status: 502 })
      await clock.advance(200_000)
      const at = server.asked.map((asked) => asked.at)
      return at.slice(1).map((time, index) => time - (at[index] ?? 0))
    }
    // The first line was there before, and is given up for its silence.
    expect((await pauses(0)).slice(0, 7)).toEqual([15_500, 1000, 2000, 4000, 8000, 15_000, 15_000])
    expect((await pauses(1)).slice(0, 7)).toEqual([16_000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  })

  it.each([
    ['a page in place of events', () => new Response('<html></html>', { headers: { 'content-type': 'text/html' } })],
    ['an empty answer', () => new Response(null, { status: 204 })],
    ['a 404 of something in between', () => new Response('nothing here', { status: 404 })],
    ['no answer', () => 'hang' as const],
  ])('comes back from %s', async (_, answer) => {
    const { clock, server, kinds } = open()
    await rest()
    server.answer = answer
    server.cut()
    await clock.advance(30_000)
    expect(kinds()).toContain('down')
    server.answer = () => 'line'
    await clock.advance(60_000)
    expect(kinds()).toContain('up')
    expect(server.asked.length).toBeGreaterThan(2)
  })

  it('gives up a line that is silent, and not one that gives signs of life', async () => {
    const { clock, server, kinds } = open()
    for (let second = 0; second < 60; second += 5) {
      await clock.advance(5000)
      server.ping()
    }
    expect(kinds()).toEqual(['connecting', 'up'])
    await clock.advance(15_000)
    expect(kinds()).toEqual(['connecting', 'up', 'down'])
    await clock.advance(1000)
    expect(kinds()).toEqual(['connecting', 'up', 'down', 'up'])
    expect(server.open.size).toBe(1)
  })

  it('asks a server that says no seldom, and not before it wishes, whoever looks', async () => {
    const { clock, server, states, wake } = open()
    await rest()
    const before = server.asked.length
    server.answer = () => Response.json({ error: 'Too many open pages.' }, { status: 429, headers: { 'retry-after': '120' } })
    server.cut()
    await clock.advance(1000)
    expect(states.at(-1)).toMatchObject({ kind: 'refused', why: 'Too many open pages.' })
    wake()
    await clock.advance(118_000)
    expect(server.asked.length).toBe(before + 1)
    await clock.advance(20_000)
    expect(server.asked.length).toBe(before + 2)
  })

  it('says that nobody is signed in any more, and asks seldom after that', async () => {
    const { clock, server, states } = open()
    await rest()
    server.answer = () => Response.json({ error: { json: { message: 'Please sign in.' } } }, { status: 401 })
    server.cut()
    const before = server.asked.length
    await clock.advance(20_000)
    expect(states.at(-1)).toEqual({ kind: 'signed-out' })
    expect(server.asked.length).toBe(before + 1)
  })

  it('asks a line that opens and ends at once ever more seldom', async () => {
    const { clock, server } = open()
    for (let second = 0; second < 60; second += 1) {
      server.cut()
      await clock.advance(1000)
    }
    expect(server.asked.length).toBeLessThan(9)
  })

  it('tries at once when somebody looks', async () => {
    const { clock, server, wake, kinds } = open()
    await rest()
    server.answer = () => new Response(null, { status: 502 })
    server.cut()
    await clock.advance(20_000)
    server.answer = () => 'line'
    wake()
    await rest()
    expect(kinds().at(-1)).toBe('up')
  })
})
