import type { Benchmark } from '../harness'
import { snapshotWrite } from './snapshot-write'

/** Every benchmark, in the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [snapshotWrite]
