import { describe, expect, it } from 'vitest'
import { Coalescer } from './coalesce'

/** A coalescer whose runs end when the test says so. */
function controlled() {
  const runs: { input: number[]; end: (error?: Error) => void }[] = []
  const coalescer = new Coalescer<number[]>(
    (_key, input) =>
      new Promise<void>((resolve, reject) => {
        runs.push({ input, end: (error) => (error ? reject(error) : resolve()) })
      }),
    (a, b) => [...a, ...b],
  )
  return { coalescer, runs }
}

describe('Coalescer', () => {
  it('shares one run between all that came while another was under way', async () => {
    const { coalescer, runs } = controlled()
    const first = coalescer.run('a', [1])
    const second = coalescer.run('a', [2])
    const third = coalescer.run('a', [3])
    expect(runs.map(({ input }) => input)).toEqual([[1]])
    runs[0]?.end()
    await first
    await expect.poll(() => runs.length).toBe(2)
    expect(runs[1]?.input).toEqual([2, 3])
    const fourth = coalescer.run('a', [4])
    runs[1]?.end()
    await Promise.all([second, third])
    await expect.poll(() => runs.length).toBe(3)
    expect(runs[2]?.input).toEqual([4])
    runs[2]?.end()
    await fourth
  })

  it('keeps keys apart, and goes on after a failure', async () => {
    const { coalescer, runs } = controlled()
    const failing = coalescer.run('a', [1])
    const after = coalescer.run('a', [2])
    void coalescer.run('b', [3])
    expect(runs).toHaveLength(2)
    runs[0]?.end(new Error('down'))
    await expect(failing).rejects.toThrow('down')
    await expect.poll(() => runs.length).toBe(3)
    runs[2]?.end()
    await after
  })
})
