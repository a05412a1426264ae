import {
  classifyFlowSchema,
  explainSchema,
  flowCoverageSchema,
  fundingPaidSchema,
  gainSchema,
  listFlowsSchema,
  pairFlowsSchema,
  performanceSchema,
  removeFlowSchema,
  writeFlowSchema,
} from '@/server/schemas/flows'
import { classifyFlow, removeFlow, tieFlows, untieFlows, writeFlow } from '@/server/services/flows/by-hand'
import { getFlowCoverage } from '@/server/services/flows/coverage'
import { getFundingPaid } from '@/server/services/flows/funding-paid'
import { getHedges } from '@/server/services/flows/hedges'
import { listFlows } from '@/server/services/flows/list'
import { explainChange } from '@/server/services/performance/explain'
import { getPerformance } from '@/server/services/performance/get'
import { getGain } from '@/server/services/performance/get-gain'
import { protectedProcedure, router, withService } from '../init'

export const flowsRouter = router({
  list: protectedProcedure.input(listFlowsSchema.prefault({})).query(withService(listFlows)),
  coverage: protectedProcedure.input(flowCoverageSchema.prefault({})).query(withService(getFlowCoverage)),
  funding: protectedProcedure.input(fundingPaidSchema.prefault({})).query(withService(getFundingPaid)),
  hedges: protectedProcedure.input(fundingPaidSchema.prefault({})).query(withService(getHedges)),
  tie: protectedProcedure.input(pairFlowsSchema).mutation(withService(tieFlows)),
  untie: protectedProcedure.input(pairFlowsSchema).mutation(withService(untieFlows)),
  classify: protectedProcedure.input(classifyFlowSchema).mutation(withService(classifyFlow)),
  write: protectedProcedure.input(writeFlowSchema).mutation(withService(writeFlow)),
  remove: protectedProcedure.input(removeFlowSchema).mutation(withService(removeFlow)),
})

export const performanceRouter = router({
  get: protectedProcedure.input(performanceSchema.prefault({})).query(withService(getPerformance)),
  gain: protectedProcedure.input(gainSchema.prefault({})).query(withService(getGain)),
  explain: protectedProcedure.input(explainSchema.prefault({})).query(withService(explainChange)),
})
