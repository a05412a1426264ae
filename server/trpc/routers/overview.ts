import { linesOfSchema, linesSchema } from '@/server/schemas/overview'
import { getChanges } from '@/server/services/overview/changes'
import { getAttention, getExposure, getFreshness, getLines, getLinesOf, getSummary } from '@/server/services/overview/get'
import { protectedProcedure, router, withService } from '../init'

export const overviewRouter = router({
  summary: protectedProcedure.query(withService(getSummary)),
  lines: protectedProcedure.input(linesSchema).query(withService(getLines)),
  linesOf: protectedProcedure.input(linesOfSchema).query(withService(getLinesOf)),
  changes: protectedProcedure.input(linesOfSchema).query(withService(getChanges)),
  exposure: protectedProcedure.query(withService(getExposure)),
  attention: protectedProcedure.query(withService(getAttention)),
  freshness: protectedProcedure.query(withService(getFreshness)),
})
