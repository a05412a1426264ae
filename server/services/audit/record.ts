import type { Tx } from '@/db/client'
import { addAuditEvent, addDeskAuditEvent, type NewAuditEvent } from '@/db/queries/audit'
import type { Actor } from '../../context'

/** Everything that the audit log knows. */
export const AUDIT_EVENTS = [
  'registered',
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'session_revoked',
  'sessions_revoked',
  'password_changed',
  'password_reset_requested',
  'address_proof_requested',
  'address_proven',
  'password_reset',
  'second_factor_added',
  'second_factor_removed',
  'recovery_codes_made',
  'recovery_code_used',
  'passkey_added',
  'passkey_removed',
  'identity_linked',
  'identity_unlinked',
  'token_created',
  'token_revoked',
  'account_added',
  'sample_added',
  'sample_removed',
  'account_key_replaced',
  'key_permissions_changed',
  'key_addresses_changed',
  'key_expires_soon',
  'account_archived',
  'account_restored',
  'leverage_set',
  'recording_saved',
  'flows_tied',
  'flows_untied',
  'flow_classified',
  'flow_written',
  'flow_removed',
  'data_exported',
  'invitation_created',
  'invitation_revoked',
  'user_disabled',
  'user_enabled',
  'admin_made',
  'admin_unmade',
  'second_factor_taken_off',
  'administered',
  'alert_rule_added',
  'alert_rule_changed',
  'alert_rule_deleted',
  'alert_preset_chosen',
  'agent_allowed',
  'agent_key_used_twice',
  'channel_added',
  'channel_changed',
  'channel_removed',
  'tag_added',
  'tag_changed',
  'tag_removed',
  'webhook_added',
  'webhook_changed',
  'webhook_switched_off',
  'webhook_removed',
  'share_link_created',
  'share_link_revoked',
  'desk_created',
  'desk_renamed',
  'desk_changed',
  'desk_handed_over',
  'desk_deleted',
  'member_invited',
  'member_invitation_revoked',
  'member_joined',
  'member_changed',
  'member_removed',
  'member_left',
] as const
export type AuditEvent = (typeof AUDIT_EVENTS)[number]

/** Who did it: an actor of the house, somebody not signed in (yet), or an administrator on somebody else's account. */
export type AuditActor =
  | Actor
  | { kind: 'session'; sessionId: string; ipAddress: string | null; userAgent: string | null }
  | { kind: 'visitor' | 'admin'; ipAddress: string | null; userAgent: string | null }

/** Ids, names and words; never a secret, never a whole key. */
export type AuditDetails = Record<string, string | number | boolean | null | readonly string[]>

/** Adds to the log of a person's sign-in in the transaction of what happened: both are stored, or neither. */
export async function recordAudit(
  tx: Tx,
  userId: string,
  actor: AuditActor,
  now: Date,
  event: AuditEvent,
  details: AuditDetails = {},
): Promise<void> {
  await addAuditEvent(tx, userId, eventOf(actor, now, event, details))
}

/** The same to a desk's log, with the member who did it. */
export async function recordDeskAudit(
  tx: Tx,
  deskId: string,
  actor: Actor,
  now: Date,
  event: AuditEvent,
  details: AuditDetails = {},
): Promise<void> {
  await addDeskAuditEvent(tx, deskId, actor.kind === 'system' ? null : actor.userId, eventOf(actor, now, event, details))
}

function eventOf(actor: AuditActor, at: Date, event: AuditEvent, details: AuditDetails): NewAuditEvent {
  return {
    at,
    actor: actor.kind,
    actorId: actor.kind === 'session' ? actor.sessionId : actor.kind === 'token' ? actor.tokenId : null,
    event,
    details,
    ipAddress: 'ipAddress' in actor ? actor.ipAddress : null,
    userAgent: 'userAgent' in actor ? (actor.userAgent?.slice(0, 400) ?? null) : null,
  }
}
