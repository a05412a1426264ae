import { withoutSlashes } from '../../without-slashes'
import type { Operation } from '../operation'
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
import { getExplanation, getFlows, getFunding, getPerformance } from './flows'
import { getEquityHistory } from './history'
import { postLeverage } from './leverage'
import { getMe } from './me'
import { getStream } from './stream'

/** Every operation of the REST API, in the order of the document. */
export const OPERATIONS: readonly Operation[] = [
  getMe,
  getBalances,
  getCachedAccountBalance,
  getPositions,
  getExposure,
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
]

/** All operations of one path, whichever way it is spelt. */
export function operationsAt(path: string): Operation[] {
  const asked = withoutSlashes(path)
  return OPERATIONS.filter((operation) =>
    [operation.path, ...(operation.aliases ?? [])].some((known) => withoutSlashes(known) === asked),
  )
}
