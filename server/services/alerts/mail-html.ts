import type { Level } from '@/server/domain/alerts/rule'
import { ENGLISH, type Reader } from '../../language/reader'
import { type Said, sentence } from '../../language/sentence'
import { escaped, MAIL, mailButton, mailFrame, mailLink } from './mail-frame'

const LABELS: Readonly<Record<Level, Said>> = { urgent: sentence`Urgent`, warn: sentence`Warning`, ok: sentence`Notice` }

interface MailParts {
  title: string
  /** A line an event. */
  text: string
  level: Level
  link: string
  snoozeLink: string | null
}

/**
 * A message as a letter: its level, its sentences, the first of them large, and what can be done.
 * @param reader whose language its title and text are in
 */
export function mailHtml({ title, text, level, link, snoozeLink }: MailParts, reader: Reader = ENGLISH): string {
  const { say } = reader
  const lines = text.split('\n').filter((line) => line !== '')
  // Of several events the title counts them.
  const [first = title, ...rest] = lines.length > 1 && lines[0] !== title ? [title, ...lines] : lines
  const pill = `<span class="l-${level} l-${level}-soft" style="display:inline-block;padding:3px 10px;border-radius:999px;background:${MAIL[`${level}Soft`]};color:${MAIL[level]};font-size:13px;line-height:18px;font-weight:600">${escaped(say(LABELS[level]))}</span>`
  const more = rest
    .map(
      (line) =>
        `<tr><td class="l-line" style="padding:10px 0;border-top:1px solid ${MAIL.line};word-break:break-word">${escaped(line)}</td></tr>`,
    )
    .join('')
  const body = `${pill}
<p style="margin:14px 0 0;font-size:18px;line-height:26px;font-weight:600;word-break:break-word">${escaped(first)}</p>
${more === '' ? '' : `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:16px">${more}</table>`}
<div style="margin-top:22px">${mailButton(link, say(sentence`Open Ballast`), true)}${snoozeLink ? mailButton(snoozeLink, say(sentence`Quiet for 4 hours`), false) : ''}</div>`
  const change = mailLink(alertsOf(link), say(sentence`change them`))
  const foot = say(sentence`You get this because of your rules and channels: ${change}.`)
  return mailFrame({ language: reader.language, title, preview: rest[0] ?? first, body, foot })
}

const alertsOf = (link: string) => new URL('/alerts', link).href
