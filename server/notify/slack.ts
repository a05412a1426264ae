import { z } from 'zod'
import { sentence } from '../language/sentence'
import type { Channel } from './channel'
import { postJson } from './http'

const settings = z.object({
  url: z
    .url({ protocol: /^https?$/, error: /*i18n*/ 'Enter the webhook’s address.' })
    .refine(
      (url) => /^\/(services|workflows|triggers|hooks)\/[\w/]+$/.test(new URL(url).pathname),
      /*i18n*/ 'This is no address of a Slack webhook.',
    ),
})

/** What Slack shows of a text, characters. */
const LONGEST = 3800
/** Slack reads these three as its own signs (docs.slack.dev, "Formatting message text"). */
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** An incoming webhook of Slack's, or of what speaks like one (Mattermost and others). */
export const slack: Channel<z.output<typeof settings>> = {
  kind: 'slack',
  settings,
  shown: ({ url }) => `${new URL(url).host}, …${url.slice(-4)}`,
  send({ url }, { text, link, snoozeLink, reader: { say } }, { http, signal }) {
    const quiet = snoozeLink ? ` · <${escaped(snoozeLink)}|${say(sentence`Quiet for 4 hours`)}>` : ''
    const links = `<${escaped(link)}|${say(sentence`Look`)}>${quiet}`
    return postJson(http, url, { text: `${escaped(text.slice(0, LONGEST))}\n${links}` }, signal)
  },
}
