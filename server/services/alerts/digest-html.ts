import type { DigestList, DigestWords } from '@/server/domain/alerts/digest'
import { ENGLISH, type Reader } from '../../language/reader'
import { sentence } from '../../language/sentence'
import { escaped, MAIL, mailButton, mailFrame, mailLink } from './mail-frame'

const TONES = { '-1': 'urgent', '0': 'muted', '1': 'ok' } as const

/** A digest as a letter: the sum, what became of it, what it risks, and what fired. @param reader whose language its words are in */
export function digestHtml(
  words: DigestWords,
  { pages, every }: { pages: { overview: string; alerts: string }; every: 'daily' | 'weekly' },
  reader: Reader = ENGLISH,
): string {
  const { say } = reader
  const { title, at, equity, bound, gain, since, figures, note, lists } = words
  const muted = (text: string) =>
    `<p class="l-muted" style="margin:4px 0 0;color:${MAIL.muted};font-size:14px;line-height:20px">${text}</p>`
  const tone = TONES[gain?.sign ?? 0]
  const gained =
    gain === null
      ? muted(escaped(say(sentence`What was gained since ${since} is not known.`)))
      : `<p class="l-${tone}" style="margin:6px 0 0;color:${MAIL[tone]};font-size:16px;line-height:22px;font-weight:600">${escaped(gain.text)}</p>
${muted(escaped(say(sentence`since ${since}, without deposits and withdrawals`)))}`
  const rows = figures
    .map(
      ({ label, value }) =>
        `<tr><td class="l-muted l-line" style="padding:9px 12px 9px 0;border-top:1px solid ${MAIL.line};color:${MAIL.muted}">${escaped(label)}</td><td align="right" class="l-line" style="padding:9px 0;border-top:1px solid ${MAIL.line};font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap">${escaped(value)}</td></tr>`,
    )
    .join('')
  const body = `<p class="l-muted" style="margin:0;color:${MAIL.muted};font-size:14px;line-height:20px">${escaped(at)}</p>
<p style="margin:14px 0 0;font-size:14px;line-height:20px;font-weight:600">${escaped(say(sentence`Total equity`))}${bound === '' ? '' : `<span class="l-muted" style="color:${MAIL.muted};font-weight:400">, ${escaped(bound)}</span>`}</p>
<p style="margin:2px 0 0;font-size:30px;line-height:38px;font-weight:700;letter-spacing:-0.02em;font-variant-numeric:tabular-nums;word-break:break-word">${escaped(equity)}</p>
${gained}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:20px">${rows}</table>
${note === null ? '' : muted(escaped(note))}
${lists.map((list) => listHtml(list, reader)).join('\n')}
<div style="margin-top:24px">${mailButton(pages.overview, say(sentence`Open the overview`), true)}</div>`
  const change = mailLink(pages.alerts, say(sentence`change it`))
  const foot = say(
    every === 'daily'
      ? sentence`You get this every day because you chose so: ${change}.`
      : sentence`You get this every Monday because you chose so: ${change}.`,
  )
  const preview = gain === null ? at : say(sentence`${gain.text} since ${since}`)
  return mailFrame({ language: reader.language, title, preview, body, foot })
}

function listHtml({ head, lines, more }: DigestList, { say }: Reader): string {
  const rows = lines.map(
    ({ when, level, text }) =>
      `<tr><td width="14" valign="top" class="l-${level}" style="padding:7px 0;color:${MAIL[level]};font-size:15px;line-height:20px">●</td><td style="padding:7px 0 7px 6px;font-size:14px;line-height:20px;word-break:break-word">${escaped(text)}${when === null ? '' : `<span class="l-muted" style="display:block;color:${MAIL.muted};font-size:13px;line-height:18px">${escaped(when)}</span>`}</td></tr>`,
  )
  if (more > 0)
    rows.push(
      `<tr><td></td><td class="l-muted" style="padding:7px 0 7px 6px;color:${MAIL.muted};font-size:14px;line-height:20px">${escaped(say(sentence`… and ${more} more`))}</td></tr>`,
    )
  return `<p style="margin:24px 0 4px;font-size:15px;line-height:20px;font-weight:600">${escaped(head)}</p>
${rows.length === 0 ? '' : `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows.join('')}</table>`}`
}
