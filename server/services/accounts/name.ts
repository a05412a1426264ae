import { foldName, nameFault, tidyName } from '@/server/domain/names'
import { DomainError } from '@/server/errors'
import { sentence } from '../../language/sentence'

/** A name as it is stored, and its folded form that no other active account of the user may have. */
export interface AccountName {
  name: string
  nameKey: string
}

/** @throws DomainError `bad_request` at the field `name` */
export function accountName(given: string): AccountName {
  const name = tidyName(given)
  const fault = nameFault(name)
  if (fault !== null) throw new DomainError('bad_request', fault, { fields: { name: fault } })
  return { name, nameKey: foldName(name) }
}

export function nameTaken(wanted: string, existing?: string): DomainError {
  const message =
    existing === undefined || existing === wanted
      ? sentence`You have an account named "${wanted}" already.`
      : sentence`You have an account named "${existing}" already, which "${wanted}" could be taken for.`
  return new DomainError('name_taken', message, { fields: { name: message } })
}

export function keyConnected(field: string, existing?: string): DomainError {
  const message =
    existing === undefined ? sentence`This key is connected already.` : sentence`This key is connected already, as "${existing}".`
  return new DomainError('conflict', message, { fields: { [field]: message } })
}
