import * as schemas from '@/server/schemas/alerts'
import {
  addChannel,
  changeChannel,
  listChannels,
  removeChannel,
  rotateSecret,
  testChannel,
} from '@/server/services/alerts/channels'
import { addDevice, pushKey, removeDevice, renewDevice, seeDevice, testDevice } from '@/server/services/alerts/devices'
import { countFiring, listFiring } from '@/server/services/alerts/firing'
import { listHistory } from '@/server/services/alerts/history'
import { mute, snooze, snoozeByLink } from '@/server/services/alerts/quiet'
import { addRule, applyPreset, changeRule, deleteRule, listRules } from '@/server/services/alerts/rules'
import { changeAlertSettings, getAlertSettings } from '@/server/services/alerts/settings'
import { protectedProcedure, publicProcedure, router, withService } from '../init'

export const alertsRouter = router({
  firing: protectedProcedure.query(withService(listFiring)),
  count: protectedProcedure.query(withService(countFiring)),
  rules: protectedProcedure.query(withService(listRules)),
  addRule: protectedProcedure.input(schemas.addRuleSchema).mutation(withService(addRule)),
  changeRule: protectedProcedure.input(schemas.changeRuleSchema).mutation(withService(changeRule)),
  deleteRule: protectedProcedure.input(schemas.ruleIdSchema).mutation(withService(deleteRule)),
  applyPreset: protectedProcedure.input(schemas.presetSchema).mutation(withService(applyPreset)),
  channels: protectedProcedure.query(withService(listChannels)),
  addChannel: protectedProcedure.input(schemas.addChannelSchema).mutation(withService(addChannel)),
  changeChannel: protectedProcedure.input(schemas.changeChannelSchema).mutation(withService(changeChannel)),
  testChannel: protectedProcedure.input(schemas.channelIdSchema).mutation(withService(testChannel)),
  rotateSecret: protectedProcedure.input(schemas.channelIdSchema).mutation(withService(rotateSecret)),
  removeChannel: protectedProcedure.input(schemas.channelIdSchema).mutation(withService(removeChannel)),
  pushKey: protectedProcedure.query(withService(pushKey)),
  addDevice: protectedProcedure.input(schemas.addDeviceSchema).mutation(withService(addDevice)),
  testDevice: protectedProcedure.input(schemas.deviceSchema).mutation(withService(testDevice)),
  renewDevice: protectedProcedure.input(schemas.renewDeviceSchema).mutation(withService(renewDevice)),
  seeDevice: protectedProcedure.input(schemas.deviceSchema).mutation(withService(seeDevice)),
  removeDevice: protectedProcedure.input(schemas.deviceSchema).mutation(withService(removeDevice)),
  snooze: protectedProcedure.input(schemas.snoozeSchema).mutation(withService(snooze)),
  /** For whoever has a message's link: it names the person. */
  snoozeByLink: publicProcedure.input(schemas.snoozeLinkSchema).mutation(async ({ ctx, input, signal }) => {
    const result = await snoozeByLink(ctx.deps, input.token, signal ?? new AbortController().signal)
    return result === 'used' ? { used: true, quiet: 0 } : { used: false, ...result }
  }),
  mute: protectedProcedure.input(schemas.muteSchema).mutation(withService(mute)),
  history: protectedProcedure.input(schemas.historySchema).query(withService(listHistory)),
  settings: protectedProcedure.query(withService(getAlertSettings)),
  changeSettings: protectedProcedure.input(schemas.alertSettingsSchema).mutation(withService(changeAlertSettings)),
})
