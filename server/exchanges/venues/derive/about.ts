import type { About } from '../venue'

/**
 * A sub-account is public by its number; all of a wallet are told to a session key of the least scope.
 * https://docs.derive.xyz/reference/public-margin_watch, private-get_all_portfolios (2026-11)
 */
export const about: About = {
  id: 'derive',
  name: 'Derive',
  aliases: ['Lyra'],
  credentialFields: [
    {
      field: 'walletAddress',
      label: 'Derive wallet address',
      required: true,
      secret: false,
      help: 'Of the account on Derive (Settings → Developers), not of the wallet that you signed in with.',
    },
    {
      field: 'uid',
      label: 'Sub-account number',
      required: false,
      secret: false,
      help: 'Enough by itself to read that one sub-account: what it holds is public, and nothing can be moved or traded with it.',
    },
    {
      field: 'privateKey',
      label: 'Session key (its private key)',
      required: false,
      secret: true,
      shape: 'hex_key',
      help: 'For all sub-accounts at once, entry prices and ledgers. Of a session key that is read only (scope account_info, no protocol scope): it can read and nothing else. Not the wallet’s own key, which can move money.',
    },
  ],
  keyPage: 'The number of a sub-account is enough; Settings → Developers → Session keys for all of them',
  keyUrl: 'https://www.derive.xyz/developers',
  permissionsWanted: ['Read only'],
  wallets: ['unified'],
  mark: { letters: 'DV', hue: 7 },
  requests: [
    {
      hosts: ['api.lyra.finance', 'api-demo.lyra.finance'],
      market: ['POST /public/get_all_instruments', 'POST /public/get_tickers'],
      // Signed questions, each of them only for reading: Derive asks everything by POST.
      read: ['POST /private/get_all_portfolios', 'POST /public/margin_watch'],
      flows: [
        'POST /private/get_all_portfolios',
        'POST /private/get_deposit_history',
        'POST /private/get_erc20_transfer_history',
        'POST /private/get_funding_history',
        'POST /private/get_interest_history',
        'POST /private/get_withdrawal_history',
      ],
    },
  ],
}
