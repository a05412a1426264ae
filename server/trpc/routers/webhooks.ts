import * as schemas from '@/server/schemas/webhooks'
import {
  addWebhook,
  changeWebhook,
  listWebhookMessages,
  listWebhooks,
  removeWebhook,
  rotateWebhookSecret,
  testWebhook,
} from '@/server/services/webhooks/manage'
import { protectedProcedure, router, withService } from '../init'

export const webhooksRouter = router({
  list: protectedProcedure.query(withService(listWebhooks)),
  add: protectedProcedure.input(schemas.addWebhookSchema).mutation(withService(addWebhook)),
  change: protectedProcedure.input(schemas.changeWebhookSchema).mutation(withService(changeWebhook)),
  rotateSecret: protectedProcedure.input(schemas.webhookIdSchema).mutation(withService(rotateWebhookSecret)),
  test: protectedProcedure.input(schemas.webhookIdSchema).mutation(withService(testWebhook)),
  remove: protectedProcedure.input(schemas.webhookIdSchema).mutation(withService(removeWebhook)),
  messages: protectedProcedure.input(schemas.webhookDeliveriesSchema).query(withService(listWebhookMessages)),
})
