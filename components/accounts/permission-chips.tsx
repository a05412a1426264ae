import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { TriangleAlert } from 'lucide-react'
import type { KeyPermission } from '@/server/domain/key-change'
import type { AccountView } from '@/server/domain/views'
import { Badge } from '../ui/badge'

/** What a key may be allowed. */
export const PERMISSION_LABELS: Readonly<Record<KeyPermission, MessageDescriptor>> = {
  read: msg({ message: 'Read', context: 'a permission' }),
  trade: msg({ message: 'Trade', context: 'a permission' }),
  transfer: msg({ message: 'Transfer', context: 'a permission' }),
  withdraw: msg({ message: 'Withdraw', context: 'a permission' }),
}

/** What a key may do; "—" where the exchange does not tell. A key that can withdraw stands out. */
export function PermissionChips({ permissions }: { permissions: AccountView['permissions'] }) {
  const { t } = useLingui()
  if (permissions === null) {
    return (
      <span className="text-muted-foreground" title={t`The exchange does not tell what this key may do`}>
        —
      </span>
    )
  }
  return (
    <span className="[&>*+*]:ml-1">
      {permissions.map((permission) => (
        <Badge key={permission} tone={permission === 'withdraw' ? 'warning' : 'neutral'}>
          {permission === 'withdraw' ? <TriangleAlert aria-hidden /> : null}
          {t(PERMISSION_LABELS[permission])}
        </Badge>
      ))}
    </span>
  )
}
