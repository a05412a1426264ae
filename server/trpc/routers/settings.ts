import * as schemas from '@/server/schemas/settings'
import { getDisplayRate } from '@/server/services/settings/display-rate'
import { getSettings } from '@/server/services/settings/get'
import { updateSettings } from '@/server/services/settings/update'
import { protectedProcedure, router, withService } from '../init'

export const settingsRouter = router({
  get: protectedProcedure.query(withService(getSettings)),
  displayRate: protectedProcedure.query(withService(getDisplayRate)),
  update: protectedProcedure.input(schemas.updateSettingsSchema).mutation(withService(updateSettings)),
})
