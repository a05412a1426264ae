import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import type { Channel, Means } from './channel'
import { postJson } from './http'
import type { Outcome } from './outcome'

const secret = z.string().regex(/^whsec_[\w+/=]{32,120}$/)
/** Where a webhook leads, and what its messages are signed with. */
export const webhookSettings = z.object({
  url: z.url({ protocol: /^https?$/, error: /*i18n*/ 'Enter an http(s) address.' }).max(2000),
  /** Signs what is sent; shown once. Two while one takes the other's place: receivers accept either. */
  secrets: z.array(secret).min(1).max(2),
})

export type WebhookSettings = z.output<typeof webhookSettings>

/** A new secret in the form of the specification: 24 bytes. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`
}

/**
 * Sends a message, signed as the Standard Webhooks specification has it (standardwebhooks.com, 1.0): once with each secret.
 * @param id the same however often it is tried
 */
export async function sendSigned(
  { url, secrets }: WebhookSettings,
  { id, body }: { id: string; body: Readonly<Record<string, unknown>> },
  { http, signal, now }: Pick<Means, 'http' | 'signal' | 'now'>,
): Promise<Outcome> {
  const sentAt = now()
  const payload = JSON.stringify(body)
  const signature = secrets.map((each) => new Webhook(each).sign(id, sentAt, payload)).join(' ')
  return postJson(http, url, body, signal, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': signature,
  })
}

/** Any address, signed. */
export const webhook: Channel<WebhookSettings> = {
  kind: 'webhook',
  settings: webhookSettings,
  shown: ({ url }) => new URL(url).host,
  send(settings, { id, level, title, text, link, at }, means) {
    const body = { type: 'ballast.alert', timestamp: at.toISOString(), data: { id, level, title, text, link } }
    return sendSigned(settings, { id, body }, means)
  },
}
