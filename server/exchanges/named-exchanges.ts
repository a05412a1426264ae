import type { CredentialFieldInfo } from './port'

/** What a person must know to connect one of the exchanges that most people use. */
export interface NamedExchange {
  id: string
  name: string
  /** Former and other names. */
  aliases?: readonly string[]
  credentialFields: CredentialFieldInfo[]
  keyPage: string
  keyUrl: string
  permissionsWanted: string[]
  wallets: readonly string[]
  canSetLeverage: boolean
}

const key = (label = 'API key'): CredentialFieldInfo => ({ field: 'apiKey', label, required: true, secret: false })
const secret = (label = 'API secret', help?: string): CredentialFieldInfo => ({
  field: 'apiSecret',
  label,
  required: true,
  secret: true,
  help,
})
const passphrase = (help: string): CredentialFieldInfo => ({
  field: 'password',
  label: 'Passphrase',
  required: true,
  secret: true,
  help,
})

const CHOSEN = 'The one you chose when you made the key; it is not your password.'

export const NAMED_EXCHANGES: readonly NamedExchange[] = [
  {
    id: 'binance',
    name: 'Binance',
    credentialFields: [
      key(),
      secret('Secret key', 'Of a system generated (HMAC) key, or the PEM text of your own RSA or Ed25519 key.'),
    ],
    keyPage: 'Profile → Account → API Management',
    keyUrl: 'https://www.binance.com/en/my/settings/api-management',
    permissionsWanted: ['Enable Reading'],
    wallets: ['spot', 'funding', 'margin', 'isolated_margin', 'perp', 'coinm', 'unified', 'earn'],
    canSetLeverage: true,
  },
  {
    id: 'bybit',
    name: 'Bybit',
    credentialFields: [key(), secret()],
    keyPage: 'Account & Security → API → Create New Key → System-generated',
    keyUrl: 'https://www.bybit.com/app/user/api-management',
    permissionsWanted: ['Read-Only', 'Unified Trading', 'Assets → Wallet', 'Earn'],
    wallets: ['unified', 'funding', 'earn'],
    canSetLeverage: true,
  },
  {
    id: 'okx',
    name: 'OKX',
    aliases: ['okex'],
    credentialFields: [key(), secret('Secret key'), passphrase(CHOSEN)],
    keyPage: 'Profile → API → Create API key',
    keyUrl: 'https://www.okx.com/account/my-api',
    permissionsWanted: ['Read'],
    wallets: ['unified', 'funding', 'earn'],
    canSetLeverage: true,
  },
  {
    id: 'hyperliquid',
    name: 'Hyperliquid',
    credentialFields: [
      {
        field: 'walletAddress',
        label: 'Wallet address',
        required: true,
        secret: false,
        help: 'Of the account itself, not of an API wallet. Enough to read.',
      },
      { field: 'privateKey', label: 'API wallet private key', required: false, secret: true, help: 'Only to set leverage.' },
      {
        field: 'vaultAddress',
        label: 'Vault or sub-account address',
        required: false,
        secret: false,
        help: 'To read that instead of the main account.',
      },
    ],
    keyPage: 'More → API (only to set leverage)',
    keyUrl: 'https://app.hyperliquid.xyz/API',
    permissionsWanted: [],
    wallets: ['perp', 'spot', 'earn'],
    canSetLeverage: true,
  },
  {
    id: 'bitget',
    name: 'Bitget',
    credentialFields: [key(), secret('Secret key'), passphrase(CHOSEN)],
    keyPage: 'Profile → API keys → Create API key',
    keyUrl: 'https://www.bitget.com/account/newapi',
    permissionsWanted: ['Read-only: Spot, Futures, Margin, Wallet (or UTA)'],
    wallets: ['spot', 'margin', 'isolated_margin', 'perp', 'coinm', 'unified', 'funding', 'earn'],
    canSetLeverage: true,
  },
  {
    id: 'gate',
    name: 'Gate',
    aliases: ['gate.io', 'gateio'],
    credentialFields: [key(), secret()],
    keyPage: 'Profile → API Key Management',
    keyUrl: 'https://www.gate.com/myaccount/api_key_manage',
    permissionsWanted: ['Spot: Read', 'Perpetual futures: Read', 'Margin: Read', 'Unified: Read', 'Wallet: Read'],
    wallets: ['spot', 'isolated_margin', 'perp', 'coinm', 'delivery', 'unified', 'earn'],
    canSetLeverage: true,
  },
  {
    id: 'kucoin',
    name: 'KuCoin',
    credentialFields: [key(), secret(), passphrase(CHOSEN)],
    keyPage: 'Profile → API Management → Create API',
    keyUrl: 'https://www.kucoin.com/account/api',
    permissionsWanted: ['General'],
    wallets: ['funding', 'spot', 'margin', 'isolated_margin', 'perp', 'unified', 'earn'],
    canSetLeverage: true,
  },
  {
    id: 'kraken',
    name: 'Kraken',
    credentialFields: [key(), secret('Private key')],
    keyPage: 'Profile → Connections & API → Create API key',
    keyUrl: 'https://pro.kraken.com/app/settings/api',
    permissionsWanted: ['Query (Funds)', 'Query open orders & trades'],
    wallets: ['spot', 'earn', 'margin'],
    canSetLeverage: false,
  },
  {
    id: 'krakenfutures',
    name: 'Kraken Futures',
    credentialFields: [key('Public key'), secret('Private key')],
    keyPage: 'Kraken Pro → Settings → API (Futures)',
    keyUrl: 'https://futures.kraken.com/trade/settings/api',
    permissionsWanted: ['General API: Read Only'],
    wallets: ['funding', 'perp', 'coinm'],
    canSetLeverage: true,
  },
  {
    id: 'deribit',
    name: 'Deribit',
    credentialFields: [key('Client id'), secret('Client secret')],
    keyPage: 'Account → API',
    keyUrl: 'https://www.deribit.com/account/BTC/api',
    permissionsWanted: ['account: read', 'trade: read', 'wallet: read'],
    wallets: ['unified'],
    canSetLeverage: false,
  },
  {
    id: 'htx',
    name: 'HTX',
    aliases: ['huobi'],
    credentialFields: [key('Access key'), secret('Secret key')],
    keyPage: 'Profile → API Management',
    keyUrl: 'https://www.htx.com/en-us/apikey/',
    permissionsWanted: ['Read-only'],
    wallets: ['spot', 'funding', 'margin', 'isolated_margin', 'perp', 'coinm', 'delivery', 'earn'],
    canSetLeverage: true,
  },
  {
    id: 'bingx',
    name: 'BingX',
    credentialFields: [key(), secret('Secret key')],
    keyPage: 'Profile → API Management → Create API',
    keyUrl: 'https://bingx.com/en/accounts/api',
    permissionsWanted: ['Read'],
    wallets: ['spot', 'funding', 'perp', 'coinm', 'standard'],
    canSetLeverage: true,
  },
  {
    id: 'mexc',
    name: 'MEXC',
    aliases: ['mexc global'],
    credentialFields: [key('Access key'), secret('Secret key')],
    keyPage: 'Profile → API Management',
    keyUrl: 'https://www.mexc.com/user/openapi',
    permissionsWanted: ['View Account Details', 'View Futures Account and Orders'],
    wallets: ['spot', 'perp'],
    canSetLeverage: true,
  },
  {
    id: 'coinbase',
    name: 'Coinbase',
    aliases: ['coinbase advanced'],
    credentialFields: [key('API key name'), secret('Private key', 'The whole text between and with the BEGIN and END lines.')],
    keyPage: 'Coinbase Developer Platform → API keys → Secret API keys',
    keyUrl: 'https://portal.cdp.coinbase.com/projects/api-keys',
    permissionsWanted: ['View'],
    wallets: ['spot', 'vault', 'perp', 'future'],
    canSetLeverage: false,
  },
]
