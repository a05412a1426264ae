import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import type { AccountApi } from '../../reading/api'

/** @throws DomainError where a person gave none */
export function addressOf(api: AccountApi): string {
  if (api.address) return api.address
  throw new DomainError('exchange_credentials', sentence`dYdX needs an address.`, {
    fields: { walletAddress: sentence`Required.` },
  })
}
