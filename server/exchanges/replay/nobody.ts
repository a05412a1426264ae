/** Signing wants something to sign with; no exchange ever sees it. Valid as base64, which some exchanges' secrets are. */
export const NOBODY = {
  apiKey: 'replay',
  apiSecret: 'cmVwbGF5cmVwbGF5cmVwbGF5cmVwbGF5cmVwbGF5cmU=',
  password: 'replay',
  uid: '0',
  walletAddress: '0x0000000000000000000000000000000000000001',
  privateKey: '0x0000000000000000000000000000000000000000000000000000000000000001',
} as const
