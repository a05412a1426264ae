import path from 'node:path'
import { createTransport } from 'nodemailer'
import { appendPrivately } from '@/db/cluster/private-files'
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
