import { Decimal } from '../../domain/decimal'
import type { Credentials } from '../port'
import { NOBODY } from '../replay/nobody'
import { type Json, numberIn, plainText } from './exact-json'
import { type FieldKind, kindOf } from './fields'
import { placesOf } from './places'
import type { Pseudonyms } from './pseudonyms'

/** Shorter ones tell nobody from another, and would be found in all kinds of figures. */
const MIN_IDENTITY = 4
/** From this length on an identity is also looked for within longer texts. */
const MIN_WITHIN = 8

/** What is an identity by its looks, wherever it stands. */
const SHAPES = [
  /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/, // e-mail
  /\b0x[\da-fA-F]{40,}\b/, // addresses and hashes
  /\b[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}\b/, // UUIDs
  /(?<!\bibc\/)\b(?=[\da-fA-F]*\d)(?=[\da-fA-F]*[a-fA-F])[\da-fA-F]{24,}\b/, // hexadecimal ids and hashes, but coins of other chains
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/, // IPv4
  /(?<![\w:])(?:[\da-fA-F]{1,4}:){7}[\da-fA-F]{1,4}(?![\w:])/, // IPv6
  /(?<![\w.])\d{17,}(?![\w.])/, // numbers that exchanges give to orders and trades
].map(({ source }) => source)

/** Fields of whole numbers of a coin's smallest unit, which are as long as ids are. */
const UNITS = /^(amount|(initial_|v_quote_)?balance|equity|health|assets|liabilities)$|_x18$/

interface Place {
  key: string
  within: string
  beside: ReadonlySet<string>
}
const ROOT: Place = { key: '', within: '', beside: new Set() }

/** Every way in which a secret may be written; the replacement stands for all of them. */
export function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const base64 = bytes.toString('base64')
  const plain = [secret, ...(secret.startsWith('0x') ? [secret.slice(2)] : [])]
  return [
    ...new Set([
      ...plain,
      ...plain.flatMap((text) => [text.toLowerCase(), text.toUpperCase()]),
      encodeURIComponent(secret),
      base64,
      base64.replace(/={1,2}$/, ''),
      bytes.toString('base64url'),
      encodeURIComponent(base64),
      hex,
      hex.toUpperCase(),
    ]),
  ]
}

/** `default`, in hexadecimal. */
const FIRST_NAME = /^64656661756c740*$/i
const OF_OURS = new RegExp(`${NOBODY.walletAddress}([\\da-f]+)`, 'gi')

/** Takes secrets and identities out of answers and requests; the same value gets the same replacement everywhere. */
export class Scrubber {
  readonly #secrets: [spelling: RegExp, replacement: string][]
  readonly #identities = new Set<string>()
  #within: RegExp | null = null

  constructor(
    credentials: Credentials,
    private readonly pseudonyms: Pseudonyms,
  ) {
    this.#secrets = secretsOf(credentials).flatMap(({ secret, replacement }) =>
      spellings(secret)
        .sort((a, b) => b.length - a.length)
        .map((spelling): [RegExp, string] => [bounded(spelling), replacement]),
    )
  }

  /** Notes what is an identity in an answer, to find it again in other answers and in requests. */
  note(json: Json, place: Place = ROOT): void {
    this.#within = null
    if (Array.isArray(json)) for (const [index, item] of json.entries()) this.note(item, placeAt(json, index, place))
    else if (typeof json === 'object' && json !== null) {
      for (const [key, value] of Object.entries(json)) this.note(value, placeIn(json, key, place))
    } else if (typeof json === 'string' && kindAt(place) === 'identity' && isIdentity(json)) {
      this.#identities.add(plainText(json))
    }
  }

  /** An answer without secrets and identities; amounts times `factor` where there is one. */
  answer(json: Json, factor: Decimal | null, place: Place = ROOT): Json {
    if (Array.isArray(json)) return json.map((item, index) => this.answer(item, factor, placeAt(json, index, place)))
    if (typeof json === 'object' && json !== null) {
      return Object.fromEntries(
        Object.entries(json).map(([key, value]) => [this.text(key), this.answer(value, factor, placeIn(json, key, place))]),
      )
    }
    return typeof json === 'string' ? this.#leaf(json, factor, kindAt(place), UNITS.test(place.key)) : json
  }

  /** What begins with nobody's wallet is one of its sub-accounts (Nado): the name behind it is a person's, but for the first one's. */
  #ofOurs(text: string): string {
    return text.replace(OF_OURS, (_, name: string) => {
      return `${NOBODY.walletAddress}${FIRST_NAME.test(name) ? name : this.pseudonyms.of(name)}`
    })
  }

  /** A path, a query, a body, or any words: secrets and identities within it replaced. */
  text(text: string): string {
    const open = this.#ofOurs(this.#withoutSecrets(text))
    // In one go: what was put in place of one must not be taken for another.
    this.#within ??= new RegExp([...alternatives([...this.#identities]), ...SHAPES].join('|'), 'g')
    return open.replace(this.#within, (found) => (isOurs(found) ? found : this.pseudonyms.of(found)))
  }

  #withoutSecrets(text: string): string {
    return this.#secrets.reduce((left, [spelling, replacement]) => left.replace(spelling, replacement), text)
  }

  #leaf(leaf: string, factor: Decimal | null, kind: FieldKind, units: boolean): string {
    const plain = plainText(leaf)
    const number = numberIn(leaf)
    const same = (text: string) => (number && numberIn(text) ? number.write(text) : text)
    const open = this.#withoutSecrets(plain)
    if (open !== plain) return same(this.text(open))
    if (plain.search(OF_OURS) === 0) return same(this.#ofOurs(plain))
    if (kind === 'words' && number === null) return plain === '' ? leaf : this.pseudonyms.of(plain)
    if ((kind === 'identity' && isIdentity(leaf)) || this.#identities.has(plain)) return same(this.pseudonyms.of(plain))
    if (number === null) return this.text(leaf)
    if (kind === 'amount' && !units && /^\d{17,}$/.test(plain)) return same(this.pseudonyms.of(plain))
    if (kind !== 'amount' || factor === null) return leaf
    return number.write(new Decimal(number.digits).times(factor).toFixed())
  }
}

/** Nobody's wallet, which stands where the account's own was, or a sub-account of it. */
function isOurs(found: string): boolean {
  return found.startsWith(NOBODY.walletAddress)
}

function placeIn(object: { [key: string]: Json }, key: string, { key: within }: Place): Place {
  const entries = Object.entries(object)
  const beside = new Set(entries.map(([name, value]) => (Array.isArray(value) ? '[]' : name)))
  return { key, within, beside }
}

/** Of a row whose places have names the one that is named; of any other list that of the list. */
function placeAt(list: readonly Json[], index: number, place: Place): Place {
  const names = placesOf(list)
  const key = names?.[index]
  return names && key !== undefined ? { key, within: '', beside: new Set(names) } : place
}

function kindAt({ key, within, beside }: Place): FieldKind {
  return kindOf(key, within, beside)
}

function isIdentity(leaf: string): boolean {
  const plain = plainText(leaf)
  return plain.length >= MIN_IDENTITY && /[\d@]/.test(plain)
}

/** Each secret and what replay signs with in its place. */
function secretsOf(credentials: Credentials): { secret: string; replacement: string }[] {
  return Object.entries(credentials)
    .flatMap(([field, secret]) =>
      secret && secret.length >= MIN_IDENTITY ? [{ secret, replacement: replacementOf(field) }] : [],
    )
    .sort((a, b) => b.secret.length - a.secret.length)
}

function replacementOf(field: string): string {
  if (field === 'walletAddress' || field === 'vaultAddress') return NOBODY.walletAddress
  if (field === 'uid') return NOBODY.uid
  if (field === 'subAccount') return 'sub-account'
  return field === 'apiKey' ? NOBODY.apiKey : 'secret'
}

/** Numbers only whole: a user id may stand within any amount. */
function bounded(text: string): RegExp {
  const pattern = escaped(text)
  return /^\d+$/.test(text) ? new RegExp(`(?<![\\d.])${pattern}(?![\\d.])`, 'g') : new RegExp(pattern, 'g')
}

function alternatives(values: readonly string[]): string[] {
  return [...values]
    .sort((a, b) => b.length - a.length)
    .map((value) => {
      const whole = `(?<![\\w.])${escaped(value)}(?![\\w.])`
      return value.length >= MIN_WITHIN && !/^\d+$/.test(value) ? escaped(value) : whole
    })
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
