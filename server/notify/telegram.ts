import { z } from 'zod'
import { sentence } from '../language/sentence'
import type { Channel } from './channel'
import { line, post } from './http'

const settings = z.object({
  /** As BotFather gives it. */
  token: z
    .string()
    .trim()
    .regex(/^\d{5,20}:[\w-]{20,100}$/, /*i18n*/ 'Enter the token that BotFather gave, such as 123456:ABC-DEF….'),
  chat: z
    .string()
    .trim()
    .regex(/^(-?\d{1,20}|@\w{4,40})$/, /*i18n*/ 'Enter the chat’s number, or its name with @.'),
  /** A Bot API server of one's own. */
  server: z.url({ protocol: /^https?$/, error: /*i18n*/ 'Enter an address such as https://api.telegram.org.' }).optional(),
})

/** What Telegram takes in one message, characters. */
const LONGEST = 4096
const failure = z.object({
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
})

/** A bot of Telegram's (core.telegram.org/bots/api#sendmessage). */
export const telegram: Channel<z.output<typeof settings>> = {
  kind: 'telegram',
  settings,
  shown: ({ token, chat }) => `bot ${token.split(':')[0]}, chat ${chat}`,
  async send({ token, chat, server = 'https://api.telegram.org' }, { text, link, snoozeLink, level, reader }, { http, signal }) {
    const quiet = snoozeLink ? [{ text: reader.say(sentence`Quiet for 4 hours`), url: snoozeLink }] : []
    const rows = [{ text: reader.say(sentence`Look`), url: link }, ...quiet]
    // Telegram refuses buttons to addresses that only this machine knows, and then the whole message.
    const buttons = rows.every(({ url }) => /^https:\/\//.test(url))
    const tail = buttons ? '' : `\n${link}`
    const body = JSON.stringify({
      chat_id: chat,
      text: `${text.slice(0, LONGEST - tail.length)}${tail}`,
      disable_notification: level !== 'urgent',
      link_preview_options: { is_disabled: true },
      ...(buttons && { reply_markup: { inline_keyboard: [rows] } }),
    })
    const url = `${server.replace(/\/$/, '')}/bot${token}/sendMessage`
    let told: z.output<typeof failure> = {}
    const outcome = await post(
      {
        post: async (...request) => {
          const answer = await http.post(...request)
          told = parse(answer.body)
          const wait = told.parameters?.retry_after
          return { ...answer, body: told.description ?? '', ...(wait !== undefined && { retryAfterSeconds: wait }) }
        },
      },
      url,
      body,
      signal,
      { 'content-type': 'application/json' },
    )
    return outcome.ok ? { ok: true, answer: 'taken by Telegram' } : outcome
  },
}

function parse(body: string): z.output<typeof failure> {
  try {
    const parsed = failure.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data : {}
  } catch {
    return { description: line(body) }
  }
}
