import type { WebhookRow } from '@/db/queries/webhooks'
import type { ServiceContext } from '@/server/context'
import { type WebhookSettings, webhookSettings } from '@/server/notify/webhook'
import { webhookPurpose } from '@/server/vault/purposes'

/** Seals where a webhook leads, and its secrets. */
export async function sealWebhook(
  { vault, deskId }: Pick<ServiceContext, 'vault' | 'deskId'>,
  id: string,
  settings: WebhookSettings,
): Promise<Pick<WebhookRow, 'masterKeyId' | 'wrappedKey'>> {
  return vault.sealUserSecret(deskId, webhookPurpose(id), JSON.stringify(settings))
}

/** @throws Error where it cannot be opened, or a newer version wrote it */
export async function openWebhook({ vault }: Pick<ServiceContext, 'vault'>, row: WebhookRow): Promise<WebhookSettings> {
  return webhookSettings.parse(JSON.parse(await vault.openUserSecret(row.deskId, webhookPurpose(row.id), row)))
}
