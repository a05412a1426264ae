import * as schemas from '@/server/schemas/tags'
import { getTagGain } from '@/server/services/tags/gain'
import { addTagRule, createTag, listTags, removeTag, removeTagRule, updateTag } from '@/server/services/tags/manage'
import { getTag, getTagSums } from '@/server/services/tags/sums'
import { protectedProcedure, router, withService } from '../init'

export const tagsRouter = router({
  list: protectedProcedure.query(withService(listTags)),
  sums: protectedProcedure.query(withService(getTagSums)),
  get: protectedProcedure.input(schemas.tagIdSchema).query(withService(getTag)),
  gain: protectedProcedure.input(schemas.tagGainSchema).query(withService(getTagGain)),
  create: protectedProcedure.input(schemas.createTagSchema).mutation(withService(createTag)),
  update: protectedProcedure.input(schemas.updateTagSchema).mutation(withService(updateTag)),
  addRule: protectedProcedure.input(schemas.tagOneRuleSchema).mutation(withService(addTagRule)),
  removeRule: protectedProcedure.input(schemas.tagOneRuleSchema).mutation(withService(removeTagRule)),
  remove: protectedProcedure.input(schemas.tagIdSchema).mutation(withService(removeTag)),
})
