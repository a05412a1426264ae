/** A request as it was sent and what came back: secrets and identities included. */
export interface TapedCall {
  url: string
  body: string | undefined
  status: number
  answer: string
}

/** Parameters that each request has anew, or that are secret. */
const PASSING =
  /^(timestamp|ts|recv_?window|signature|signer|sign|sig|nonce|tonce|expires?|time|api_?key|access_?key(_?id)?|signature(method|version|type)|jwt|token|passphrase|req(uest)?_?(id|time)|id|otp)$/i
const DAY = 86_400_000
const UNITS = [1000, 1, 1 / 1000, 1 / 1_000_000]

function passes(name: string, value: string, now: number): boolean {
  if (PASSING.test(name)) return true
  const number = /^\d{10,19}$/.test(value) ? Number(value) : Number.NaN
  return UNITS.some((unit) => Math.abs(number * unit - now) < 2 * DAY)
}

/** The longest part without anything that passes. */
function lasting(parts: readonly { text: string; passing: boolean }[], separator: string): string {
  let best: string[] = []
  let run: string[] = []
  for (const { text, passing } of parts) {
    run = passing ? [] : [...run, text]
    if (run.length > best.length) best = run
  }
  return best.join(separator)
}

function lastingForm(form: string, now: number): string {
  const parts = form.split('&').filter(Boolean)
  return lasting(
    parts.map((text) => {
      const [name = '', value = ''] = text.split('=')
      return { text, passing: passes(decodeURIComponent(name), value, now) }
    }),
    '&',
  )
}

function lastingJson(body: string, now: number): string | null {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return null
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return body
  const parts = Object.entries(json).map(([name, value]) => ({
    text: `${JSON.stringify(name)}:${JSON.stringify(value)}`,
    passing: passes(name, String(value), now),
  }))
  if (parts.every(({ passing }) => !passing)) return body
  const run = lasting(parts, ',')
  return body.includes(run) ? run : (parts.find(({ text, passing }) => !passing && body.includes(text))?.text ?? '')
}

/** By what of its URL and body a request is known again when it is made anew, at another time and by nobody. */
export function callOf({ url, body }: TapedCall, now: number): { path: string; query: string | undefined } {
  const { pathname, host, search } = new URL(url)
  const path = pathname.replace(/^\/+/, '') || host
  const inBody = body ? (lastingJson(body, now) ?? lastingForm(body, now)) : ''
  const query = inBody || lastingForm(search.replace(/^\?/, ''), now)
  return { path, query: query === '' ? undefined : query }
}
