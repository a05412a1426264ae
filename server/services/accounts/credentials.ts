import type { ServiceContext } from '@/server/context'
import { DomainError, isPassing } from '@/server/errors'
import { misshapen } from '@/server/exchanges/credential-shapes'
import type { Connection, CredentialField, Credentials, ExchangeInfo, KeyInfo } from '@/server/exchanges/port'
import { type Said, sentence, together } from '../../language/sentence'
import { withExchangeSlot } from '../balances/exchange-slot'
import { withDeadline } from '../deadline'
import { countAttempts, forgiveAttempt } from '../users/attempts'

/** Longest wait for an exchange while a person looks at the form. */
const VERIFY_DEADLINE_MS = 20_000

/**
 * Only the fields that the exchange knows, all required ones filled, each of the shape that it has there.
 * @throws DomainError `bad_request` with a reason per field
 */
export function checkCredentials(exchange: ExchangeInfo, given: Credentials): Credentials {
  const fields: Record<string, Said> = {}
  const credentials: Credentials = {}
  for (const info of exchange.credentialFields) {
    const { field, label, required } = info
    const value = given[field]
    const fault = value ? misshapen(info, value) : required ? sentence`${exchange.name} needs the ${label}.` : null
    if (fault !== null) fields[field] = fault
    else if (value) credentials[field] = value
  }
  const missing = Object.values(fields)
  if (missing.length > 0) throw new DomainError('bad_request', together(missing), { fields })
  return credentials
}

/** The field that names a key on this exchange: what may be shown in part, and where a refusal is said. */
export function namingField(credentials: Credentials): CredentialField {
  return credentials.apiKey ? 'apiKey' : credentials.walletAddress ? 'walletAddress' : 'privateKey'
}

/** The first 5 characters of the key (or wallet address) and asterisks; nothing of a private key. */
export function maskKey(credentials: Credentials): string {
  const shown = credentials.apiKey ?? credentials.walletAddress ?? ''
  return `${shown.slice(0, 5)}********`
}

/**
 * Where a refused key is to be mended, by the exchange's words: most name the signature when the secret is wrong and the
 * passphrase when that is.
 */
function refusedField(error: DomainError, credentials: Credentials): CredentialField {
  const words = `${error.message} ${error.exchangeError ?? ''}`
  if (credentials.password && /pass\s?phrase|password/i.test(words)) return 'password'
  if (credentials.apiSecret && /sign|secret|hmac/i.test(words)) return 'apiSecret'
  return namingField(credentials)
}

const AT_A_FIELD: ReadonlySet<string> = new Set(['exchange_credentials', 'exchange_permission', 'exchange_ip'])

/**
 * Tries the key on its exchange, in the places, within the limits and with the pauses of every reading. Wrong ones are counted
 * against the person: an exchange counts them against the address that everybody here shares.
 * @throws DomainError with an exchange code; what a person can mend at a field is told at that field; `rate_limited`
 */
export async function tryKey(ctx: ServiceContext, connection: Connection): Promise<KeyInfo> {
  const attempt = { kind: 'try_key', subject: ctx.deskId } as const
  await countAttempts(ctx, [attempt])
  try {
    const key = await verified(ctx, connection)
    await forgiveAttempt(ctx, attempt)
    return key
  } catch (error) {
    // An exchange that is down, slow or limits us has said nothing of the key.
    if (error instanceof DomainError && isPassing(error.code)) await forgiveAttempt(ctx, attempt)
    throw error
  }
}

async function verified(ctx: ServiceContext, connection: Connection): Promise<KeyInfo> {
  const nobodys = { id: null, exchange: connection.exchange, limitedUntil: null }
  try {
    return await withDeadline(VERIFY_DEADLINE_MS, ctx.signal, (signal) =>
      withExchangeSlot(ctx, nobodys, signal, () => ctx.exchanges.verify(connection, signal)),
    )
  } catch (error) {
    if (!(error instanceof DomainError) || error.fields || !AT_A_FIELD.has(error.code)) throw error
    throw new DomainError(error.code, error.said.message, {
      fields: { [refusedField(error, connection.credentials)]: error.said.message },
      exchangeError: error.exchangeError,
      retryAfterSeconds: error.retryAfterSeconds,
      cause: error,
    })
  }
}

/** A key that may withdraw is more than Ballast needs: refused unless its owner insists. @throws DomainError `bad_request` */
export function refuseWithdrawal(key: KeyInfo, exchange: ExchangeInfo, allowWithdraw: boolean | undefined): void {
  if (allowWithdraw || !key.permissions?.includes('withdraw')) return
  const message = sentence`This key may withdraw from ${exchange.name}. Ballast never needs that: make a key that may only read, or insist on this one.`
  throw new DomainError('bad_request', message, { fields: { allowWithdraw: message } })
}
