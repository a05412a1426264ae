import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import type { Channel } from './channel'
import { postJson } from './http'

const secret = z.string().regex(/^whsec_[\w+/=]{32,120}$/)
const settings = z.object({
  url: z.url({ protocol: /^https?$/, error: 'Enter an http(s) address.' }).max(2000),
  /** Signs what is sent; shown once. Two while one takes the other's place: receivers accept either. */
  secrets: z.array(secret).min(1).max(2),
})

/** A new secret in the form of the specification: 24 bytes. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`
}

/** Any address, signed as the Standard Webhooks specification has it (standardwebhooks.com, 1.0). */
export const webhook: Channel<z.output<typeof settings>> = {
  kind: 'webhook',
  settings,
  shown: ({ url }) => new URL(url).host,
  send({ url, secrets }, { id, level, title, text, link, at }, { http, signal, now }) {
    const body = { type: 'ballast.alert', timestamp: at.toISOString(), data: { id, level, title, text, link } }
    const sentAt = now()
    const payload = JSON.stringify(body)
    const signature = secrets.map((each) => new Webhook(each).sign(id, sentAt, payload)).join(' ')
    return postJson(http, url, body, signal, {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': signature,
    })
  },
}
