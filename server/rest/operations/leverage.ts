import { setLeverage } from '@/server/services/accounts/set-leverage'
import { EXAMPLE_ACCOUNT, EXAMPLE_LEVERAGE } from '../examples'
import { operation } from '../operation'
import { leverageBody, leverageFailure, leverageResponse } from '../schemas/accounts'
import { wireLeverage } from '../wire/leverage'

export const postLeverage = operation({
  id: 'setLeverage',
  group: 'Trading',
  method: 'POST',
  path: '/api/set_leverage/',
  summary: 'Set leverage',
  description: "Set on the exchange for each account; checked against the market's limits first.",
  scope: 'trade',
  amounts: true,
  body: leverageBody,
  responses: {
    200: {
      description: 'What was set, and where it failed.',
      schema: leverageResponse,
      example: EXAMPLE_LEVERAGE,
    },
    422: { description: 'It failed for all accounts.', schema: leverageFailure },
  },
  example: { body: { account_ids: [EXAMPLE_ACCOUNT.id], pair: 'ETH:PERP-USDT', leverage: '10' } },
  handle: async (context, { body, amounts }) => {
    const { account_ids: accountIds, pair, leverage } = body
    return wireLeverage(await setLeverage(context, { accountIds, pair, leverage }), amounts)
  },
})
