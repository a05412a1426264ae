// Made of the OpenAPI document by `npm run client`: not to be changed by hand.
import { type BallastOptions, send } from './transport.js'
import type {
  Account,
  Accounts,
  AddAlertRuleBody,
  AddWebhookBody,
  AlertChannel,
  AlertChannels,
  AlertHistory,
  AlertRule,
  AlertRules,
  Alerts,
  ArchiveAccount,
  Balances,
  CachedBalances,
  ChangeAlertRuleBody,
  ChangeWebhookBody,
  CreateAccount,
  DeleteAlertRuleAnswer,
  DeleteAlertRuleBody,
  DeleteWebhookAnswer,
  DeleteWebhookBody,
  EquityHistory,
  Exchanges,
  Explanation,
  Exposure,
  Flows,
  Funding,
  GetAccountsQuery,
  GetAlertChannelsQuery,
  GetAlertHistoryQuery,
  GetAlertRulesQuery,
  GetAlertsQuery,
  GetBalancesQuery,
  GetCachedAccountBalanceQuery,
  GetEquityHistoryQuery,
  GetExchangesQuery,
  GetExplanationQuery,
  GetExposureQuery,
  GetFlowsQuery,
  GetFundingQuery,
  GetHedgesQuery,
  GetKeyActivityQuery,
  GetOrdersQuery,
  GetPerformanceQuery,
  GetPositionsQuery,
  GetTagGainsQuery,
  GetWebhookMessagesQuery,
  Hedges,
  KeyActivity,
  LeverageResults,
  Me,
  NewWebhook,
  Orders,
  Performance,
  Positions,
  RefreshAccounts,
  RefreshResults,
  RotateWebhookSecretBody,
  SetLeverage,
  TagGains,
  Tags,
  TestAlertChannelBody,
  TestWebhookBody,
  UpdateAccount,
  Webhook,
  WebhookMessages,
  Webhooks,
} from './types.js'

/** To stop waiting. */
interface Waiting {
  signal?: AbortSignal | undefined
}

/** The Ballast API: one method an operation. Amounts are decimal strings; null is "not known". */
export class BallastClient {
  constructor(private readonly options: BallastOptions) {}

  /**
   * Get what this token is and may do. Scope: read.
   * @throws BallastError
   */
  async getMe(waiting: Waiting = {}): Promise<Me> {
    return (await send(this.options, { method: 'GET', path: '/api/me/', ...waiting })) as Me
  }

  /**
   * Get account balances, live from the exchanges. Scope: read.
   * Asks all wallets of all chosen accounts side by side. An account that cannot be read carries `error` and `code` while the others answer.
   * @throws BallastError
   */
  async getBalances(query: GetBalancesQuery = {}, waiting: Waiting = {}): Promise<Balances> {
    return (await send(this.options, { method: 'GET', path: '/api/balances/', query: { ...query, decimals: 'string' }, ...waiting })) as Balances
  }

  /**
   * Get cached account balances. Scope: read.
   * The newest stored snapshots; never calls an exchange. Send `If-None-Match` to get 304 while nothing changed.
   * @throws BallastError
   */
  async getCachedAccountBalance(query: GetCachedAccountBalanceQuery = {}, waiting: Waiting = {}): Promise<CachedBalances> {
    return (await send(this.options, { method: 'GET', path: '/api/sor/get_cached_account_balance', query: { ...query, decimals: 'string' }, ...waiting })) as CachedBalances
  }

  /**
   * Get open positions. Scope: read.
   * Of the newest stored snapshots, or of those of `as_of`; never calls an exchange. Page by page, each page of the book that the first one saw.
   * @throws BallastError
   */
  async getPositions(query: GetPositionsQuery = {}, waiting: Waiting = {}): Promise<Positions> {
    return (await send(this.options, { method: 'GET', path: '/api/positions/', query: { ...query, decimals: 'string' }, ...waiting })) as Positions
  }

  /**
   * Get exposure to each coin, and how it is hedged. Scope: read.
   * Of the newest stored snapshots, or of those of `as_of`; never calls an exchange. With `limit`, coin by coin: sums are over all pages, and each page is of the book that the first one saw.
   * @throws BallastError
   */
  async getExposure(query: GetExposureQuery = {}, waiting: Waiting = {}): Promise<Exposure> {
    return (await send(this.options, { method: 'GET', path: '/api/exposure/', query: { ...query, decimals: 'string' }, ...waiting })) as Exposure
  }

  /**
   * Get tags and what belongs to each. Scope: read.
   * Strategies, funds and persons, made on the page of tags, with what belongs to each by the newest stored snapshots; never calls an exchange. Send a name as `tag` elsewhere. A token that is limited to accounts sees none.
   * @throws BallastError
   */
  async getTags(waiting: Waiting = {}): Promise<Tags> {
    return (await send(this.options, { method: 'GET', path: '/api/tags/', query: { decimals: 'string' }, ...waiting })) as Tags
  }

  /**
   * Get orders that wait. Scope: read.
   * Limit orders, stops and profits to be taken, as they were read last beside the balances: every few minutes, of accounts with perpetuals or dated contracts; never calls an exchange. With `told` false nothing is known of an account’s orders.
   * @throws BallastError
   */
  async getOrders(query: GetOrdersQuery = {}, waiting: Waiting = {}): Promise<Orders> {
    return (await send(this.options, { method: 'GET', path: '/api/orders/', query: { ...query, decimals: 'string' }, ...waiting })) as Orders
  }

  /**
   * Get all user accounts. Scope: read.
   * With `limit`, page by page: the header `Link: <…>; rel="next"` names the next one, and is absent on the last.
   * @throws BallastError
   */
  async getAccounts(query: GetAccountsQuery = {}, waiting: Waiting = {}): Promise<Accounts> {
    return (await send(this.options, { method: 'GET', path: '/api/accounts/', query: { ...query }, ...waiting })) as Accounts
  }

  /**
   * Create an account for an exchange. Scope: manage.
   * The key is tried on the exchange before anything is stored. Required fields follow the exchange.
   * @throws BallastError
   */
  async createAccount(body: CreateAccount, waiting: Waiting = {}): Promise<Account> {
    return (await send(this.options, { method: 'POST', path: '/api/accounts/', body, ...waiting })) as Account
  }

  /**
   * Update account. Scope: manage.
   * New credentials are tried first. `"archived": false` with fresh credentials restores an archived account.
   * @throws BallastError
   */
  async updateAccount(body: UpdateAccount, waiting: Waiting = {}): Promise<Account> {
    return (await send(this.options, { method: 'PUT', path: '/api/accounts/', body, ...waiting })) as Account
  }

  /**
   * Archive account. Scope: manage.
   * No more refreshed, gone from balances and lists; its history stays, its stored credentials are destroyed.
   * @throws BallastError
   */
  async archiveAccount(body: ArchiveAccount, waiting: Waiting = {}): Promise<Account> {
    return (await send(this.options, { method: 'DELETE', path: '/api/accounts/', body, ...waiting })) as Account
  }

  /**
   * Refresh accounts now. Scope: manage.
   * Answers when the snapshots are stored.
   * @throws BallastError
   */
  async refreshAccounts(body: RefreshAccounts, waiting: Waiting = {}): Promise<RefreshResults> {
    return (await send(this.options, { method: 'POST', path: '/api/accounts/refresh/', body, ...waiting })) as RefreshResults
  }

  /**
   * Get what was asked with an account's key. Scope: read.
   * Every question that was asked of the exchange with the key of now, counted over the last thirty days. Nothing of what was sent or answered is kept. With `limit`, page by page: the header `Link: <…>; rel="next"` names the next one, and is absent on the last.
   * @throws BallastError
   */
  async getKeyActivity(query: GetKeyActivityQuery, waiting: Waiting = {}): Promise<KeyActivity> {
    return (await send(this.options, { method: 'GET', path: '/api/accounts/activity/', query: { ...query }, ...waiting })) as KeyActivity
  }

  /**
   * Set leverage. Scope: trade.
   * Set on the exchange for each account; checked against the market's limits first.
   * @throws BallastError
   */
  async setLeverage(body: SetLeverage, waiting: Waiting = {}): Promise<LeverageResults> {
    return (await send(this.options, { method: 'POST', path: '/api/set_leverage/', query: { decimals: 'string' }, body, ...waiting })) as LeverageResults
  }

  /**
   * Get the history of equity. Scope: read.
   * Open, high, low and close of equity in USD per stretch of time, one series an account.
   * @throws BallastError
   */
  async getEquityHistory(query: GetEquityHistoryQuery = {}, waiting: Waiting = {}): Promise<EquityHistory> {
    return (await send(this.options, { method: 'GET', path: '/api/history/equity', query: { ...query, decimals: 'string' }, ...waiting })) as EquityHistory
  }

  /**
   * Get what a change of equity is made of. Scope: read.
   * Flows, prices of what was held, profit of positions, funding, interest, fees, rewards, and what nothing explains. The parts add up to the change.
   * @throws BallastError
   */
  async getExplanation(query: GetExplanationQuery = {}, waiting: Waiting = {}): Promise<Explanation> {
    return (await send(this.options, { method: 'GET', path: '/api/history/explain', query: { ...query, decimals: 'string' }, ...waiting })) as Explanation
  }

  /**
   * Get returns without what came and went. Scope: read.
   * Gain, time-weighted and money-weighted returns over whole days (UTC), of accounts together and of each. Null where not everything that came and went is known.
   * @throws BallastError
   */
  async getPerformance(query: GetPerformanceQuery = {}, waiting: Waiting = {}): Promise<Performance> {
    return (await send(this.options, { method: 'GET', path: '/api/performance/', query: { ...query, decimals: 'string' }, ...waiting })) as Performance
  }

  /**
   * List what came, went and was paid. Scope: read.
   * Entries of the exchanges’ own ledgers: deposits, withdrawals, transfers, funding, fees, interest, rewards. Newest first, page by page.
   * @throws BallastError
   */
  async getFlows(query: GetFlowsQuery = {}, waiting: Waiting = {}): Promise<Flows> {
    return (await send(this.options, { method: 'GET', path: '/api/flows/', query: { ...query, decimals: 'string' }, ...waiting })) as Flows
  }

  /**
   * Get funding paid and received. Scope: read.
   * Funding of perpetuals by pair and account, and by day (UTC), and what it comes to as a share of equity.
   * @throws BallastError
   */
  async getFunding(query: GetFundingQuery = {}, waiting: Waiting = {}): Promise<Funding> {
    return (await send(this.options, { method: 'GET', path: '/api/funding/', query: { ...query, decimals: 'string' }, ...waiting })) as Funding
  }

  /**
   * Get what hedges brought in. Scope: read.
   * Of every coin that was long on one side and short on the other at the same time, over all accounts asked for: its legs, what funding, interest and rewards brought each of them, and what the hedged part of both comes to a year. The largest first.
   * @throws BallastError
   */
  async getHedges(query: GetHedgesQuery = {}, waiting: Waiting = {}): Promise<Hedges> {
    return (await send(this.options, { method: 'GET', path: '/api/hedges/', query: { ...query, decimals: 'string' }, ...waiting })) as Hedges
  }

  /**
   * Get what tags earned. Scope: read.
   * Gain of what belongs to each tag between two moments, whole accounts or parts of them, what it is made of, and what it contributed to the return of its accounts. Null with reasons where it cannot be told; never calls an exchange.
   * @throws BallastError
   */
  async getTagGains(query: GetTagGainsQuery = {}, waiting: Waiting = {}): Promise<TagGains> {
    return (await send(this.options, { method: 'GET', path: '/api/tags/gain/', query: { ...query, decimals: 'string' }, ...waiting })) as TagGains
  }

  /**
   * Get the exchanges that can be connected. Scope: read.
   * With `limit`, page by page: the header `Link: <…>; rel="next"` names the next one, and is absent on the last.
   * @throws BallastError
   */
  async getExchanges(query: GetExchangesQuery = {}, waiting: Waiting = {}): Promise<Exchanges> {
    return (await send(this.options, { method: 'GET', path: '/api/exchanges/', query: { ...query }, ...waiting })) as Exchanges
  }

  /**
   * Get what fires now. Scope: read.
   * With `limit`, page by page: the header `Link: <…>; rel="next"` names the next one, and is absent on the last.
   * @throws BallastError
   */
  async getAlerts(query: GetAlertsQuery = {}, waiting: Waiting = {}): Promise<Alerts> {
    return (await send(this.options, { method: 'GET', path: '/api/alerts/', query: { ...query }, ...waiting })) as Alerts
  }

  /**
   * Get the rules of alerts. Scope: read.
   * With `limit`, page by page: the header `Link: <…>; rel="next"` names the next one, and is absent on the last.
   * @throws BallastError
   */
  async getAlertRules(query: GetAlertRulesQuery = {}, waiting: Waiting = {}): Promise<AlertRules> {
    return (await send(this.options, { method: 'GET', path: '/api/alerts/rules/', query: { ...query }, ...waiting })) as AlertRules
  }

  /**
   * Add a rule. Scope: manage.
   * Shares are fractions: `"0.05"` is 5 %. `accounts: null` are all, also those to come.
   * @throws BallastError
   */
  async addAlertRule(body: AddAlertRuleBody, waiting: Waiting = {}): Promise<AlertRule> {
    return (await send(this.options, { method: 'POST', path: '/api/alerts/rules/', body, ...waiting })) as AlertRule
  }

  /**
   * Change a rule, or switch it. Scope: manage.
   * @throws BallastError
   */
  async changeAlertRule(body: ChangeAlertRuleBody, waiting: Waiting = {}): Promise<AlertRule> {
    return (await send(this.options, { method: 'PUT', path: '/api/alerts/rules/', body, ...waiting })) as AlertRule
  }

  /**
   * Take a rule away. Scope: manage.
   * @throws BallastError
   */
  async deleteAlertRule(body: DeleteAlertRuleBody, waiting: Waiting = {}): Promise<DeleteAlertRuleAnswer> {
    return (await send(this.options, { method: 'DELETE', path: '/api/alerts/rules/', body, ...waiting })) as DeleteAlertRuleAnswer
  }

  /**
   * Get what was sent and is to be. Scope: read.
   * Fifty at a time, of the last ninety days.
   * @throws BallastError
   */
  async getAlertHistory(query: GetAlertHistoryQuery = {}, waiting: Waiting = {}): Promise<AlertHistory> {
    return (await send(this.options, { method: 'GET', path: '/api/alerts/history/', query: { ...query }, ...waiting })) as AlertHistory
  }

  /**
   * Get the ways to be told. Scope: read.
   * With `limit`, page by page: the header `Link: <…>; rel="next"` names the next one, and is absent on the last.
   * @throws BallastError
   */
  async getAlertChannels(query: GetAlertChannelsQuery = {}, waiting: Waiting = {}): Promise<AlertChannels> {
    return (await send(this.options, { method: 'GET', path: '/api/alerts/channels/', query: { ...query }, ...waiting })) as AlertChannels
  }

  /**
   * Send a test by a channel. Scope: manage.
   * Waits for the answer; the first that arrives proves the channel. A 400 says what the other side answered.
   * @throws BallastError
   */
  async testAlertChannel(body: TestAlertChannelBody, waiting: Waiting = {}): Promise<AlertChannel> {
    return (await send(this.options, { method: 'POST', path: '/api/alerts/channels/test/', body, ...waiting })) as AlertChannel
  }

  /**
   * Get this token’s webhooks. Scope: read.
   * @throws BallastError
   */
  async getWebhooks(waiting: Waiting = {}): Promise<Webhooks> {
    return (await send(this.options, { method: 'GET', path: '/api/webhooks/', ...waiting })) as Webhooks
  }

  /**
   * Have an address told what happens. Scope: manage.
   * From now on `ballast.events` is posted there (`WebhookBody`), signed as Standard Webhooks 1.0 has it: the events of the stream, at most a hundred a message, in order, a message at a time. It belongs to this token: it hears what the token may see, and ends with it.
   * @throws BallastError
   */
  async addWebhook(body: AddWebhookBody, waiting: Waiting = {}): Promise<NewWebhook> {
    return (await send(this.options, { method: 'POST', path: '/api/webhooks/', body, ...waiting })) as NewWebhook
  }

  /**
   * Change what a webhook is told, or switch it. Scope: manage.
   * @throws BallastError
   */
  async changeWebhook(body: ChangeWebhookBody, waiting: Waiting = {}): Promise<Webhook> {
    return (await send(this.options, { method: 'PUT', path: '/api/webhooks/', body, ...waiting })) as Webhook
  }

  /**
   * Take a webhook away. Scope: manage.
   * @throws BallastError
   */
  async deleteWebhook(body: DeleteWebhookBody, waiting: Waiting = {}): Promise<DeleteWebhookAnswer> {
    return (await send(this.options, { method: 'DELETE', path: '/api/webhooks/', body, ...waiting })) as DeleteWebhookAnswer
  }

  /**
   * Make a webhook’s secret anew. Scope: manage.
   * Messages carry the signatures of both until this is done once more.
   * @throws BallastError
   */
  async rotateWebhookSecret(body: RotateWebhookSecretBody, waiting: Waiting = {}): Promise<NewWebhook> {
    return (await send(this.options, { method: 'POST', path: '/api/webhooks/secret/', body, ...waiting })) as NewWebhook
  }

  /**
   * Send a test to a webhook. Scope: manage.
   * Waits for the answer. A 400 says what the other side answered.
   * @throws BallastError
   */
  async testWebhook(body: TestWebhookBody, waiting: Waiting = {}): Promise<Webhook> {
    return (await send(this.options, { method: 'POST', path: '/api/webhooks/test/', body, ...waiting })) as Webhook
  }

  /**
   * Get what a webhook was sent. Scope: read.
   * Fifty at a time, of the last week.
   * @throws BallastError
   */
  async getWebhookMessages(query: GetWebhookMessagesQuery, waiting: Waiting = {}): Promise<WebhookMessages> {
    return (await send(this.options, { method: 'GET', path: '/api/webhooks/messages/', query: { ...query }, ...waiting })) as WebhookMessages
  }
}
