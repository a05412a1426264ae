import { CATALOGUE } from '@/server/exchanges/catalogue'
import { checkMail, MailProblem } from '@/server/mail'
import type { Finding } from './finding'

/** Asked where nobody has an account yet: whether the way out is open at all. */
const FIRST = ['binance', 'bybit', 'okx', 'hyperliquid']
const ANSWER_MS = 10_000
/** What a date without fractions of a second and a way there and back may come to. */
const CLOCK_MS = 3_000

export interface Reached {
  findings: Finding[]
  /** How far this machine's clock is ahead of each exchange's, ms; negative: behind. */
  aheadMs: number[]
}

/**
 * Asks each exchange's API for its first page, without a key.
 * @param baseUrls exchange id (or `*`) → address in the place of its own
 * @param now this machine's clock
 */
export async function lookAtExchanges(
  used: readonly string[],
  baseUrls: Readonly<Record<string, string>>,
  now: () => Date = () => new Date(),
): Promise<Reached> {
  const about = 'exchanges'
  const ids = used.length > 0 ? used : FIRST
  const answers = await Promise.all(ids.map(async (id) => ({ id, ...(await asked(addressOf(id, baseUrls), now)) })))
  const findings: Finding[] = answers.flatMap(({ id, failure, status, url }): Finding[] => {
    if (failure !== undefined) {
      const todo = `see whether a firewall or a missing proxy keeps this machine from ${new URL(url).host} (EXCHANGE_BASE_URLS names another way)`
      return [{ about, level: 'fault', said: `${id} is out of reach: ${failure}`, todo }]
    }
    if (isUnserved(status)) {
      const todo = `ask it again later; where it stays so, see to the proxy on the way to ${new URL(url).host} (EXCHANGE_BASE_URLS names it)`
      return [{ about, level: 'warning', said: `${id} answers ${status}: it, or a proxy on the way, does not serve`, todo }]
    }
    if (status !== 451 && status !== 403) return []
    const todo = `ask it from an address that it serves (EXCHANGE_BASE_URLS), or take no account there`
    return [
      { about, level: 'warning', said: `${id} answers ${status}: it may not serve the country or address of this machine`, todo },
    ]
  })
  const reached = answers.filter(({ failure }) => failure === undefined).map(({ id }) => id)
  if (findings.length === 0) findings.push({ about, level: 'well', said: `${reached.join(', ')} answer` })
  return { findings, aheadMs: answers.flatMap(({ aheadMs }) => (aheadMs === undefined ? [] : [aheadMs])) }
}

/** Not an exchange's word on what was asked: whoever asks too often, whatever broke on the way. */
const isUnserved = (status: number) => status === 429 || status >= 500

function addressOf(id: string, baseUrls: Readonly<Record<string, string>>): string {
  const host = CATALOGUE.find((entry) => entry.id === id)?.hosts[0] ?? `${id}.invalid`
  const base = baseUrls[id] ?? baseUrls['*']
  return base === undefined ? `https://${host}/` : `${base.replace(/\/$/, '')}/${host}/`
}

async function asked(url: string, now: () => Date) {
  const start = performance.now()
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'manual' })
    await answer.body?.cancel()
    const date = Date.parse(answer.headers.get('date') ?? '')
    const tookMs = performance.now() - start
    const ahead = now().getTime() - date
    // Told to a second, at some moment of the way.
    // Where it was not the exchange that answered, neither is the time its own.
    const aheadMs = Number.isNaN(date) || tookMs > CLOCK_MS || isUnserved(answer.status) ? undefined : ahead
    return { url, status: answer.status, aheadMs }
  } catch (error) {
    return { url, failure: wordsOf(error) }
  }
}

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'host names cannot be looked up',
  ECONNRESET: 'it closed the connection',
  UND_ERR_CONNECT_TIMEOUT: 'no answer within ten seconds',
}

function wordsOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'TimeoutError') return 'no answer within ten seconds'
    const known = 'code' in cause && typeof cause.code === 'string' ? (WORDS[cause.code] ?? cause.code) : undefined
    if (known !== undefined) return known
  }
  // Fetch gives 407 as a failure without a word: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
  return 'no answer of its own; a proxy on the way may want a password (407)'
}

/** Whether this machine's clock is right, by those of others. @param database how far ahead of it, ms; null: not known */
export function lookAtClock(database: { aheadMs: number; tookMs: number } | null, exchangesMs: readonly number[]): Finding {
  const about = 'clock'
  const todo = 'let a time server set it (timedatectl set-ntp true)'
  const sorted = [...exchangesMs].sort((one, other) => one - other)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle !== undefined && Math.abs(middle) > CLOCK_MS) {
    return {
      about,
      level: 'fault',
      said: `this machine's clock is ${apart(middle)} those of the exchanges, which refuse such calls`,
      todo,
    }
  }
  if (database !== null && Math.abs(database.aheadMs) > CLOCK_MS + database.tookMs) {
    const said = `this machine's clock is ${apart(database.aheadMs)} the database's`
    return {
      about,
      level: middle === undefined ? 'fault' : 'warning',
      said,
      todo: 'let a time server set both (timedatectl set-ntp true)',
    }
  }
  if (middle === undefined && database === null)
    return { about, level: 'unseen', said: 'nobody answered whose clock could be asked' }
  const by = [...(middle === undefined ? [] : ['exchanges']), ...(database === null ? [] : ['database'])]
  return { about, level: 'well', said: `within ${CLOCK_MS / 1000} s of those of ${by.join(' and ')}` }
}

const apart = (aheadMs: number) => `${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'}`

/** Whether letters would leave; none is sent. */
export async function lookAtMail(settings: {
  SMTP_URL?: string | undefined
  BASE_URL: string
  DATA_DIR: string
}): Promise<Finding> {
  const about = 'mail'
  if (settings.SMTP_URL === undefined) {
    return {
      about,
      level: 'unseen',
      said: 'SMTP_URL is not set: letters wait in letters.txt of DATA_DIR, to be passed on by hand',
    }
  }
  try {
    await checkMail(settings.SMTP_URL)
  } catch (error) {
    if (!(error instanceof MailProblem)) throw error
    return { about, level: 'fault', said: error.message.replace(/\.$/, ''), todo: 'put SMTP_URL right' }
  }
  if (['localhost', '127.0.0.1', '[::1]'].includes(new URL(settings.BASE_URL).hostname)) {
    const said = `the server takes letters, whose links lead to ${settings.BASE_URL}: nobody else can follow them`
    return { about, level: 'warning', said, todo: 'set BASE_URL to the address that people use' }
  }
  return { about, level: 'well', said: 'the server takes letters' }
}
