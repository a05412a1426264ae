import type * as z from 'zod'
import type { AccountView } from '@/server/domain/views'
import type { account } from '../schemas/accounts'
import { timeOrNull } from './numbers'

/** An account as `GET /api/accounts/` has it; nothing of its key but the mask. */
export function wireAccount(view: AccountView): z.input<typeof account> {
  return {
    id: view.id,
    name: view.name,
    exchange: view.exchangeName,
    margin_mode: view.marginMode,
    position_mode: view.positionMode,
    archived: view.archived,
    valid: view.valid,
    api_key: view.maskedKey,
    permissions: view.permissions,
    credential_options: view.credentialOptions,
    sandbox: view.sandbox,
    created_at: view.createdAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
    last_refreshed_at: timeOrNull(view.lastRefreshedAt),
    last_error: view.lastError && {
      code: view.lastError.code,
      message: view.lastError.message,
      since: view.lastError.since.toISOString(),
      next_try_at: timeOrNull(view.lastError.nextTryAt),
    },
  }
}
