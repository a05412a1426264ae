import { createTransport } from 'nodemailer'
import type { Env } from './env'
import type { Log } from './log'

export interface Mail {
  to: string
  subject: string
  /** Plain text. */
  text: string
}

export type Mailer = (mail: Mail) => Promise<void>

/**
 * Sends by SMTP where it is configured; where it is not, the whole letter goes to the operator's log, who passes it on.
 */
export function createMailer(settings: Pick<Env, 'SMTP_URL' | 'MAIL_FROM'>, log: Log): Mailer {
  if (settings.SMTP_URL === undefined) {
    return async ({ to, subject, text }) => {
      log.warn({ to, subject, text }, 'SMTP_URL is not set: pass this letter on by hand')
    }
  }
  const transport = createTransport(settings.SMTP_URL, { from: settings.MAIL_FROM })
  return async (mail) => {
    await transport.sendMail(mail)
  }
}
