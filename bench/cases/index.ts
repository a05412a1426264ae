import type { Benchmark } from '../harness'
import { cachedRest, cachedRestP99, cachedUnchanged } from './cached-rest'
import { historyChart, historyFlat } from './history-chart'
import { liveUpdate } from './live-update'
import { overviewFirstByte, overviewWhole } from './overview-page'
import { refreshColdMemory, refreshColdTime } from './refresh-cold'
import { refreshWarm } from './refresh-warm'
import { snapshotWrite } from './snapshot-write'

/** Every benchmark, in the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [
  refreshWarm,
  refreshColdTime,
  refreshColdMemory,
  snapshotWrite,
  cachedRest,
  cachedRestP99,
  cachedUnchanged,
  overviewFirstByte,
  overviewWhole,
  historyChart,
  historyFlat,
  liveUpdate,
]
