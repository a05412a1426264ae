import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

/**
 * Orderly, by a wallet's address: its Public Info API tells everybody what an address has there, whichever front end it trades
 * through. A key tells the coins by name besides.
 * https://orderly.network/docs/build-on-omnichain/public-info-api/overview (2026-08-21)
 */
export const about: About = {
  id: 'woofipro',
  name: 'WOOFi Pro',
  aliases: ['WOOFi', 'Orderly', 'Orderly Network'],
  credentialFields: [
    {
      field: 'walletAddress',
      label: 'Wallet address',
      required: true,
      secret: false,
      help: 'The one that you trade with, on WOOFi Pro or any other front end of Orderly. Public, and enough to read all its accounts there: nothing can be moved or traded with it.',
    },
    {
      ...key('Orderly key'),
      required: false,
      help: 'Only for collateral coin by coin. Of the scope “read”: it can read and nothing else.',
    },
    { ...secret('Orderly secret'), required: false, help: 'The one that was shown with the Orderly key.' },
    {
      field: 'uid',
      label: 'Account id',
      required: false,
      secret: false,
      help: 'With an Orderly key alone: the account that the key is of (0x and 64 digits).',
    },
  ],
  keyPage: 'The address of your wallet there is enough; API keys, scope “read”, for coins by name',
  keyUrl: 'https://pro.woofi.com/',
  permissionsWanted: ['Read only, without trading'],
  wallets: ['unified', 'vaults', 'staking'],
  mark: { letters: 'WP', hue: 6 },
  requests: [
    {
      hosts: ['api.orderly.org', 'testnet-api.orderly.org'],
      // The method of one endpoint that answers questions and does nothing else.
      read: ['GET /v1/staking/balance', 'GET /v1/staking/unstake_details', 'POST /v1/public/query type=accountState'],
      flows: ['POST /v1/public/query type=fundingPayments', 'POST /v1/public/query type=userDepositsWithdrawals'],
    },
    {
      hosts: ['api-sv.orderly.org', 'testnet-api-sv.orderly.org'],
      read: ['GET /v1/public/strategy_vault/user/overall_info'],
    },
    {
      hosts: ['api-evm.orderly.org', 'testnet-api-evm.orderly.org'],
      market: [
        'GET /v1/kline',
        'GET /v1/public/funding_rates',
        'GET /v1/public/futures',
        'GET /v1/public/info',
        'GET /v1/public/system_info',
        'GET /v1/public/token',
      ],
      read: ['GET /v1/client/holding', 'GET /v1/positions'],
      flows: ['GET /v1/asset/history', 'GET /v1/funding_fee/history'],
    },
  ],
}
