/** FNV-1a over the text: the same 32 bits for the same words in every process. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    value ^= text.charCodeAt(i)
    value = Math.imul(value, 0x01000193)
  }
  return value >>> 0
}

/** A small seeded generator of numbers in [0, 1) (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** One number in [0, 1) that belongs to these words. */
export function share(text: string): number {
  return randomFrom(hash(text))()
}

/** Roughly normal with variance 1: the sum of three uniforms, which needs no logarithm. */
export function normal(random: () => number): number {
  return (random() + random() + random() - 1.5) * 2
}
