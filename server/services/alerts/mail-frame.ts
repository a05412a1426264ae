import type { Language } from '../../language/languages'

/**
 * The frame of every letter that has HTML: one column, no picture, nothing fetched, styles where even old mail programs take
 * them from. Light as it stands; programs that know which scheme their reader likes have the dark one by the media query.
 */

/** Of text and of attributes alike. */
export const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The house's colours, each with what takes its place in the dark (class `l-…` below). */
export const MAIL = {
  ground: '#f4f4f5',
  card: '#ffffff',
  line: '#e4e4e7',
  text: '#18181b',
  muted: '#62626b',
  urgent: '#b42318',
  urgentSoft: '#fdecea',
  warn: '#8a5a00',
  warnSoft: '#fdf3dc',
  ok: '#17663f',
  okSoft: '#e5f4ec',
} as const

const DARK = `
.l-ground{background:#09090b!important}
.l-card{background:#18181b!important;border-color:#2e2e33!important}
.l-line{border-color:#2e2e33!important}
.l-text{color:#fafafa!important}
.l-muted{color:#a8a8b3!important}
.l-urgent{color:#ff9a90!important}.l-urgent-soft{background:#47191a!important}
.l-warn{color:#f5c262!important}.l-warn-soft{background:#3d2e0c!important}
.l-ok{color:#6fd6a3!important}.l-ok-soft{background:#12372a!important}
.l-button{background:#fafafa!important;color:#18181b!important}
.l-quiet{border-color:#52525b!important;color:#fafafa!important}`

const FONT = /*same*/ "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

/** A link that looks like a button. */
export function mailButton(href: string, label: string, filled: boolean): string {
  const look = filled
    ? /*same*/ `background:${MAIL.text};color:#ffffff;border:1px solid transparent`
    : /*same*/ `border:1px solid #a1a1aa;color:${MAIL.text}`
  return `<a href="${escaped(href)}" class="${filled ? 'l-button' : 'l-quiet'}" style="display:inline-block;margin:0 8px 8px 0;padding:11px 18px;border-radius:8px;font-size:15px;line-height:20px;font-weight:600;text-decoration:none;${look}">${escaped(label)}</a>`
}

/** A link within a sentence that is HTML. */
export const mailLink = (href: string, words: string): string =>
  `<a href="${escaped(href)}" style="color:inherit">${escaped(words)}</a>`

/**
 * A whole letter.
 * @param language that its words are in
 * @param preview what lists of letters show beside the title
 * @param body HTML
 * @param foot HTML: why it comes and where that is changed
 */
export function mailFrame({
  language,
  title,
  preview,
  body,
  foot,
}: {
  language: Language
  title: string
  preview: string
  body: string
  foot: string
}): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${escaped(title)}</title>
<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${DARK}
}@media (max-width:480px){.l-pad{padding:20px!important}}</style></head>
<body class="l-ground" style="margin:0;padding:0;background:${MAIL.ground}">
<div style="display:none;max-height:0;overflow:hidden">${escaped(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="l-ground" style="background:${MAIL.ground}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;font-family:${FONT};font-size:15px;line-height:22px;text-align:left">
<tr><td class="l-text" style="padding:0 4px 12px;color:${MAIL.text};font-size:15px;font-weight:700;letter-spacing:-0.01em">Ballast</td></tr>
<tr><td class="l-card l-pad l-text" style="background:${MAIL.card};border:1px solid ${MAIL.line};border-radius:12px;padding:28px;color:${MAIL.text}">
${body}
</td></tr>
<tr><td class="l-muted" style="padding:14px 4px 0;color:${MAIL.muted};font-size:13px;line-height:19px">${foot}</td></tr>
</table>
</td></tr></table>
</body></html>`
}
