import { DomainError, type ExchangeErrorCode } from '../../errors'
import { type Sentence, sentence, worded } from '../../language/sentence'
import type { CredentialField, Credentials } from '../port'
import { answerBehind, behindAnswer, isPage, type RefusedAnswer } from './client'
import { UnlistedRequest } from './gate'
import { TransportError } from './http'
import { type LimitRule, limitScope, waitAskedFor } from './limits'
import { classNames, SigningError } from './signing'

/** What one of an exchange's own error codes means; with `exchange_rate_limit`, whose calls it counts. */
export interface ErrorRule extends LimitRule {
  code: ExchangeErrorCode
  /** The input that a person must mend. */
  field?: CredentialField
  /** Instead of the usual words, where an exchange's code says more or less than ours. */
  words?: string | Sentence
  /** With `exchange_refused`: what the exchange says of a wallet that was never opened, in which there is nothing. */
  unopened?: boolean
}
/**
 * The exchange's error code (its exact words where it has no codes, `HTTP 422` where it says nothing) → meaning. Wins
 * over ccxt's classes. A key like `…Incorrect Access key` is for words within a longer sentence, where one code means
 * several things; it wins over the code.
 */
export type ErrorRules = Readonly<Record<string, ErrorRule>>

/** Whose call failed, for the words of the error. */
export interface ErrorContext {
  /** Display name. */
  name: string
  rules: ErrorRules
  /** A sentence on where keys that are unknown here may belong (`MyOKX`); absent or null where there is none. */
  elsewhere?: Sentence | null
  /** Cut out of the exchange's words, should it repeat them. */
  credentials: Credentials
}

/** ccxt's error classes, most special first. */
const BY_CLASS: readonly (readonly [string, ExchangeErrorCode])[] = [
  ['PermissionDenied', 'exchange_permission'],
  ['AccountSuspended', 'exchange_permission'],
  ['AuthenticationError', 'exchange_credentials'],
  ['RestrictedLocation', 'exchange_permission'],
  ['RateLimitExceeded', 'exchange_rate_limit'],
  ['DDoSProtection', 'exchange_rate_limit'],
  ['OnMaintenance', 'exchange_maintenance'],
  ['InvalidNonce', 'exchange_clock'],
  ['RequestTimeout', 'exchange_timeout'],
  ['ExchangeNotAvailable', 'exchange_network'],
  ['NetworkError', 'exchange_network'],
  ['BadResponse', 'exchange_network'],
  ['OperationFailed', 'exchange_network'],
  ['ArgumentsRequired', 'exchange_refused'],
  ['BadRequest', 'exchange_refused'],
  ['OperationRejected', 'exchange_refused'],
  ['InsufficientFunds', 'exchange_refused'],
  ['InvalidOrder', 'exchange_refused'],
  ['NotSupported', 'exchange_refused'],
  ['ExchangeError', 'exchange_unknown'],
]

/** One sentence for a person on what happened and what to do next. */
const WORDS: Record<ExchangeErrorCode, (name: string, field: CredentialField | undefined) => Sentence> = {
  exchange_credentials: (name, field) => CREDENTIAL_WORDS[field ?? 'other']?.(name) ?? CREDENTIAL_WORDS.other(name),
  exchange_permission: (name) =>
    sentence`${name} says that this key may not do this. Give the key the permission on ${name}'s API page.`,
  exchange_location: (name) =>
    sentence`${name} does not serve the country that this server is in. Run this server elsewhere, or send its calls over a proxy (EXCHANGE_BASE_URLS).`,
  exchange_ip: (name) =>
    sentence`${name} binds this key to a list of IP addresses and ours is not on it. Add this server's address to the key.`,
  exchange_rate_limit: (name) => sentence`${name} asks to wait: too many requests. It is tried again by itself.`,
  exchange_clock: (name) => sentence`This server's clock and ${name}'s are too far apart. Set the server's clock (NTP).`,
  exchange_maintenance: (name) => sentence`${name} is in maintenance. It is tried again by itself.`,
  exchange_network: (name) => sentence`${name} gave no usable answer. It is tried again by itself.`,
  exchange_timeout: (name) => sentence`${name} did not answer in time. It is tried again by itself.`,
  exchange_refused: (name) => sentence`${name} refused this.`,
  exchange_blocked: (name) => sentence`Ballast stopped a request to ${name} that it never makes. Nothing was sent.`,
  exchange_unknown: (name) => sentence`${name} answered with an error that Ballast does not know.`,
}

const accountLimited = (name: string) =>
  sentence`${name} limits how often this account is asked: too many requests with its keys, from here or from other programs. Other accounts do not wait for it. It is tried again by itself.`

const CREDENTIAL_WORDS: Record<string, (name: string) => Sentence> & { other: (name: string) => Sentence } = {
  apiKey: (name) => sentence`${name} does not know this API key. Check that it was copied whole and was not deleted or expired.`,
  apiSecret: (name) => sentence`${name} refuses the signature. The secret does not belong to this API key.`,
  password: (name) => sentence`${name} refuses the passphrase. It is the one chosen when the key was made.`,
  other: (name) =>
    sentence`${name} refuses these credentials. Check key and secret, and that the key was not deleted or expired.`,
}

/** Any failure of a call on an exchange as the closed union that services know. A `DomainError` passes through. */
export function toDomainError(error: unknown, context: ErrorContext): DomainError {
  if (error instanceof DomainError) return error
  if (error instanceof UnlistedRequest) return unlisted(error, context)
  if (error instanceof TransportError) return transportError(error, context)
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) {
    return new DomainError('exchange_timeout', WORDS.exchange_timeout(context.name, undefined), { cause: error })
  }
  if (error instanceof SigningError) return malformedSecret(error, context)
  const answer = answerBehind(error)
  const said = answer ? exchangeWords(answer.body) : null
  const rule = ruleFor(error, answer, said, context)
  const scope = rule.code === 'exchange_rate_limit' ? limitScope(rule, answer) : undefined
  const usual = rule.words ?? (scope === 'account' ? accountLimited : WORDS[rule.code])(context.name, rule.field)
  const unknownKey = rule.code === 'exchange_credentials' && (rule.field ?? 'apiKey') === 'apiKey'
  const words = unknownKey && context.elsewhere ? sentence`${usual} ${context.elsewhere}` : usual
  const exchangeError = scrubbed(said?.words ?? statusWords(answer), context.credentials)
  return new DomainError(
    rule.code,
    rule.code === 'exchange_refused' && exchangeError ? refusedWith(exchangeError, rule.words, context) : words,
    {
      exchangeError,
      retryAfterSeconds: waitAskedFor(rule, answer),
      limitScope: scope,
      unopened: rule.unopened,
      fields: rule.field ? { [rule.field]: words } : undefined,
      cause: answer ? undefined : plainCause(error),
    },
  )
}

/** That an exchange said no, with its words; by its own rule, or in ours. */
function refusedWith(exchangeError: string, words: string | Sentence | undefined, { name }: ErrorContext): Sentence {
  if (words === undefined) return sentence`${name} refused this: ${exchangeError}`
  const { text, values } = typeof words === 'string' ? worded(words) : words
  return worded(`${text.slice(0, -1)}: {${values.length}}`, ...values, exchangeError)
}

/**
 * An answer that came but cannot be what it should be: never taken for a zero.
 * @param what what is wrong with it, for a person; null where only a programmer can use it (it is then in the cause)
 */
export function senseless({ name }: ErrorContext, what: string | null, cause?: unknown): DomainError {
  const words =
    what === null
      ? sentence`${name} gave an answer that makes no sense. It is tried again by itself.`
      : sentence`${name} gave an answer that makes no sense (${what}). It is tried again by itself.`
  return new DomainError('exchange_network', words, { cause })
}

/**
 * The refusal in an answer that ccxt let pass: exchanges say no with HTTP 200 and codes that it does not know. Null for
 * an answer that holds anything but an envelope, and for one that says that all is well.
 */
export function refusalWithin(answer: unknown, context: ErrorContext): DomainError | null {
  if (!isBare(answer)) return null
  const said = saidIn(answer)
  if (!said?.message || WELL.test(said.message) || DONE.test(said.code ?? '')) return null
  const refused = { status: 200, headers: {}, body: JSON.stringify(answer), signed: true }
  return toDomainError(behindAnswer(new Error('refused with HTTP 200'), refused), context)
}

/** The same refusal, told as what it is when the key itself is known to be right. */
export function permissionMissing({ name }: ErrorContext, { exchangeError, cause }: DomainError): DomainError {
  return new DomainError('exchange_permission', WORDS.exchange_permission(name, undefined), { exchangeError, cause })
}

function transportError(error: TransportError, { name }: ErrorContext): DomainError {
  const code = error.failure === 'timeout' || error.failure === 'aborted' ? 'exchange_timeout' : 'exchange_network'
  const words =
    error.failure === 'network'
      ? sentence`${name} could not be reached (${error.message}). It is tried again by itself.`
      : WORDS[code](name, undefined)
  return new DomainError(code, words, { cause: error })
}

/** Not tried around and not passed over: what else it might have done in the account's name is not known. */
function unlisted(cause: UnlistedRequest, { name }: ErrorContext): DomainError {
  const words = sentence`Ballast stopped a request to ${name} that it never makes (${cause.request}). Nothing was sent. This is a fault of Ballast: please report it; the account is read again once it is mended.`
  return new DomainError('exchange_blocked', words, { cause })
}

function malformedSecret(cause: SigningError, { name }: ErrorContext): DomainError {
  const words = sentence`This is not a secret as ${name} gives them. Copy it whole, with every line and sign.`
  // What the decoder says may repeat a part of the secret: not even for the log.
  return new DomainError('exchange_credentials', words, { fields: { apiSecret: words }, cause: new Error(cause.message) })
}

/** A country that is not served, in an exchange's words or those of the network in front of it. */
const AWAY =
  /restricted (location|region|country|jurisdiction|territor)|block access from your country|banned the country|(prohibited|sanctioned) (country|region|jurisdiction|location)|unavailable in (the U|your)|not (currently )?(available|supported|served|permitted|allowed) (in|for|from) (your|this|the) (country|region|location|jurisdiction)|(country|region|location|jurisdiction)\b[^.]{0,60}\b(not|isn't) (currently )?(available|supported|served|permitted|allowed)/i

function ruleFor(error: unknown, answer: RefusedAnswer | undefined, said: Said | null, { name, rules }: ErrorContext): ErrorRule {
  const words = said?.words ?? plainText(answer) ?? ''
  const within = Object.keys(rules).find((key) => key.startsWith('…') && words.includes(key.slice(1)))
  if (within && rules[within]) return rules[within]
  const own = (said?.code != null ? rules[said.code] : undefined) ?? (said?.message != null ? rules[said.message] : undefined)
  if (own) return own
  if (answer) {
    if (answer.status === 451 || AWAY.test(answer.body.slice(0, 4000))) return { code: 'exchange_location' }
    const byNumber = said === null && !isPage(answer.body) ? rules[`HTTP ${answer.status}`] : undefined
    if (byNumber) return byNumber
    const byStatus = statusRule(answer)
    if (byStatus) return { code: byStatus }
  }
  if (answer && isPage(answer.body)) {
    const words = sentence`${name}: a web page came instead of data (a check for robots, or a proxy in between). It is tried again by itself.`
    return { code: 'exchange_network', words }
  }
  if (answer?.body.trim() === '') {
    return { code: 'exchange_network', words: sentence`${name} sent an empty answer. It is tried again by itself.` }
  }
  const names = classNames(error)
  const code = BY_CLASS.find(([name]) => names.has(name))?.[1] ?? 'exchange_unknown'
  // Refused in words that only ccxt knows: a code it lists as a plain error is the exchange saying no.
  return { code: code === 'exchange_unknown' && said?.code != null ? 'exchange_refused' : code }
}

function statusRule({ status, body }: RefusedAnswer): ExchangeErrorCode | null {
  if (status === 429 || status === 418) return 'exchange_rate_limit'
  if (status === 403 && /frequent|rate limit|too many/i.test(body)) return 'exchange_rate_limit'
  if (/maintenance|maintain|upgrading/i.test(body.slice(0, 2000)) && (status >= 500 || status === 200))
    return 'exchange_maintenance'
  if (status >= 500) return 'exchange_network'
  return null
}

interface Said {
  code: string | null
  message: string | null
  /** Both, as shown. */
  words: string
}

const CODE_KEYS = ['retCode', 'ret_code', 'code', 'err-code', 'err_code', 'errorCode', 'error_code', 'label', 'mc']
const MESSAGE_KEYS = [
  'retMsg',
  'ret_msg',
  'msg',
  'message',
  'err-msg',
  'err_msg',
  'errorMessage',
  'error_message',
  'error',
  'reason',
  'detail',
  'response',
]

/** Fields around what was asked for. */
const ENVELOPE = /^(success|status|result|ts|time|timestamp|requestTime|request_?id|trace_?id|path|debugMsg|retExtInfo)$/i
const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
/** Codes and words for "all is well". */
const DONE = /^(0+|200|200000|ok|success)$/i
const WELL = /^(ok|success|successful|succeeded)\.?$/i

/** True for an answer with a message and nothing that was asked for. */
function isBare(answer: unknown): answer is object {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return false
  return Object.entries(answer).every(
    ([key, value]) =>
      isEmpty(value) || (typeof value !== 'object' && [...CODE_KEYS, ...MESSAGE_KEYS].includes(key)) || ENVELOPE.test(key),
  )
}

/** Code and message in an exchange's JSON error; null where the body holds neither. */
export function exchangeWords(body: string): Said | null {
  return saidIn(parsed(body))
}

function saidIn(json: unknown): Said | null {
  if (typeof json !== 'object' || json === null) return null
  const outer = wordsIn(json)
  const inner =
    wordsIn(Reflect.get(json, 'error')) ?? wordsIn(Reflect.get(json, 'errors')) ?? wordsIn(Reflect.get(json, 'status'))
  const code = inner?.code ?? outer?.code ?? nameOf(Reflect.get(json, 'error'))
  const message = inner?.message ?? outer?.message ?? null
  if (code === null && message === null) return null
  return { code, message, words: [message, code === null || code === message ? null : `(${code})`].filter(Boolean).join(' ') }
}

/** Upbit: {"error": {"name": "out_of_scope", "message": "…"}}, where the words are of its own language. */
function nameOf(error: unknown): string | null {
  const name: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'name') : null
  return typeof name === 'string' && name !== '' ? name : null
}

function wordsIn(value: unknown): { code: string | null; message: string | null } | null {
  // Kraken: {"error": ["EAPI:Invalid key"]}; the words are the code.
  if (Array.isArray(value)) {
    const first: unknown = value[0]
    // Bitfinex: ["error", 10100, "apikey: invalid"].
    if (first === 'error' && /^\d+$/.test(String(value[1])))
      return { code: String(value[1]), message: String(value[2] ?? '') || null }
    return typeof first === 'string'
      ? { code: first, message: value.filter((word) => typeof word === 'string').join(', ') }
      : wordsIn(first)
  }
  if (typeof value !== 'object' || value === null) return null
  const pick = (keys: readonly string[]) => {
    for (const key of keys) {
      const found: unknown = Reflect.get(value, key)
      if ((typeof found === 'string' && found !== '') || typeof found === 'number') return String(found)
    }
    return null
  }
  const message = pick(MESSAGE_KEYS)
  // Gemini: {"result": "error", "reason": "InvalidNonce", "message": "Nonce …"}; the reason is the code.
  const code = pick(CODE_KEYS) ?? (Reflect.get(value, 'result') === 'error' ? pick(['reason']) : null)
  return code === null && message === null ? null : { code, message }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** What to show where the exchange said nothing in JSON: its status, or a short plain text. */
function statusWords(answer: RefusedAnswer | undefined): string | undefined {
  if (!answer) return undefined
  const text = isPage(answer.body) ? titleOf(answer.body) : plainText(answer)
  return text === undefined ? `HTTP ${answer.status}` : `HTTP ${answer.status}: ${text}`
}

const titleOf = (page: string) => /<title>([^<]{1,100})<\/title>/i.exec(page)?.[1]?.trim()

/** A body that is a short sentence; no page, no JSON. */
function plainText(answer: RefusedAnswer | undefined): string | undefined {
  const text = answer?.body.trim() ?? ''
  return text !== '' && text.length <= 200 && !/[<{]/.test(text) ? text : undefined
}

function scrubbed(words: string | undefined, credentials: Credentials): string | undefined {
  if (words === undefined) return undefined
  let text = words.slice(0, 500)
  for (const secret of Object.values(credentials)) if (secret && secret.length >= 4) text = text.replaceAll(secret, '…')
  return text
}

/** For the log: the class of an error that came from no answer. Its message may hold a signed URL, so it stays out. */
function plainCause(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined
  return classNames(error).has('BaseError') ? new Error(error.name) : error
}
