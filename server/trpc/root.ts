import { createCallerFactory, router } from './init'
import { accountsRouter } from './routers/accounts'
import { balancesRouter } from './routers/balances'
import { exchangesRouter } from './routers/exchanges'

/** Everything that the browser can ask for. */
export const appRouter = router({
  accounts: accountsRouter,
  balances: balancesRouter,
  exchanges: exchangesRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures without HTTP, with a context of one's own: tests, pages. */
export const createCaller = createCallerFactory(appRouter)
