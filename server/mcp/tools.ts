import type { AgentDeed } from '../context'
import type { Operation } from '../rest/operation'
import { OPERATIONS } from '../rest/operations'
import { attention } from './attention'
import type { Paged } from './pages'
import {
  BALANCE_UNITS,
  EXPLAIN_UNITS,
  EXPOSURE_UNITS,
  FLOW_UNITS,
  FUNDING_UNITS,
  HEDGE_UNITS,
  HISTORY_UNITS,
  LEVERAGE_UNITS,
  POSITION_UNITS,
  RETURN_UNITS,
  type Units,
} from './units'

/** A tool: an operation of the REST API as an agent uses it. */
export interface Tool {
  name: string
  title: string
  /** What it is for, and what must not be read into it. */
  description: string
  operation: Operation
  paged: Paged
  /** Of each of its amounts. */
  units: Units
  /** Fields whose texts exchanges or people wrote. */
  foreign: readonly string[]
  /** Set: changes something outside of Ballast, and a token allows it by this name. */
  deed?: AgentDeed
  /** Whether what it says rests on ledgers of what came and went. */
  flows?: true
  /** Its operation tells with a whole answer how the accounts stand: only beside a part of one they are asked after. */
  standsIn?: true
}

function operationOf(id: string): Operation {
  const found = OPERATIONS.find((operation) => operation.id === id)
  if (!found) throw new Error(`The REST API has no operation ${id}.`)
  return found
}

const NAMES = ['account_name', 'exchange_label', 'name']

/** Every tool, in the order in which an agent sees them. */
export const TOOLS: readonly Tool[] = [
  {
    name: 'accounts',
    title: 'Accounts',
    description:
      'Which exchange accounts there are, with state of key and last reading. Start here to learn their names; other tools take them as `account_names`.',
    operation: operationOf('getAccounts'),
    paged: { lists: null },
    units: {},
    foreign: [...NAMES, 'message', 'exchange_error'],
  },
  {
    name: 'balances',
    title: 'Balances',
    description:
      'What accounts hold, from the newest stored readings (no exchange is asked): equity, wallets, tokens and positions. `equity` is of what is known: read `equity_bound`.',
    operation: operationOf('getCachedAccountBalance'),
    paged: { lists: ['balances', 'errors'], inner: 'assets', reads: [40] },
    standsIn: true,
    units: BALANCE_UNITS,
    foreign: [...NAMES, 'symbol', 'reason', 'error'],
  },
  {
    name: 'positions',
    title: 'Open positions',
    description: 'Open positions over all accounts, the largest first, from the newest stored readings.',
    operation: operationOf('getPositions'),
    paged: { lists: ['positions', 'errors'], reads: [50], repeated: ['errors'] },
    units: POSITION_UNITS,
    foreign: [...NAMES, 'symbol', 'error'],
  },
  {
    name: 'exposure',
    title: 'Exposure and hedges',
    description:
      'Exposure to each coin over all accounts: long, short, net, gross, and how much of it is hedged. From the newest stored readings.',
    operation: operationOf('getExposure'),
    paged: { lists: ['coins', 'errors'] },
    units: EXPOSURE_UNITS,
    foreign: [...NAMES, 'coin', 'reasons', 'error'],
  },
  {
    name: 'history',
    title: 'History of equity',
    description:
      'Equity of each account over time. Points that are null were not read: a gap, not zero. Choose a coarse `resolution` (1h, 1d) for long stretches.',
    operation: operationOf('getEquityHistory'),
    paged: { lists: ['series'], inner: 'points' },
    units: HISTORY_UNITS,
    foreign: NAMES,
  },
  {
    name: 'returns',
    title: 'Returns',
    description:
      'Gain and returns (time-weighted `twr`, money-weighted `xirr`) without what came and went. Null where not everything that came and went is known: then there is no such figure, and it is not zero.',
    operation: operationOf('getPerformance'),
    paged: { lists: ['groups', 'days', 'left_out'] },
    units: RETURN_UNITS,
    foreign: ['label', 'left_out'],
    flows: true,
  },
  {
    name: 'explain_change',
    title: 'What a change is made of',
    description:
      'Splits a change of equity into flows, prices, profit of positions, funding, interest, fees, rewards and what nothing explains, by account and by coin.',
    operation: operationOf('getExplanation'),
    paged: { lists: ['accounts', 'coins', 'left_out'] },
    units: EXPLAIN_UNITS,
    foreign: [...NAMES, 'coin', 'left_out'],
    flows: true,
  },
  {
    name: 'flows',
    title: 'What came, went and was paid',
    description: 'Entries of the exchanges’ own ledgers: deposits, withdrawals, transfers, funding, fees, interest, rewards.',
    operation: operationOf('getFlows'),
    paged: { lists: ['flows'], reads: [50] },
    units: FLOW_UNITS,
    foreign: [...NAMES, 'coin', 'exchange_word', 'wallet', 'chain', 'note'],
    flows: true,
  },
  {
    name: 'funding',
    title: 'Funding',
    description: 'Funding of perpetuals that was received and paid, by pair and by day.',
    operation: operationOf('getFunding'),
    paged: { lists: ['pairs', 'days', 'left_out'] },
    units: FUNDING_UNITS,
    foreign: [...NAMES, 'pair', 'coin'],
    flows: true,
  },
  {
    name: 'hedges',
    title: 'What hedges brought in',
    description:
      'Of every coin that was long on one side and short on the other at the same time: both legs by account, what funding, interest and rewards brought each, and what the hedged part comes to a year. How exposed and hedged coins are now is told by `exposure`.',
    operation: operationOf('getHedges'),
    paged: { lists: ['hedges', 'left_out'], inner: 'legs' },
    units: HEDGE_UNITS,
    foreign: [...NAMES, 'coin', 'symbol', 'left_out'],
    flows: true,
  },
  {
    name: 'attention',
    title: 'What wants attention',
    description:
      'Everything that a person should look at now, the urgent first: alerts that fire, and then notices (keys that may withdraw, wallets that could not be read, coins without a price). Start here for “what is wrong?”.',
    operation: attention,
    paged: { lists: ['items'] },
    units: {},
    foreign: [...NAMES, 'text'],
  },
  {
    name: 'alerts',
    title: 'Alerts that fire',
    description:
      'What the person’s own rules say is wrong now, the urgent first. Empty means that no rule fires, not that no risk is there.',
    operation: operationOf('getAlerts'),
    paged: { lists: null },
    units: {},
    foreign: [...NAMES, 'text', 'title', 'subject'],
  },
  {
    name: 'token',
    title: 'What this token may see',
    description: 'The token that asks: its scopes, whether it is limited to some accounts, when it ends.',
    operation: operationOf('getMe'),
    paged: { lists: null },
    units: {},
    foreign: ['name'],
  },
  {
    name: 'refresh',
    title: 'Read accounts now',
    description:
      'Has accounts read from their exchanges now and answers when that is stored. Reads only; needs the scope manage.',
    operation: operationOf('refreshAccounts'),
    paged: { lists: ['results', 'errors'] },
    units: {},
    foreign: [...NAMES, 'error', 'exchange_error'],
  },
  {
    name: 'set_leverage',
    title: 'Set leverage',
    description:
      'Changes the leverage of a pair on the exchange itself. Never call it unless the person asked for exactly this change in this conversation. Needs the scope trade and a token that allows it by name.',
    operation: operationOf('setLeverage'),
    paged: { lists: ['results', 'errors'] },
    units: LEVERAGE_UNITS,
    foreign: [...NAMES, 'error', 'exchange_error'],
    deed: 'set_leverage',
  },
]
