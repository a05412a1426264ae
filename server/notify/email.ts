import { z } from 'zod'
import { type Said, sentence } from '../language/sentence'
import type { Channel } from './channel'
import { connectionFault, line } from './http'

const settings = z.object({ to: z.email(/*i18n*/ 'Enter an e-mail address.').max(254) })

/** Letters by the installation's own mail server. */
export const email: Channel<z.output<typeof settings>> = {
  kind: 'email',
  settings,
  shown: ({ to }) => to,
  async send({ to }, { id, level, title, text, html, link, snoozeLink, reader: { say } }, { mail }) {
    if (!mail) return { ok: false, answer: 'No mail server is set up here (SMTP_URL).', dead: true, retryAfterSeconds: null }
    const subject: Said = level === 'urgent' ? sentence`[urgent] ${line(title)}` : line(title)
    const quiet = snoozeLink ? [say(sentence`Quiet for 4 hours: ${snoozeLink}`)] : []
    const body = [text, '', say(sentence`Look: ${link}`), ...quiet].join('\n')
    try {
      await mail({ to, subject: say(subject), text: body, ...(html && { html }), messageId: id })
      return { ok: true, answer: 'taken by the mail server' }
    } catch (error) {
      const code =
        error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null
      if (code === null) return { ok: false, answer: connectionFault(error), dead: false, retryAfterSeconds: null }
      return { ok: false, answer: `the mail server answered ${code}`, dead: code >= 500, retryAfterSeconds: null }
    }
  },
}
