import type { ShareLinkRow } from '@/db/queries/share-links'
import { SHARE_PARTS, type SharePart, type ShareUnit } from '../../domain/share'
import type { ShareLinkView } from '../../domain/views'

/** Parts of a stored link that this version knows. */
export const knownParts = (parts: readonly string[]): SharePart[] => SHARE_PARTS.filter((part) => parts.includes(part))

/** What of a stored unit is not known tells no amount. */
export const knownUnit = (unit: string): ShareUnit => (unit === 'amounts' ? 'amounts' : 'percent')

/** A link as its owner sees it: never its hash, nor its password's. */
export function shareLinkView(row: ShareLinkRow): ShareLinkView {
  const { id, title, accountIds, tagId, delaySeconds, passwordHash, createdAt, expiresAt, revokedAt, views, lastViewedAt } = row
  const shows = { accountIds, tagId, parts: knownParts(row.parts), unit: knownUnit(row.unit), delaySeconds }
  return { id, title, ...shows, hasPassword: passwordHash !== null, createdAt, expiresAt, revokedAt, views, lastViewedAt }
}
