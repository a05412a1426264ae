/**
 * What services answer and pages show. Amounts are decimal strings, USD unless named otherwise; null is "not known"
 * and is shown as —. Ages are computed by the reader from `asOf` and the clock, never stored.
 */
export * from './views/account-table'
export * from './views/accounts'
export * from './views/alerts'
export * from './views/assets'
export * from './views/balances'
export * from './views/desks'
export * from './views/flows'
export * from './views/history'
export * from './views/orders'
export * from './views/overview'
export * from './views/risk'
export * from './views/shares'
export * from './views/tags'
export * from './views/users'
export * from './views/webhooks'
