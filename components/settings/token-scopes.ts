import type { TokenView } from '@/server/domain/views'

type Scope = TokenView['scopes'][number]

/** What a token may do, in the words of the page. */
export const SCOPES: Record<Scope, { label: string; help: string }> = {
  read: { label: 'Read', help: 'Balances, positions, accounts and history.' },
  manage: { label: 'Manage accounts', help: 'Add, change and archive accounts.' },
  trade: { label: 'Set leverage', help: 'Change leverage on the exchange. Nothing can be bought, sold or withdrawn.' },
}

export const SCOPE_NAMES = ['read', 'manage', 'trade'] as const satisfies readonly Scope[]

/** How many accounts something is limited to. */
export const accountsOf = (many: number) => (many === 1 ? 'One account' : `${many} accounts`)
