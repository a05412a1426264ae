/** Benchmarks measure this program, not what an exchange allows an address: its limits are so many times as high on both sides. */
export const UNLIMITED = 100_000
