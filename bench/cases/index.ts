import type { Benchmark } from '../harness'
import { accountMemory } from './account-memory'
import { agentBalances, agentCall, agentProcessor, agentSmallBalances } from './agent-call'
import { ALERTS } from './alerts'
import { cachedRest, cachedRestP99, cachedUnchanged } from './cached-rest'
import { flowsBackfill } from './flows-backfill'
import { hedgesMonth } from './hedges'
import { historyChart, historyFlat } from './history-chart'
import { liveUpdate } from './live-update'
import { LONG_TABLES } from './long-tables'
import { metricsScrape } from './metrics-scrape'
import { overviewJavascript } from './overview-javascript'
import { OVERVIEW_PAGE } from './overview-page'
import { performanceYear } from './performance-year'
import { PHONE } from './phone'
import { positionsPage } from './positions-page'
import { refreshColdMemory, refreshColdTime } from './refresh-cold'
import { refreshWarm } from './refresh-warm'
import { REST_PERMISSION } from './rest-permission'
import { SCALE } from './scale'
import { SNAPSHOT_STORAGE } from './snapshot-storage'
import { snapshotWrite } from './snapshot-write'
import { stream } from './stream'
import { workerThroughput } from './worker-throughput'

/** Every benchmark, in the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [
  refreshWarm,
  refreshColdTime,
  refreshColdMemory,
  accountMemory,
  snapshotWrite,
  ...SNAPSHOT_STORAGE,
  cachedRest,
  cachedRestP99,
  cachedUnchanged,
  ...REST_PERMISSION,
  agentCall,
  agentBalances,
  agentSmallBalances,
  agentProcessor,
  positionsPage,
  ...OVERVIEW_PAGE,
  overviewJavascript,
  ...LONG_TABLES,
  ...PHONE,
  historyChart,
  historyFlat,
  performanceYear,
  hedgesMonth,
  flowsBackfill,
  liveUpdate,
  stream,
  metricsScrape,
  workerThroughput,
  ...ALERTS,
  ...SCALE,
]
