import { DomainError } from '../../../errors'
import type { AccountApi } from '../../reading/api'

/** @throws DomainError where a person gave none */
export function addressOf(api: AccountApi): string {
  if (api.address) return api.address
  throw new DomainError('exchange_credentials', 'dYdX needs an address.', { fields: { walletAddress: 'Required.' } })
}
