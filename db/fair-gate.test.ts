import { describe, expect, it } from 'vitest'
import { FairGate } from './fair-gate'

/** Work that says when it began and ends when it is told to. */
function bench(gate: FairGate) {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const ask = (who: string) =>
    gate.run(who, () => {
      begun.push(who)
      return new Promise<void>((resolve) => ends.push(resolve))
    })
  const endOne = async () => {
    ends.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { begun, ask, endOne, ends }
}

describe('the fair gate', () => {
  it('lets in as many as there are places, at once', () => {
    const { begun, ask } = bench(new FairGate(2, 2))
    for (const who of ['a', 'b', 'c']) void ask(who)
    expect(begun).toEqual(['a', 'b'])
  })

  it('leaves places to others, however much one person asks', () => {
    const { begun, ask } = bench(new FairGate(4, 3))
    for (let i = 0; i < 1000; i++) void ask('greedy')
    void ask('other')
    expect(begun).toEqual(['greedy', 'greedy', 'greedy', 'other'])
  })

  it('serves persons in turn, not in the order of their questions', async () => {
    const { begun, ask, endOne } = bench(new FairGate(1, 1))
    for (let i = 0; i < 100; i++) void ask('greedy')
    for (const who of ['b', 'c']) void ask(who)
    for (let i = 0; i < 5; i++) await endOne()
    expect(begun).toEqual(['greedy', 'greedy', 'b', 'c', 'greedy', 'greedy'])
  })

  it('gives the place on after a failure too, and does all that was asked', async () => {
    const gate = new FairGate(2, 1)
    const done: number[] = []
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) =>
        gate.run(`person ${i % 3}`, async () => {
          await Promise.resolve()
          if (i % 5 === 0) throw new Error('failed')
          done.push(i)
        }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10)
    expect(done).toHaveLength(40)
  })
})
