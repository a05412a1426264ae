import { msg } from '@lingui/core/macro'

/** How totals of the desk were made, from the whole down to rows and the routes of their prices. */

const WITH_ROUTES = 'symbol,account,size,price,route,value,updated'

export const MADE = {
  equity: [
    { words: msg`Equity of each account, summed`, href: '/accounts?sort=equity&desc=true' },
    { words: msg`Their coins and positions, account by account`, href: '/balances?group=account' },
    { words: msg`The price of each coin, and its route to USD`, href: `/balances?cols=${WITH_ROUTES}` },
  ],
  exposure: [
    { words: msg`Coin by coin: long, short and net`, href: '/balances?group=coin' },
    { words: msg`Its coins and positions, with their prices’ routes`, href: `/balances?group=coin&cols=${WITH_ROUTES}` },
  ],
  profit: [
    { words: msg`Open positions, account by account`, href: '/positions?group=account' },
    { words: msg`Each with its entry and mark price`, href: '/positions?sort=profit' },
  ],
} as const
