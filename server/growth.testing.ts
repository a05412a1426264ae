/** Below this nothing is felt by others, and nothing can be measured. */
const UNFELT_MS = 5
/** How much smaller the smaller work is: linear work then takes four times as long for the larger, quadratic sixteen. */
const SMALLER = 4
/** Between four and sixteen. */
const MOST_GROWTH = 9
/** Of what seems uneven: on a busy machine collections of garbage fell into each of seven rounds. What grows unevenly does so in all of them. */
const ROUNDS = 25

/**
 * How a work grows with its size, in processor time (what else a busy machine does counts for nothing): the cheapest of
 * several rounds of a quarter and of the whole.
 * @returns null where nobody else feels the work or it grows as its size does, else what was measured
 */
export async function unevenGrowth(work: (size: number) => unknown, size: number): Promise<string | null> {
  let [small, large] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < ROUNDS; round++) {
    large = Math.min(large, await cost(() => work(size)))
    if (large < UNFELT_MS) return null
    small = Math.min(small, await cost(() => work(Math.floor(size / SMALLER))))
    if (round > 1 && large / small < MOST_GROWTH) return null
  }
  return `${large.toFixed(1)} ms of processor, ${(large / small).toFixed(1)} times those of a quarter`
}

async function cost(work: () => unknown): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
