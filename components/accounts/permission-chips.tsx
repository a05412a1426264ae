import { TriangleAlert } from 'lucide-react'
import type { AccountView } from '@/server/domain/views'
import { Badge } from '../ui/badge'

const LABELS = { read: 'Read', trade: 'Trade', transfer: 'Transfer', withdraw: 'Withdraw' } as const

/** What a key may do; "—" where the exchange does not tell. A key that can withdraw stands out. */
export function PermissionChips({ permissions }: { permissions: AccountView['permissions'] }) {
  if (permissions === null) {
    return (
      <span className="text-muted-foreground" title="The exchange does not tell what this key may do">
        —
      </span>
    )
  }
  return (
    <span className="[&>*+*]:ml-1">
      {permissions.map((permission) => (
        <Badge key={permission} tone={permission === 'withdraw' ? 'warning' : 'neutral'}>
          {permission === 'withdraw' ? <TriangleAlert aria-hidden /> : null}
          {LABELS[permission]}
        </Badge>
      ))}
    </span>
  )
}
