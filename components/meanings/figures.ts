import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

interface FigureMeaning {
  /** Anchor on the page of figures. */
  id: string
  name: MessageDescriptor
  /** How it is made. */
  made: MessageDescriptor
}

/** What the figures mean, in the order of the page that lists them; `docs/figures.md` says the same at length. */
export const FIGURES: readonly FigureMeaning[] = [
  {
    id: 'equity',
    name: msg`Equity`,
    made: msg`Of an account: its tokens, each margin balance (or size, where the exchange has none) × its price in USD. Profit that sits in no token is added once; what is owed subtracts. Total equity is the sum over accounts.`,
  },
  {
    id: 'change',
    name: msg`Change, and gain`,
    made: msg`Change: equity now less equity at the start, of the same accounts, wallets and coins at both ends. Gain: the change without what came in and went out; its share is of what was at work (Modified Dietz).`,
  },
  {
    id: 'drawdown',
    name: msg`Drawdown`,
    made: msg`Equity ÷ the highest equity so far in the period − 1. The deepest one is max drawdown.`,
  },
  {
    id: 'exposure',
    name: msg`Gross and net exposure`,
    made: msg`Gross: the absolute notionals of positions, and of spot holdings of coins that are no stablecoin. Net: the same with signs, longs less shorts.`,
  },
  {
    id: 'hedged',
    name: msg`Hedged`,
    made: msg`Of a coin: the share of its longs and shorts that cancel out, over all accounts and exchanges: 2 × the smaller side ÷ both together.`,
  },
  {
    id: 'leverage',
    name: msg`Leverage`,
    made: msg`Of an account: gross exposure ÷ equity. Of a position: as set on the exchange.`,
  },
  {
    id: 'margin-ratio',
    name: msg`Margin ratio`,
    made: msg`Of a wallet: maintenance margin ÷ margin balance. At 100 % the exchange liquidates.`,
  },
  {
    id: 'margin-use',
    name: msg`Margin use`,
    made: msg`Initial margin ÷ margin balance of the account’s most used wallet. What is left is free for orders; from 100 % on nothing is.`,
  },
  {
    id: 'health',
    name: msg`Health`,
    made: msg`The lower of 100 × (1 − the highest margin ratio of the account’s wallets) and 100 × (distance to liquidation ÷ 30 %) of its nearest position. 100: nothing at risk. 0: liquidation.`,
  },
  {
    id: 'distance',
    name: msg`Distance to liquidation`,
    made: msg`The difference of mark price and liquidation price ÷ mark price: how far the mark may move against the position. Below 15 % it is marked, below 5 % urgent.`,
  },
  {
    id: 'profit',
    name: msg`Unrealised profit`,
    made: msg`Of a position: what the exchange tells, in the coin that settles it, × that coin’s price. Of an account: what its wallets tell.`,
  },
  {
    id: 'roe',
    name: msg`Return on margin (ROE)`,
    made: msg`Unrealised profit ÷ initial margin of the position.`,
  },
  {
    id: 'funding',
    name: msg`Funding`,
    made: msg`The share of the notional that longs pay shorts at the next payment; below zero shorts pay longs.`,
  },
  {
    id: 'price',
    name: msg`Prices and their routes`,
    made: msg`A coin is priced by a market of the account’s own exchange where one trades it, else of the others connected, by the shortest route to USD. The route, and when it was found, stands in the details of each row. A coin without a route is in no sum, and is named.`,
  },
  {
    id: 'dust',
    name: msg`Dust`,
    made: msg`Tokens worth less than the threshold of your settings: hidden, counted, and summed at the foot of the table.`,
  },
]
