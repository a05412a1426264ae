import type { MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import type { TokenView } from '@/server/domain/views'

type Scope = TokenView['scopes'][number]

/** What a token may do, in the words of the page. */
export const SCOPES: Record<Scope, { label: MessageDescriptor; help: MessageDescriptor }> = {
  read: { label: msg`Read`, help: msg`Balances, positions, accounts and history.` },
  manage: { label: msg`Manage accounts`, help: msg`Add, change and archive accounts.` },
  trade: { label: msg`Set leverage`, help: msg`Change leverage on the exchange. Nothing can be bought, sold or withdrawn.` },
}

export const SCOPE_NAMES = ['read', 'manage', 'trade'] as const satisfies readonly Scope[]

/** How many accounts something is limited to. */
export const accountsOf = (many: number): MessageDescriptor => msg`${plural(many, { one: 'One account', other: '# accounts' })}`
