import { z } from 'zod'
import { sentence } from '../language/sentence'
import type { Channel } from './channel'
import { postJson } from './http'

const settings = z.object({
  url: z
    .url({ protocol: /^https?$/, error: /*i18n*/ 'Enter the webhook’s address.' })
    .refine(
      (url) => /\/api\/(v\d+\/)?webhooks\/\d+\/[\w-]+\/?$/.test(new URL(url).pathname),
      /*i18n*/ 'This is no address of a Discord webhook.',
    ),
})

/** What Discord takes as content, characters. */
const LONGEST = 2000

/** A webhook of a Discord channel (docs.discord.com, "Execute Webhook"). */
export const discord: Channel<z.output<typeof settings>> = {
  kind: 'discord',
  settings,
  shown: ({ url }) => `webhook ${/webhooks\/(\d+)/.exec(url)?.[1] ?? ''}`,
  send({ url }, { text, link, snoozeLink, reader: { say } }, { http, signal }) {
    const tail = `\n<${link}>${snoozeLink ? `\n${say(sentence`Quiet for 4 hours: ${`<${snoozeLink}>`}`)}` : ''}`
    const content = `${text.slice(0, LONGEST - tail.length)}${tail}`
    // Names of accounts must not ring whole servers.
    return postJson(http, url, { username: 'Ballast', content, allowed_mentions: { parse: [] } }, signal)
  },
}
