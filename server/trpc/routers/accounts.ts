import * as schemas from '@/server/schemas/accounts'
import { accountChoiceSchema } from '@/server/schemas/balances'
import { archiveAccount } from '@/server/services/accounts/archive'
import { createAccount } from '@/server/services/accounts/create'
import { getAccount } from '@/server/services/accounts/get'
import { estimateLeverage } from '@/server/services/accounts/leverage-estimate'
import { getLeverageLimit } from '@/server/services/accounts/leverage-limit'
import { listAccounts } from '@/server/services/accounts/list'
import { listActivity } from '@/server/services/accounts/list-activity'
import { listRefreshes } from '@/server/services/accounts/list-refreshes'
import { recordAccount } from '@/server/services/accounts/record'
import { restoreAccount } from '@/server/services/accounts/restore'
import { setLeverage } from '@/server/services/accounts/set-leverage'
import { findSubAccounts, takeSubAccounts } from '@/server/services/accounts/sub-accounts'
import { tableOfAccounts } from '@/server/services/accounts/table'
import { testCredentials } from '@/server/services/accounts/test-credentials'
import { updateAccount } from '@/server/services/accounts/update'
import { getOpenOrders } from '@/server/services/orders/get'
import { listOrders } from '@/server/services/orders/list'
import { addSampleDesk, removeSampleDesk } from '@/server/services/sample/desk'
import { protectedProcedure, router, withService } from '../init'

export const accountsRouter = router({
  list: protectedProcedure.input(schemas.listAccountsSchema.prefault({})).query(withService(listAccounts)),
  table: protectedProcedure.input(schemas.accountTableSchema.prefault({})).query(withService(tableOfAccounts)),
  get: protectedProcedure.input(schemas.accountIdSchema).query(withService(getAccount)),
  refreshes: protectedProcedure.input(schemas.listRefreshesSchema).query(withService(listRefreshes)),
  activity: protectedProcedure.input(schemas.accountIdSchema).query(withService(listActivity)),
  create: protectedProcedure.input(schemas.createAccountSchema).mutation(withService(createAccount)),
  addSample: protectedProcedure.mutation(({ ctx }) => addSampleDesk(ctx.service)),
  removeSample: protectedProcedure.mutation(({ ctx }) => removeSampleDesk(ctx.service)),
  test: protectedProcedure.input(schemas.testCredentialsSchema).mutation(withService(testCredentials)),
  findSubAccounts: protectedProcedure.input(schemas.accountIdSchema).mutation(withService(findSubAccounts)),
  takeSubAccounts: protectedProcedure.input(schemas.takeSubAccountsSchema).mutation(withService(takeSubAccounts)),
  update: protectedProcedure.input(schemas.updateAccountSchema).mutation(withService(updateAccount)),
  archive: protectedProcedure.input(schemas.accountIdSchema).mutation(withService(archiveAccount)),
  restore: protectedProcedure.input(schemas.restoreAccountSchema).mutation(withService(restoreAccount)),
  record: protectedProcedure.input(schemas.recordAccountSchema).mutation(withService(recordAccount)),
  orders: protectedProcedure.input(accountChoiceSchema.prefault({})).query(withService(listOrders)),
  openOrders: protectedProcedure.input(schemas.accountIdSchema).query(withService(getOpenOrders)),
  leverageLimit: protectedProcedure.input(schemas.leverageLimitSchema).query(withService(getLeverageLimit)),
  leverageEstimate: protectedProcedure.input(schemas.leverageEstimateSchema).query(withService(estimateLeverage)),
  setLeverage: protectedProcedure.input(schemas.setLeverageSchema).mutation(withService(setLeverage)),
})
