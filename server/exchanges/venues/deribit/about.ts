import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'deribit',
  name: 'Deribit',
  credentialFields: [key('Client id'), secret('Client secret')],
  keyPage: 'Account → API',
  keyUrl: 'https://www.deribit.com/account/BTC/api',
  permissionsWanted: ['account: read', 'trade: read', 'wallet: read'],
  wallets: ['unified'],
  mark: { letters: 'De', hue: 2 },
  requests: [
    {
      hosts: ['www.deribit.com', 'test.deribit.com'],
      market: [
        'GET /api/v2/public/get_book_summary_by_currency',
        'GET /api/v2/public/get_index_price',
        'GET /api/v2/public/get_instruments',
        'GET /api/v2/public/get_tradingview_chart_data',
        'GET /api/v2/public/ticker',
      ],
      read: [
        'GET /api/v2/private/get_account_summaries',
        'GET /api/v2/private/get_account_summary',
        'GET /api/v2/private/get_open_orders_by_currency',
        'GET /api/v2/private/get_positions',
        'GET /api/v2/private/get_subaccounts',
      ],
      flows: ['GET /api/v2/private/get_transaction_log'],
      verify: ['GET /api/v2/private/list_api_keys'],
    },
  ],
}
