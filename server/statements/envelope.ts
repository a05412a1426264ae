import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { canonicalize } from 'json-canonicalize'
import { z } from 'zod'

/**
 * A signed statement: what it says, and an Ed25519 signature (RFC 8032) over its canonical JSON (RFC 8785). Of one that is a PDF
 * the hash of all bytes of the page is signed with it. Nothing here knows a database: `npm run verify` needs no more than this.
 */

const decimal = z.string().regex(/^-?\d{1,60}(\.\d{1,60})?$/)
const moment = z.iso.datetime()
/** A figure, or why it is not known. */
const figure = z.object({ value: decimal.nullable(), why: z.string().nullable() })

export const statementSchema = z.strictObject({
  type: z.literal('ballast-statement'),
  version: z.literal(1),
  /** The installation: its public address, where its key is published. */
  issuer: z.url(),
  /** `2026-10` */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  from: moment,
  to: moment,
  madeAt: moment,
  currency: z.literal('USD'),
  /** The name of the tag that takes these accounts; absent: they were chosen, or are all. */
  tag: z.string().optional(),
  accounts: z.array(z.strictObject({ name: z.string(), exchange: z.string() })),
  /** Net asset value at the end of the month, what it is to all that was held, and when the first of the last readings was. */
  nav: figure.extend({ bound: z.enum(['exact', 'at_least', 'at_most', 'uncertain']), readFrom: moment.nullable() }).strict(),
  /** Time-weighted return over the days from `since` (UTC) to the end of the month, as a share. */
  twr: figure.extend({ since: z.string().nullable() }).strict(),
  /** What the accounts held at the beginning, what came in and went out, and the gain without it. */
  opening: decimal.nullable(),
  flows: decimal.nullable(),
  gain: decimal.nullable(),
  /** What it rests on: the stored days of each account. SHA-256 (hex) of their canonical JSON. */
  basis: z.strictObject({ rows: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
})
export type Statement = z.output<typeof statementSchema>

export const envelopeSchema = z.strictObject({
  statement: statementSchema,
  /** SHA-256 (hex) of the page that this is the end of; absent where there is none. */
  page: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  signature: z.strictObject({ algorithm: z.literal('Ed25519'), key: z.string(), value: z.string() }),
})
export type Envelope = z.output<typeof envelopeSchema>

/** A key as it is published (RFC 8037), named by its thumbprint (RFC 7638). */
export const publishedKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[\w-]{43}$/),
  kid: z.string(),
})
export type PublishedKey = z.output<typeof publishedKeySchema>
export const publishedSchema = z.object({ issuer: z.string(), statement_keys: z.array(publishedKeySchema) })
export type Published = z.output<typeof publishedSchema>

export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
/** RFC 8785. */
export const canonical = (value: unknown): string => canonicalize(value)

export function publishedKey(key: KeyObject): PublishedKey {
  const { x = '' } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  const jwk = { crv: 'Ed25519', kty: 'OKP', x } as const
  return { ...jwk, kid: createHash('sha256').update(canonical(jwk)).digest('base64url') }
}

const signed = ({ statement, page }: Pick<Envelope, 'statement' | 'page'>) =>
  Buffer.from(canonical({ statement, ...(page !== undefined && { page }) }), 'utf8')

/** @param page hash of the page that the statement stands on */
export function signStatement(key: KeyObject, statement: Statement, page?: string): Envelope {
  const content = { statement, ...(page !== undefined && { page }) }
  const value = sign(null, signed(content), key).toString('base64url')
  return { ...content, signature: { algorithm: 'Ed25519', key: publishedKey(key).kid, value } }
}

/** Whether one of these keys signed it. */
export function isSignedBy(envelope: Envelope, keys: readonly PublishedKey[]): boolean {
  const key = keys.find((each) => each.kid === envelope.signature.key)
  if (!key) return false
  const opened = createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: 'jwk' })
  // Named by what it is, or somebody could give theirs another's name.
  if (publishedKey(opened).kid !== key.kid) return false
  const { value } = envelope.signature
  const bytes = Buffer.from(value, 'base64url')
  // Base64 can be written in several ways, of which one is what was made.
  return bytes.toString('base64url') === value && verify(null, signed(envelope), opened, bytes)
}

const MARK = '\n%Ballast-Statement '

/**
 * Puts a signed statement behind the last byte of a PDF, as a comment, and behind it once more where the file's table begins,
 * which readers look for at the end.
 */
export function sealPdf(key: KeyObject, statement: Statement, pdf: Buffer): Buffer {
  const envelope = signStatement(key, statement, sha256(pdf))
  const held = Buffer.from(canonical(envelope), 'utf8').toString('base64')
  return Buffer.concat([pdf, Buffer.from(`${MARK}${held}\n${endOf(pdf)}`, 'latin1')])
}

/** The lines by which a PDF says where its table begins. @throws Error where it has none */
function endOf(pdf: Buffer): string {
  const [, at] = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.subarray(-64).toString('latin1')) ?? []
  if (at === undefined) throw new Error('This PDF does not end as one does.')
  return `startxref\n${at}\n%%EOF\n`
}

/** What a file says, read but not yet believed; `intact` is false for a page that is not the one that was signed. */
export interface ReadStatement {
  envelope: Envelope
  kind: 'json' | 'pdf'
  intact: boolean
}

/** @throws Error that says what the file is not */
export function readStatement(file: Buffer): ReadStatement {
  if (!file.subarray(0, 5).equals(Buffer.from('%PDF-'))) {
    return { envelope: envelopeOf(file.toString('utf8')), kind: 'json', intact: true }
  }
  const at = file.lastIndexOf(MARK)
  if (at === -1) throw new Error('This PDF holds no statement of Ballast.')
  const page = file.subarray(0, at)
  const [held = '', ...end] = file
    .subarray(at + MARK.length)
    .toString('latin1')
    .split('\n')
  const bytes = Buffer.from(held, 'base64')
  const envelope = envelopeOf(bytes.toString('utf8'))
  // Whatever is put behind a PDF can change what it shows: nothing is, but its end.
  const intact = envelope.page === sha256(page) && bytes.toString('base64') === held && end.join('\n') === endOf(page)
  return { envelope, kind: 'pdf', intact }
}

function envelopeOf(text: string): Envelope {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Error('This file is neither JSON nor PDF.')
  }
  const parsed = envelopeSchema.safeParse(json)
  if (!parsed.success) throw new Error('This file holds no statement of Ballast, or one that was changed.')
  // What is read must be what was written: of a name that stands twice only one would be seen.
  if (canonical(parsed.data) !== text.trim())
    throw new Error('This statement was not written as Ballast writes one: it was changed.')
  return parsed.data
}
