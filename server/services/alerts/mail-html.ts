import type { Level } from '@/server/domain/alerts/rule'
import { escaped, MAIL, mailButton, mailFrame } from './mail-frame'

const LABELS: Readonly<Record<Level, string>> = { urgent: 'Urgent', warn: 'Warning', ok: 'Note' }

interface MailParts {
  title: string
  /** A line an event. */
  text: string
  level: Level
  link: string
  snoozeLink: string | null
}

/** A message as a letter: its level, its sentences, the first of them large, and what can be done. */
export function mailHtml({ title, text, level, link, snoozeLink }: MailParts): string {
  const lines = text.split('\n').filter((line) => line !== '')
  // Of several events the title counts them.
  const [first = title, ...rest] = lines.length > 1 && lines[0] !== title ? [title, ...lines] : lines
  const pill = `<span class="l-${level} l-${level}-soft" style="display:inline-block;padding:3px 10px;border-radius:999px;background:${MAIL[`${level}Soft`]};color:${MAIL[level]};font-size:13px;line-height:18px;font-weight:600">${LABELS[level]}</span>`
  const more = rest
    .map(
      (line) =>
        `<tr><td class="l-line" style="padding:10px 0;border-top:1px solid ${MAIL.line};word-break:break-word">${escaped(line)}</td></tr>`,
    )
    .join('')
  const body = `${pill}
<p style="margin:14px 0 0;font-size:18px;line-height:26px;font-weight:600;word-break:break-word">${escaped(first)}</p>
${more === '' ? '' : `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:16px">${more}</table>`}
<div style="margin-top:22px">${mailButton(link, 'Open Ballast', true)}${snoozeLink ? mailButton(snoozeLink, 'Quiet for 4 hours', false) : ''}</div>`
  const foot = `You get this because of your rules and channels: <a href="${escaped(alertsOf(link))}" style="color:inherit">change them</a>.`
  return mailFrame({ title, preview: rest[0] ?? first, body, foot })
}

const alertsOf = (link: string) => new URL('/alerts', link).href
