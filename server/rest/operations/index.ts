import { withoutSlashes } from '../../without-slashes'
import type { Operation } from '../operation'
import { isTemplate, pathPattern } from '../paths'
import { deleteAccount, getAccounts, getKeyActivity, postAccount, postRefresh, putAccount } from './accounts'
import {
  deleteAlertRule,
  getAlertChannels,
  getAlertHistory,
  getAlertRules,
  getAlerts,
  postAlertRule,
  postChannelTest,
  putAlertRule,
} from './alerts'
import { getBalances, getCachedAccountBalance, getExposure, getPositions } from './balances'
import { getExchanges } from './exchanges'
import { getExplanation, getFlows, getFunding, getHedges, getPerformance } from './flows'
import { getEquityHistory } from './history'
import { HUMMINGBOT_OPERATIONS } from './hummingbot'
import { postLeverage } from './leverage'
import { getMe } from './me'
import { getOrders } from './orders'
import { getStream } from './stream'
import { getTagGains, getTags } from './tags'
import {
  deleteWebhook,
  getWebhookMessages,
  getWebhooks,
  postWebhook,
  postWebhookSecret,
  postWebhookTest,
  putWebhook,
} from './webhooks'

/** Every operation of the REST API, in the order of the document. */
export const OPERATIONS: readonly Operation[] = [
  getMe,
  getBalances,
  getCachedAccountBalance,
  getPositions,
  getExposure,
  getTags,
  getOrders,
  getAccounts,
  postAccount,
  putAccount,
  deleteAccount,
  postRefresh,
  getKeyActivity,
  postLeverage,
  getEquityHistory,
  getExplanation,
  getPerformance,
  getFlows,
  getFunding,
  getHedges,
  getTagGains,
  getExchanges,
  getAlerts,
  getAlertRules,
  postAlertRule,
  putAlertRule,
  deleteAlertRule,
  getAlertHistory,
  getAlertChannels,
  postChannelTest,
  getStream,
  getWebhooks,
  postWebhook,
  putWebhook,
  deleteWebhook,
  postWebhookSecret,
  postWebhookTest,
  getWebhookMessages,
  ...HUMMINGBOT_OPERATIONS,
]

const pathsOf = ({ path, aliases }: Operation) => [path, ...(aliases ?? [])]

const fixed = new Map<string, Operation[]>()
for (const operation of OPERATIONS) {
  for (const path of pathsOf(operation)) {
    const plain = withoutSlashes(path)
    fixed.set(plain, [...(fixed.get(plain) ?? []), operation])
  }
}
const patterns = OPERATIONS.filter(({ path }) => isTemplate(path)).map((operation) => ({
  operation,
  pattern: pathPattern(operation.path),
}))

/** All operations of one path, whichever way it is spelt. */
export function operationsAt(path: string): readonly Operation[] {
  const found = fixed.get(withoutSlashes(path))
  if (found) return found
  return patterns.flatMap(({ operation, pattern }) => (pattern.match(path) ? [operation] : []))
}
