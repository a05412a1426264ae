import type { Level } from '@/server/domain/alerts/rule'

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const COLOUR: Readonly<Record<Level, string>> = { urgent: '#c2362b', warn: '#a86a00', ok: '#1f7a4d' }

/** A message as simple HTML: one column, no picture, nothing fetched; mail programs darken it by themselves. */
export function mailHtml({
  title,
  text,
  level,
  link,
  snoozeLink,
}: {
  title: string
  text: string
  level: Level
  link: string
  snoozeLink: string | null
}): string {
  const lines = text
    .split('\n')
    .map((each) => `<p style="margin:0 0 8px">${escaped(each)}</p>`)
    .join('')
  const button = (href: string, label: string, filled: boolean) =>
    `<a href="${escaped(href)}" style="display:inline-block;margin:8px 8px 0 0;padding:12px 18px;border-radius:8px;text-decoration:none;${
      filled ? 'background:#1f5fd6;color:#ffffff' : 'border:1px solid #8a8f98;color:inherit'
    }">${label}</a>`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escaped(title)}</title></head>
<body style="margin:0;padding:20px;font:16px/1.45 -apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:560px;margin:0 auto;border-top:4px solid ${COLOUR[level]};padding-top:16px">
${lines}
${button(link, 'Look', true)}${snoozeLink ? button(snoozeLink, 'Quiet for 4 hours', false) : ''}
<p style="margin:24px 0 0;color:#777;font-size:13px">Ballast tells you this because of a rule of yours. Rules and channels stand on the page Alerts.</p>
</div></body></html>`
}
