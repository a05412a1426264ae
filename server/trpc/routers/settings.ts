import * as schemas from '@/server/schemas/settings'
import { getSettings } from '@/server/services/settings/get'
import { updateSettings } from '@/server/services/settings/update'
import { protectedProcedure, router, withService } from '../init'

export const settingsRouter = router({
  get: protectedProcedure.query(withService(getSettings)),
  update: protectedProcedure.input(schemas.updateSettingsSchema).mutation(withService(updateSettings)),
})
