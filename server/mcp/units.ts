import { PARTS } from '../domain/performance/attribution'

/** Units by the path of a field in an answer's data, lists passed over: `balances.assets.size`. */
export type Units = Readonly<Record<string, string>>

const OWN_CURRENCY = 'the token; of a position its settlement currency'
const QUOTE = 'quote currency of the pair'
const SHARE = 'share: 0.01 is 1 %'
const A_YEAR = 'share a year: 0.01 is 1 %'

/** All of these fields in one unit. */
const all = (unit: string, fields: readonly string[]): Units => Object.fromEntries(fields.map((field) => [field, unit]))
/** The same of the items of a list, or of what is within a field. */
const within = (name: string, units: Units): Units =>
  Object.fromEntries(Object.entries(units).map(([field, unit]) => [`${name}.${field}`, unit]))

const ASSET: Units = {
  size: 'coins; of a position its base coin',
  amount: 'coins; of a position its base coin',
  borrowed: 'coins',
  available_balance: 'coins',
  notional: 'USD',
  price: 'USD a coin; of a position, USD for one of its settlement currency',
  ...all(QUOTE, ['entry_price', 'mark_price', 'liquidation_price']),
  ...all(OWN_CURRENCY, ['unrealized_profit', 'initial_margin', 'maint_margin', 'margin_balance']),
  leverage: 'times',
  notional_pct_total: SHARE,
}

const WALLET: Units = {
  ...all('USD', [
    ...['total_equity', 'margin_balance', 'initial_margin', 'maint_margin', 'available_margin'],
    ...['unrealized_profit', 'reported_equity'],
  ]),
  margin_ratio: 'share: 1 is liquidation',
}

const FIGURES: Units = {
  ...all('USD', ['start', 'end', 'flows', 'gain']),
  twr: SHARE,
  ...all(A_YEAR, ['twr_yearly', 'xirr']),
}

const PARTS_OF: Units = within('parts', all('USD', PARTS))

export const BALANCE_UNITS: Units = within('balances', {
  equity: 'USD',
  'set_aside.usd': 'USD',
  ...within('equities', WALLET),
  ...within('assets', ASSET),
})
export const POSITION_UNITS: Units = {
  ...within('positions', ASSET),
  ...all('USD', ['notional', 'gross', 'unrealized_profit']),
}
export const EXPOSURE_UNITS: Units = {
  ...all('USD', ['gross', 'net']),
  ...within('coins', {
    ...all('USD', ['spot', 'positions', 'long', 'short', 'net', 'gross', 'hedged']),
    drift: 'share: 0 is a perfect hedge, 1 is none',
  }),
}
export const HISTORY_UNITS: Units = within(
  'series.points',
  all('USD', ['open', 'high', 'low', 'close', 'gross_exposure', 'net_exposure', 'set_aside']),
)
export const RETURN_UNITS: Units = {
  ...FIGURES,
  volatility: A_YEAR,
  ...all('ratio', ['sharpe', 'sortino']),
  drawdown: SHARE,
  ...within('days', { ...all('USD', ['opened', 'closed', 'flows', 'gain']), rate: SHARE }),
  ...within('groups', FIGURES),
}
export const EXPLAIN_UNITS: Units = {
  change: 'USD',
  ...PARTS_OF,
  ...within('accounts', { change: 'USD', ...PARTS_OF }),
  ...within('coins', { change: 'USD', unexplained_size: 'coins', ...PARTS_OF }),
}
export const FLOW_UNITS: Units = within('flows', {
  amount: 'coins of `coin`',
  'fee.amount': 'coins of `fee.coin`',
  value: 'USD at its time',
  price: 'USD a coin at its time',
})
export const FUNDING_UNITS: Units = {
  ...all('USD', ['total', 'received', 'paid']),
  share_of_equity: SHARE,
  yearly: A_YEAR,
  ...within('pairs', { amount: 'coins of `coin`', value: 'USD' }),
  ...within('days', all('USD', ['value', 'cumulative'])),
}
export const HEDGE_UNITS: Units = within('hedges', {
  ...all('USD', ['hedged', 'carry']),
  rate: SHARE,
  yearly: A_YEAR,
  ...within('legs', all('USD', ['average', 'income'])),
})
export const LEVERAGE_UNITS: Units = within('results', all('times', ['leverage', 'previous_leverage']))
