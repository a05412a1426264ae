import { createCallerFactory, router } from './init'
import { accountsRouter } from './routers/accounts'
import { adminRouter } from './routers/admin'
import { alertsRouter } from './routers/alerts'
import { auditRouter } from './routers/audit'
import { balancesRouter } from './routers/balances'
import { desksRouter } from './routers/desks'
import { exchangesRouter } from './routers/exchanges'
import { flowsRouter, performanceRouter } from './routers/flows'
import { historyRouter } from './routers/history'
import { installationRouter } from './routers/installation'
import { liveRouter } from './routers/live'
import { oauthRouter } from './routers/oauth'
import { overviewRouter } from './routers/overview'
import { riskRouter } from './routers/risk'
import { securityRouter } from './routers/security'
import { sessionsRouter } from './routers/sessions'
import { settingsRouter } from './routers/settings'
import { sharesRouter } from './routers/shares'
import { statementsRouter } from './routers/statements'
import { tagsRouter } from './routers/tags'
import { tokensRouter } from './routers/tokens'
import { usersRouter } from './routers/users'
import { webhooksRouter } from './routers/webhooks'

/** Everything that the browser can ask for. */
export const appRouter = router({
  accounts: accountsRouter,
  admin: adminRouter,
  alerts: alertsRouter,
  audit: auditRouter,
  balances: balancesRouter,
  desks: desksRouter,
  exchanges: exchangesRouter,
  flows: flowsRouter,
  history: historyRouter,
  installation: installationRouter,
  live: liveRouter,
  oauth: oauthRouter,
  overview: overviewRouter,
  performance: performanceRouter,
  risk: riskRouter,
  security: securityRouter,
  sessions: sessionsRouter,
  settings: settingsRouter,
  shares: sharesRouter,
  tags: tagsRouter,
  statements: statementsRouter,
  tokens: tokensRouter,
  users: usersRouter,
  webhooks: webhooksRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures without HTTP, with a context of one's own: tests, pages. */
export const createCaller = createCallerFactory(appRouter)
