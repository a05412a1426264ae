import { z } from 'zod'
import type { Credentials } from '../../port'
import type { AccountApi } from '../../reading/api'

/** A token is what ccxt keeps of a session, and stays valid until the exchange says otherwise. */
export const keyed = ({ apiSecret }: Credentials): Record<string, unknown> =>
  apiSecret ? { authToken: apiSecret, expires: Number.MAX_SAFE_INTEGER } : {}

/** Signs in where an account was added with a private key, before tokens were asked for. */
export async function signedIn(api: AccountApi): Promise<void> {
  if (!api.option('authToken')) await api.call('authenticateRest', [], z.unknown())
}
