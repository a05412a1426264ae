import { Trans } from '@lingui/react/macro'
import type { LineAccount, TagLabel } from '@/server/domain/views'
import { TagName } from '../tags/tag-name'
import { Badge } from '../ui/badge'
import { IntentLink } from '../ui/intent-link'
import { ExchangeMonogram } from './exchange-monogram'

/** Monogram, the account's name as a link to its page, and its exchange below. */
export function AccountName({
  account,
  tags = [],
}: {
  account: Pick<LineAccount, 'id' | 'name' | 'exchange' | 'exchangeName' | 'exchangeLabel' | 'sandbox'>
  /** Those that take it as a whole. */
  tags?: readonly TagLabel[]
}) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <ExchangeMonogram exchange={account.exchange} name={account.exchangeName} />
      <span className="min-w-0">
        <span className="flex items-center gap-1.5">
          <IntentLink
            href={`/accounts/${account.id}`}
            className="touch-text truncate rounded-sm font-medium underline-offset-4 hover:underline"
          >
            {account.name}
          </IntentLink>
          {account.sandbox ? (
            <Badge tone="outline">
              <Trans>Test network</Trans>
            </Badge>
          ) : null}
        </span>
        <span className="flex min-w-0 items-center gap-2 text-muted-foreground text-xs">
          <span className="truncate">
            {account.exchangeName}
            {account.exchangeLabel ? ` · ${account.exchangeLabel}` : ''}
          </span>
          {tags.map((tag) => (
            <TagName key={tag.id} tag={tag} className="max-w-32" />
          ))}
        </span>
      </span>
    </span>
  )
}
