import { expect, it } from 'vitest'
import { Batcher } from './batcher'

const doubled = () => {
  const batches: number[][] = []
  const gates: (() => void)[] = []
  const batcher = new Batcher<number, number>(async (inputs) => {
    batches.push([...inputs])
    await new Promise<void>((resolve) => gates.push(resolve))
    if (inputs.includes(13)) throw new Error('unlucky')
    return inputs.map((input) => input * 2)
  }, 3)
  const next = async () => {
    while (gates.length === 0) await Promise.resolve()
    gates.shift()?.()
  }
  return { batches, batcher, next }
}

it('does together what comes while others are under way, and answers each with its own', async () => {
  const { batches, batcher, next } = doubled()
  const first = batcher.run(1)
  await Promise.resolve()
  await Promise.resolve()
  const rest = [2, 3, 4, 5].map((input) => batcher.run(input))
  await next()
  expect(await first).toBe(2)
  await next()
  await next()
  expect(await Promise.all(rest)).toEqual([4, 6, 8, 10])
  expect(batches).toEqual([[1], [2, 3, 4], [5]])
})

it('goes on after a batch that failed', async () => {
  const { batcher, next } = doubled()
  const failing = batcher.run(13)
  await next()
  await expect(failing).rejects.toThrow('unlucky')
  const after = batcher.run(4)
  await next()
  expect(await after).toBe(8)
})
