import { z } from 'zod'
import type { Channel } from './channel'
import { connectionFault, line } from './http'

const settings = z.object({ to: z.email(/*i18n*/ 'Enter an e-mail address.').max(254) })

/** Letters by the installation's own mail server. */
export const email: Channel<z.output<typeof settings>> = {
  kind: 'email',
  settings,
  shown: ({ to }) => to,
  async send({ to }, { id, level, title, text, html, link, snoozeLink }, { mail }) {
    if (!mail) return { ok: false, answer: 'No mail server is set up here (SMTP_URL).', dead: true, retryAfterSeconds: null }
    const mark = level === 'urgent' ? '[urgent] ' : ''
    const body = [text, '', `Look: ${link}`, ...(snoozeLink ? [`Quiet for 4 hours: ${snoozeLink}`] : [])].join('\n')
    try {
      await mail({ to, subject: `${mark}${line(title)}`, text: body, ...(html && { html }), messageId: id })
      return { ok: true, answer: 'taken by the mail server' }
    } catch (error) {
      const code =
        error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null
      if (code === null) return { ok: false, answer: connectionFault(error), dead: false, retryAfterSeconds: null }
      return { ok: false, answer: `the mail server answered ${code}`, dead: code >= 500, retryAfterSeconds: null }
    }
  },
}
