import type { LiveEvent } from '@/server/domain/views'

/**
 * What a server or another tab has sent as an event, with its dates; null for what is none. Both may be of another version
 * of Ballast than this page. By hand, as every page has this.
 */
export function readEvent(sent: unknown): LiveEvent | null {
  if (!isRecord(sent)) return null
  const { kind, id, accountId, asOf, code, nextTryAt } = sent
  switch (kind) {
    case 'accounts':
    case 'alerts':
    case 'resync':
      return { kind }
    case 'snapshot': {
      const at = dateOf(asOf)
      return typeof id === 'string' && typeof accountId === 'string' && at ? { kind, id, accountId, asOf: at } : null
    }
    case 'failed':
      return typeof accountId === 'string' && typeof code === 'string'
        ? { kind, accountId, code, nextTryAt: dateOf(nextTryAt) }
        : null
    default:
      return null
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function dateOf(sent: unknown): Date | null {
  const date = sent instanceof Date ? sent : typeof sent === 'string' ? new Date(sent) : null
  return date && !Number.isNaN(date.getTime()) ? date : null
}
