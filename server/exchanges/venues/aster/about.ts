import type { About } from '../venue'

/**
 * By the wallet's address: futures and stakes are public while the account is not private. Spot coins, margins and ledgers
 * are told to an API wallet of it alone, which signs for the account and may be allowed nothing but to read.
 * https://github.com/asterdex/api-docs (RPC/aster-chain-rpc.md, V3) as of 2026-08-06
 */
export const about: About = {
  id: 'aster',
  name: 'Aster',
  aliases: ['AsterDEX', 'Astherus', 'APX'],
  credentialFields: [
    {
      field: 'walletAddress',
      label: 'Wallet address',
      required: true,
      secret: false,
      help: 'Public, and enough for futures and staked ASTER, unless the account is private. Of the account itself, not of an API wallet.',
    },
    {
      field: 'privateKey',
      label: 'API wallet private key',
      required: false,
      secret: true,
      shape: 'hex_key',
      help: 'Only for spot coins, margins, ledgers and private accounts. Of an API wallet without spot trade, perp trade and withdrawal: it can read and nothing else. Never the key of the wallet itself.',
    },
  ],
  keyPage: 'The address of your wallet there is enough; More → API wallet for spot coins',
  keyUrl: 'https://www.asterdex.com/en/api-wallet',
  permissionsWanted: ['None: no spot trade, no perp trade, no withdrawal'],
  wallets: ['perp', 'spot', 'staking'],
  mark: { hue: 3 },
  requests: [
    {
      hosts: ['fapi.asterdex.com'],
      market: [
        'GET /fapi/v3/exchangeInfo',
        'GET /fapi/v3/fundingInfo',
        'GET /fapi/v3/klines',
        'GET /fapi/v3/premiumIndex',
        'GET /fapi/v3/ticker/24hr',
        'GET /fapi/v3/time',
      ],
      read: [
        'GET /fapi/v3/accountWithJoinMargin',
        'GET /fapi/v3/balance',
        'GET /fapi/v3/getSubAccountList',
        'GET /fapi/v3/positionRisk',
      ],
      flows: ['GET /fapi/v3/income'],
    },
    {
      hosts: ['sapi.asterdex.com'],
      market: ['GET /api/v3/exchangeInfo', 'GET /api/v3/klines', 'GET /api/v3/ticker/24hr'],
      read: ['GET /api/v3/account'],
      flows: ['GET /api/v3/transactionHistory'],
    },
    { hosts: ['tapi.asterdex.com'], read: ['POST /info method=aster_getBalance'] },
  ],
}
