import { sentence } from '../language/sentence'
import { DESK_HEADER, isDeskId } from '../schemas/desk-path'
import type { TrpcContext } from './context'

/** The desk that a request's address names, as its door or the proxy of pages wrote it down; null: one's own. */
export function deskOfRequest(headers: Pick<Headers, 'get'>): string | null {
  const desk = headers.get(DESK_HEADER)
  return isDeskId(desk) ? desk : null
}

/** Whether whoever asks is a member of the desk that is asked for; what they don't have is missing to them. */
export function hasDesk({ deskId, caller }: Pick<TrpcContext, 'deskId' | 'caller'>): boolean {
  return deskId === null || caller?.deskId === deskId
}

/** In words; the same for a desk that there is not and for one of others. */
export const NO_DESK = sentence`There is no such desk.`
