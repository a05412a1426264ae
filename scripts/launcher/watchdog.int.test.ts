import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Children } from './children'
import { stillLiving } from './processes'
import { Watchdog } from './watchdog'

/** A process whose event loop stands still is as dead as one that ended. Rounds are counted here, no time is waited for. */
let folder: string
let children: Children
let watchdog: Watchdog
let ups: string[]
let lost: string[]
let dead: string[]

const program = (name: string) => ({
  name,
  command: process.execPath,
  args: ['--import', 'tsx', 'scripts/launcher/blockable.testing.ts'],
  env: {},
  answers: true,
})
const pidOf = (name: string) => {
  const pid = children.watched().get(name)?.pid
  if (pid === undefined) throw new Error(`${name} does not run.`)
  return pid
}
const answered = async (...names: string[]) => {
  await Promise.all(names.map((name) => children.watched().get(name)?.ask()))
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-watchdog-'))
  ;[ups, lost, dead] = [[], [], []]
  children = new Children(folder, { onLost: (name, why) => lost.push(`${name}: ${why}`), onGivenUp: () => {} })
  watchdog = new Watchdog(
    () => children.watched(),
    (name) => dead.push(name),
  )
  for (const name of ['web', 'worker']) children.start(program(name), () => ups.push(name))
  await expect.poll(() => [...ups].sort(), { timeout: 50_000 }).toEqual(['web', 'worker'])
  watchdog.round()
  await answered('web', 'worker')
})
afterEach(async () => {
  await children.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the watchdog', () => {
  it.each([
    ['turns in a circle', 'SIGUSR2'],
    ['was stopped', 'SIGSTOP'],
  ] as const)('has a process that %s started anew, and leaves the other', async (_what, signal) => {
    const [web, worker] = [pidOf('web'), pidOf('worker')]
    process.kill(worker, signal)
    while (dead.length === 0) {
      watchdog.round()
      await answered('web')
    }
    expect(dead).toEqual(['worker'])
    await expect.poll(() => ups.filter((name) => name === 'worker').length, { timeout: 50_000 }).toBe(2)
    expect(lost).toEqual(['worker: it stood still'])
    expect(stillLiving([worker])).toEqual([])
    expect(pidOf('web')).toBe(web)
    expect(pidOf('worker')).not.toBe(worker)
    // The new one is asked anew, and lives.
    for (let round = 0; round < 10; round++) {
      watchdog.round()
      await answered('web', 'worker')
    }
    expect(dead).toEqual(['worker'])
  })

  it('asks the channel where the first way of asking is taken by others', async () => {
    await children.stop()
    let asked = 0
    const busy = async () => {
      asked += 1
      return false
    }
    children = new Children(folder, { onLost: () => {}, onGivenUp: () => {} })
    children.start({ ...program('web'), isAlive: busy }, () => ups.push('busy'))
    await expect.poll(() => ups, { timeout: 50_000 }).toContain('busy')
    for (let round = 0; round < 10; round++) {
      watchdog.round()
      await answered('web')
    }
    expect([dead, asked]).toEqual([[], 20])
  })
})
