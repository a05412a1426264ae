import type { AccountView } from '@/server/domain/views'
import { Badge } from '../ui/badge'

/** The masked key and when it expires, if it does. */
export function AccountKey({ account }: { account: AccountView }) {
  const soon = account.keyExpiresAt !== null && account.keyExpiresAt.getTime() - Date.now() < 14 * 86_400_000
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <code className="font-mono text-muted-foreground text-xs">{account.maskedKey}</code>
      {account.keyExpiresAt ? (
        <Badge tone={soon ? 'warning' : 'outline'}>
          <span suppressHydrationWarning>
            Expires {account.keyExpiresAt.toLocaleDateString(undefined, { dateStyle: 'medium' })}
          </span>
        </Badge>
      ) : null}
    </span>
  )
}
