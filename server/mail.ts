import path from 'node:path'
import { createTransport } from 'nodemailer'
import { appendPrivately } from '@/db/cluster/private-files'
import type { Reader } from './language/reader'
import type { Said } from './language/sentence'
import type { Log } from './log'

export interface Mail {
  to: string
  subject: string
  /** Plain text. */
  text: string
  /** The same as HTML, for programs that show it. */
  html?: string
  /** Names the letter, however often it is sent. */
  messageId?: string
}

/**
 * A letter of plain text.
 * @param reader whose language it is in
 * @param paragraphs sentences, and what stands alone, such as a link
 */
export function letterFor(
  { say }: Reader,
  { to, subject, paragraphs }: { to: string; subject: Said; paragraphs: readonly Said[] },
): Mail {
  return { to, subject: say(subject), text: `${paragraphs.map(say).join('\n\n')}\n` }
}

export interface MailSettings {
  SMTP_URL?: string | undefined
  MAIL_FROM: string
  DATA_DIR: string
}

export type Mailer = (mail: Mail) => Promise<void>

/**
 * Sends by SMTP where it is configured; where it is not, the whole letter goes to `letters.txt` in the data folder, whose
 * operator passes it on. Never to a log, which more people read and copy: links in letters let in whoever has them.
 */
export function createMailer(settings: MailSettings, log: Log): Mailer {
  if (settings.SMTP_URL === undefined) {
    const file = path.resolve(/* turbopackIgnore: true */ settings.DATA_DIR, 'letters.txt')
    return async ({ to, subject, text }) => {
      appendPrivately(file, `${new Date().toISOString()}\nTo: ${to}\nSubject: ${subject}\n\n${text.trim()}\n\n---\n\n`)
      log.warn({ file }, 'SMTP_URL is not set: a letter waits in this file, pass it on by hand')
    }
  }
  const transport = createTransport(settings.SMTP_URL, { from: settings.MAIL_FROM })
  return async ({ messageId, ...mail }) => {
    await transport.sendMail({ ...mail, ...(messageId && { messageId: `<${messageId}@ballast>` }) })
  }
}

/** A mail server that cannot be used, told in one sentence; never a password. */
export class MailProblem extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'MailProblem'
  }
}

const MAIL_WAIT_MS = 10_000
/** https://nodemailer.com/smtp/#error-handling */
const MAIL_FAULTS: Record<string, string> = {
  EAUTH: 'it refuses the user or the password',
  EDNS: 'the host name is unknown',
  ENOTFOUND: 'the host name is unknown',
  ECONNREFUSED: 'nothing listens there',
  ETIMEDOUT: 'it does not answer',
  ETLS: 'the encrypted connection cannot be made; smtps:// is for port 465, smtp:// for 587',
  ECONNECTION: 'it closed the connection',
  EPROTOCOL: 'what answers is no mail server',
}

/** What a mail server may say of a letter, as far as a page shows it. */
const LONGEST_ANSWER = 300

/** Connects and signs in, and sends nothing. @throws MailProblem */
export async function checkMail(smtpUrl: string): Promise<void> {
  await asking(smtpUrl, {}, async (transport) => void (await transport.verify()))
}

/**
 * Sends a letter and waits until the server has taken it.
 * @returns what the server said to it, in its own words
 * @throws MailProblem
 */
export async function sendAndHear(settings: { SMTP_URL: string; MAIL_FROM: string }, mail: Mail): Promise<string> {
  const { messageId: _, ...letter } = mail
  return asking(settings.SMTP_URL, { from: settings.MAIL_FROM }, async (transport) => {
    const { response } = await transport.sendMail(letter)
    return response.slice(0, LONGEST_ANSWER)
  })
}

type Transport = ReturnType<typeof createTransport>

async function asking<T>(smtpUrl: string, defaults: { from?: string }, work: (transport: Transport) => Promise<T>): Promise<T> {
  const { host } = new URL(smtpUrl)
  const url = new URL(smtpUrl)
  for (const wait of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) url.searchParams.set(wait, String(MAIL_WAIT_MS))
  const transport = createTransport(url.href, defaults)
  try {
    return await work(transport)
  } catch (cause) {
    throw new MailProblem(`The mail server at ${host} cannot be used: ${whyNot(cause)}.`, { cause })
  } finally {
    transport.close()
  }
}

/** In words; of what was refused in the middle of a letter, the server's own. */
function whyNot(fault: unknown): string {
  const codes: string[] = []
  for (let error: unknown = fault; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'string') codes.push(error.code)
    // What nodemailer wraps as ESOCKET says itself what it was.
    for (const code of Object.keys(MAIL_FAULTS)) if (error.message.includes(code)) codes.unshift(code)
  }
  const why = codes.map((code) => MAIL_FAULTS[code]).find((words) => words !== undefined)
  if (why !== undefined) return why
  const said = fault instanceof Error && 'response' in fault && typeof fault.response === 'string' ? fault.response : undefined
  if (said !== undefined) return `it does not take the letter (“${said.slice(0, LONGEST_ANSWER)}”)`
  return codes[0] ?? 'it gives no reason'
}
