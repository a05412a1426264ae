import type { PasskeyRow } from '@/db/queries/second-factor'
import type { PasskeyView } from '../../domain/views'

export function passkeyView({ id, name, backedUp, createdAt, lastUsedAt }: PasskeyRow): PasskeyView {
  return { id, name, backedUp, createdAt, lastUsedAt }
}
