import { listOrders } from '@/server/services/orders/list'
import { EXAMPLE_ORDERS } from '../examples-orders'
import { operation } from '../operation'
import { ordersQuery, ordersResponse } from '../schemas/orders'
import { wireAge } from '../wire/balances'

export const getOrders = operation({
  id: 'getOrders',
  group: 'Balances',
  method: 'GET',
  path: '/api/orders/',
  summary: 'Get orders that wait',
  description:
    'Limit orders, stops and profits to be taken, as they were read last beside the balances: every few minutes, of accounts with perpetuals or dated contracts; never calls an exchange. With `told` false nothing is known of an account’s orders.',
  scope: 'read',
  amounts: true,
  query: ordersQuery,
  responses: { 200: { description: 'An entry an account.', schema: ordersResponse, example: EXAMPLE_ORDERS } },
  example: { query: { account_names: 'AccountABC' } },
  handle: async (context, { query, amounts }) => {
    const { account_names: accountNames, exchange_names: exchangeNames, tag: tags } = query
    const accounts = await listOrders(context, { accountNames, exchangeNames, tags })
    const now = context.now()
    return {
      status: 200,
      body: accounts.map(({ accountId, accountName, exchangeName, asOf, told, problem, orders }) => ({
        ...{ account_id: accountId, account_name: accountName, exchange: exchangeName, told, problem },
        as_of: asOf?.toISOString() ?? null,
        age_seconds: asOf && wireAge(asOf, now),
        orders: orders.map(({ id, pair, side, word, price, trigger, size, wholePosition, reduceOnly, positionSide, at }) => ({
          ...{ id, pair, side, word, whole_position: wholePosition, reduce_only: reduceOnly, position_side: positionSide },
          price: amounts.numOrNull(price),
          trigger: amounts.numOrNull(trigger),
          size: amounts.numOrNull(size),
          placed_at: at?.toISOString() ?? null,
        })),
      })),
    }
  },
})
