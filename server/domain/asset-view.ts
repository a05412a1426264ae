/** What a table of assets can be sorted by; the columns that it can show. */
export const ASSET_SORTS = [
  'symbol',
  'account',
  'exchange',
  'wallet',
  'market',
  'type',
  'side',
  'size',
  'price',
  'value',
  'notional',
  'share',
  'profit',
  'profitCoins',
  'profitShare',
  'marginBalance',
  'initialMargin',
  'maintMargin',
  'available',
  'amount',
  'borrowed',
  'leverage',
  'marginMode',
  'entry',
  'mark',
  'liquidation',
  'distance',
  'funding',
  'nextFunding',
  'route',
  'updated',
] as const
export type AssetSort = (typeof ASSET_SORTS)[number]

/** `main`: sub-accounts with their main account; `strategy`, `fund`, `person`: by the tags of that kind. */
export const ASSET_GROUPINGS = ['none', 'coin', 'account', 'main', 'exchange', 'strategy', 'fund', 'person'] as const
export type AssetGrouping = (typeof ASSET_GROUPINGS)[number]

export const ASSET_KINDS = ['all', 'token', 'position'] as const
export const ASSET_BOOKS = ['balances', 'positions'] as const

/** What a table of assets can be narrowed to; whatever names none of a kind shows all of it. */
export const POSITION_SIDES = ['long', 'short'] as const
export const POSITION_MARKETS = ['perp', 'future', 'option', 'margin'] as const
export const MARGIN_MODES = ['cross', 'isolated'] as const
/** `losing`: unrealised profit below zero; `near`: closer to liquidation than `LIQUIDATION_NEAR`. */
export const ASSET_STATES = ['losing', 'near'] as const

/** Columns whose first click sorts upwards, since the least is the most urgent: what is nearest, oldest, next, lost most. */
export const LEAST_FIRST: ReadonlySet<AssetSort> = new Set([
  'distance',
  'profit',
  'profitCoins',
  'profitShare',
  'nextFunding',
  'updated',
])

export const LONGEST_SEARCH = 200
/** Lines of one answer at most. */
export const MOST_LINES = 300
