import { z } from 'zod'
import { sentence } from '../language/sentence'
import type { Channel } from './channel'
import { line, post } from './http'

const settings = z.object({
  server: z.url({ protocol: /^https?$/, error: /*i18n*/ 'Enter an address such as https://ntfy.sh.' }).default('https://ntfy.sh'),
  topic: z
    .string()
    .trim()
    .regex(/^[\w-]{1,64}$/, /*i18n*/ 'A topic has letters, digits, _ and - only.'),
  /** Access token, where the topic is not open. */
  token: z
    .string()
    .trim()
    .regex(/^tk_\w{10,60}$/, /*i18n*/ 'An access token begins with tk_.')
    .optional(),
})

/** What ntfy shows of a text, bytes. */
const LONGEST = 4000

/** A topic of ntfy's (docs.ntfy.sh/publish, "Publish as JSON": titles may then hold any letters). */
export const ntfy: Channel<z.output<typeof settings>> = {
  kind: 'ntfy',
  settings,
  shown: ({ server, topic }) => `${new URL(server).host}/${topic}`,
  send({ server, topic, token }, { id, level, title, text, link, snoozeLink, reader: { say } }, { http, signal }) {
    const body = JSON.stringify({
      topic,
      title: line(title),
      message: Buffer.from(text)
        .subarray(0, LONGEST)
        .toString('utf8')
        .replace(/\uFFFD+$/, ''),
      priority: level === 'urgent' ? 5 : 3,
      tags: [level === 'urgent' ? 'rotating_light' : level === 'warn' ? 'warning' : 'white_check_mark'],
      click: link,
      ...(snoozeLink && { actions: [{ action: 'view', label: say(sentence`Quiet for 4 hours`), url: snoozeLink }] }),
    })
    const headers = { 'content-type': 'application/json', 'x-message-id': id, ...(token && { authorization: `Bearer ${token}` }) }
    return post(http, server.replace(/\/$/, ''), body, signal, headers)
  },
}
