import { describe, expect, it } from 'vitest'
import { CatchUp } from './catch-up'
import { HandClock, rest } from './line/clock.testing'

function open() {
  const clock = new HandClock()
  const asked: string[] = []
  const answers: ((read: boolean) => void)[] = []
  let hidden = false
  let progress: { behindSince: number | null; caughtUpAt: number | null } = { behindSince: null, caughtUpAt: null }
  const answer = (what: string) => {
    asked.push(what)
    return new Promise<boolean>((resolve) => answers.push(resolve))
  }
  const catchUp = new CatchUp({
    clock,
    random: () => 0,
    hidden: () => hidden,
    bring: (ids) => answer(ids.join(' ')),
    readAll: () => answer('all'),
    onProgress: (now) => {
      progress = now
    },
  })
  return {
    clock,
    catchUp,
    asked,
    answer: async (read: boolean) => {
      answers.shift()?.(read)
      await rest()
    },
    hide: (now: boolean) => {
      hidden = now
    },
    behind: () => progress.behindSince,
    caughtUpAt: () => progress.caughtUpAt,
  }
}

describe('CatchUp', () => {
  it('asks once for what changes close together, and is behind until it is there', async () => {
    const { clock, catchUp, asked, answer, behind, caughtUpAt } = open()
    const heard = clock.now()
    catchUp.changed(['a'])
    catchUp.changed(['b', 'a'])
    await clock.advance(120)
    expect(asked).toEqual(['a b'])
    expect(behind()).toBe(heard)
    await answer(true)
    expect(behind()).toBeNull()
    expect(caughtUpAt()).toBe(clock.now())
  })

  it('stays behind while nothing can be read, and asks for everything until it is there', async () => {
    const { clock, catchUp, asked, answer, behind } = open()
    const heard = clock.now()
    catchUp.changed(['a'])
    await clock.advance(120)
    await answer(false)
    await clock.advance(500)
    await answer(false)
    expect(behind()).toBe(heard)
    await clock.advance(1000)
    await answer(true)
    expect(asked).toEqual(['a', 'all', 'all'])
    expect(behind()).toBeNull()
  })

  it('is behind by the oldest that is missing, not by the first that ever was, under a steady flow', async () => {
    const { clock, catchUp, answer, behind } = open()
    catchUp.changed(['a'])
    await clock.advance(120)
    const second = clock.now()
    catchUp.changed(['b'])
    await answer(true)
    expect(behind()).toBe(second)
  })

  it('asks once a second at most under a steady flow, for all that changed in it', async () => {
    const { clock, catchUp, asked, answer } = open()
    for (let n = 0; n < 50; n++) {
      catchUp.changed([`account ${n}`])
      await clock.advance(60)
      await answer(true)
    }
    await clock.advance(1000)
    await answer(true)
    expect(asked.length).toBeLessThanOrEqual(5)
    expect(new Set(asked.join(' ').match(/\d+/g)).size).toBe(50)
  })

  it('takes its time on a page that nobody sees, and none when somebody looks', async () => {
    const { clock, catchUp, asked, hide } = open()
    hide(true)
    catchUp.changed(['a'])
    await clock.advance(1000)
    expect(asked).toEqual([])
    hide(false)
    catchUp.hurry()
    await rest()
    expect(asked).toEqual(['a'])
  })
})
