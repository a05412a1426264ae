import { ECDH } from 'node:crypto'
import webPush from 'web-push'
import { z } from 'zod'
import type { Level } from '../domain/alerts/rule'
import { type Said, sentence } from '../language/sentence'
import type { Channel, Outgoing } from './channel'
import { line, post } from './http'

const POINT_BYTES = 65
const SECRET_BYTES = 16
const bytes = (text: string) => Buffer.from(text, 'base64url')

/** An uncompressed point that lies on P-256. */
function isPoint(text: string): boolean {
  try {
    return bytes(text).length === POINT_BYTES && ECDH.convertKey(bytes(text), 'prime256v1').length === POINT_BYTES
  } catch {
    return false
  }
}

/** Push services are reached over https; plain http is for one on this very machine, which the operator has to allow. */
function isEndpoint(url: string): boolean {
  // What is no address is refused as one; this is asked all the same.
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost'
}

const WRONG = /*i18n*/ 'This browser’s subscription cannot be used.'
const settings = z.object({
  /** Where the browser's push service takes its messages. */
  endpoint: z
    .url({ protocol: /^https?$/, error: WRONG })
    .max(2000, WRONG)
    .refine(isEndpoint, WRONG),
  /** The browser's own key and secret: nobody between here and there reads what is sent. */
  p256dh: z
    .string()
    .regex(/^[\w-]{87}$/, WRONG)
    .refine(isPoint, WRONG),
  auth: z
    .string()
    .regex(/^[\w-]{22}$/, WRONG)
    .refine((text) => bytes(text).length === SECRET_BYTES, WRONG),
})
export type PushSettings = z.output<typeof settings>

/** What the worker in the browser is told (`public/push-worker.js`). */
export interface PushPayload {
  id: string
  level: Level
  title: string
  body: string
  /** Within this site: whichever name the browser knows it by. */
  path: string
  snoozePath: string | null
  /** What the button for that is called. */
  snoozeLabel: string | null
  /** Milliseconds since 1970: what comes late says so. */
  at: number
}

/** Longest text, bytes: more than any screen shows, well within the 4,096 that push services take. */
const LONGEST = 1500
/** Payloads are as long as the next multiple: their length does not tell what is in them. */
const BLOCK = 512
const HEADS: Readonly<Record<Level, Said>> = { urgent: sentence`Urgent`, warn: sentence`Warning`, ok: 'Ballast' }

/** Seconds that a push service keeps what a device that is off does not take. */
const KEPT_SECONDS: Readonly<Record<Level, number>> = { urgent: 86_400, warn: 14_400, ok: 14_400 }

const cut = (text: string) =>
  Buffer.from(text.replace(/[^\P{Cc}\n]/gu, ' '))
    .subarray(0, LONGEST)
    .toString('utf8')
    .replace(/\uFFFD+$/, '')

function pathOf(link: string): string {
  const { pathname, search } = new URL(link)
  return pathname + search
}

function payloadOf({ id, level, title, text, link, snoozeLink, at, reader: { say } }: Outgoing): PushPayload {
  const rest = text.startsWith(title) ? text.slice(title.length).trim() : text
  // A single sentence is the body: titles have one line.
  const shown = rest === '' ? { title: say(HEADS[level]), body: text } : { title, body: rest }
  return {
    id,
    level,
    title: line(shown.title),
    body: cut(shown.body),
    path: pathOf(link),
    snoozePath: snoozeLink && pathOf(snoozeLink),
    snoozeLabel: snoozeLink && say(sentence`Quiet for 4 hours`),
    at: at.getTime(),
  }
}

function padded(payload: PushPayload): Buffer {
  const plain = Buffer.from(JSON.stringify(payload))
  return Buffer.concat([plain, Buffer.alloc((BLOCK - (plain.length % BLOCK)) % BLOCK, ' ')])
}

/** A browser, by its maker's push service (RFC 8030), sealed for it alone (RFC 8291) and signed by this installation (RFC 8292). */
export const webpush: Channel<PushSettings> = {
  kind: 'webpush',
  settings,
  shown: ({ endpoint }) => `by ${new URL(endpoint).hostname}`,
  async send({ endpoint, p256dh, auth }, message, { http, push, signal }) {
    if (!push) return { ok: false, answer: 'push messages are not sent by this process', dead: false, retryAfterSeconds: null }
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, padded(payloadOf(message)), {
      vapidDetails: { subject: push.contact, ...(await push.keys()) },
      TTL: KEPT_SECONDS[message.level],
      urgency: message.level === 'ok' ? 'normal' : 'high',
      // What is sent once more takes the place of the first, where that still waits for the device.
      topic: message.id.replaceAll('-', ''),
    })
    let status = 0
    const outcome = await post(
      {
        post: async (...request) => {
          const answer = await http.post(...request)
          status = answer.status
          return answer
        },
      },
      endpoint,
      body ?? '',
      signal,
      headersOf(headers),
    )
    if (outcome.ok) return { ok: true, answer: `taken by ${new URL(endpoint).hostname}` }
    if (status !== 404 && status !== 410) return outcome
    // RFC 8030, 7.3: the subscription is over, and nothing is to be sent to it any more.
    const answer = `HTTP ${status}: this browser takes no messages any more; turn them on there again`
    return { ok: false, answer, dead: true, retryAfterSeconds: null, gone: true }
  },
}

const headersSchema = z.record(z.string(), z.union([z.string(), z.number()]).transform(String))

/** Headers as text; the length is counted where the request is made. */
function headersOf(given: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersSchema.parse(given)).filter(([name]) => name.toLowerCase() !== 'content-length'),
  )
}
