import type { AccountView } from '@/server/domain/views'

/** An active account in good order, for specs. */
export function accountView(id: string, more: Partial<AccountView> = {}): AccountView {
  return {
    id,
    name: id,
    exchange: 'bybit',
    exchangeName: 'Bybit',
    generic: false,
    marginMode: 'CROSS',
    positionMode: null,
    archived: false,
    valid: true,
    maskedKey: 'abcde********',
    permissions: ['read'],
    keyExpiresAt: null,
    keyIpList: null,
    keyCheckedAt: null,
    keyChange: null,
    exchangeLabel: null,
    parentId: null,
    subAccount: null,
    credentialOptions: { default: true },
    sandbox: false,
    createdAt: new Date('2026-01-01T00:00:00Z'),
    updatedAt: new Date('2026-01-01T00:00:00Z'),
    lastRefreshedAt: new Date('2026-01-01T00:00:00Z'),
    lastError: null,
    nextRefreshAt: null,
    refreshIntervalSeconds: 60,
    ...more,
  }
}
