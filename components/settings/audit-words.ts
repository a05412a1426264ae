import type { AuditView } from '@/server/domain/views'

type Details = AuditView['details']

/** A detail as text; empty where it is missing or no text. */
function text(details: Details, name: string): string {
  const value = details[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

const quoted = (value: string) => (value === '' ? '' : ` “${value}”`)

const WORDS: Record<string, (details: Details) => string> = {
  registered: () => 'Signed up',
  signed_in: (details) => `Signed in${text(details, 'how') ? ` by ${text(details, 'how')}` : ''}`,
  sign_in_failed: (details) => `A sign-in failed${text(details, 'wrong') ? `: wrong ${text(details, 'wrong')}` : ''}`,
  signed_out: () => 'Signed out',
  session_revoked: () => 'Ended a session',
  sessions_revoked: (details) => `Ended ${text(details, 'count') || 'all'} other sessions`,
  password_changed: () => 'Changed the password',
  password_reset_requested: () => 'Asked for a link to reset the password',
  address_proof_requested: () => 'Asked for a link to prove the e-mail address',
  address_proven: () => 'Proved the e-mail address',
  password_reset: () => 'Reset the password by a link',
  second_factor_added: () => 'Set up an authenticator app',
  second_factor_removed: () => 'Removed the authenticator app',
  recovery_codes_made: () => 'Made new recovery codes',
  recovery_code_used: () => 'Used a recovery code',
  passkey_added: (details) => `Added the passkey${quoted(text(details, 'name'))}`,
  passkey_removed: (details) => `Removed the passkey${quoted(text(details, 'name'))}`,
  identity_linked: (details) => `Linked an account at ${text(details, 'provider') || 'a provider'}`,
  identity_unlinked: (details) => `Unlinked the account at ${text(details, 'provider') || 'a provider'}`,
  token_created: (details) => `Made the API token${quoted(text(details, 'name'))}`,
  agent_allowed: (details) => `Allowed the program${quoted(text(details, 'name'))} to act for you`,
  agent_key_used_twice: (details) =>
    `Ended what the program${quoted(text(details, 'name'))} was allowed: one of its keys came twice`,
  share_link_created: (details) => `Made the share link${quoted(text(details, 'title'))}`,
  share_link_revoked: (details) => `Revoked the share link${quoted(text(details, 'title'))}`,
  token_revoked: (details) => `Revoked the API token${quoted(text(details, 'name'))}`,
  sample_added: () => 'Put the sample desk up',
  sample_removed: () => 'Took the sample desk away',
  account_added: (details) => `Added the account${quoted(text(details, 'name'))}`,
  account_key_replaced: (details) => `Entered new keys for the account${quoted(text(details, 'name'))}`,
  key_permissions_changed: (details) =>
    `The exchange changed what the key of${quoted(text(details, 'name'))} may do: ${text(details, 'now') || 'nothing'}`,
  key_addresses_changed: (details) =>
    `The key of${quoted(text(details, 'name'))} is now bound to ${text(details, 'now') || 'no address'}`,
  key_expires_soon: (details) => `The key of${quoted(text(details, 'name'))} expires soon`,
  account_archived: (details) => `Archived the account${quoted(text(details, 'name'))}`,
  account_restored: (details) => `Restored the account${quoted(text(details, 'name'))}`,
  leverage_set: (details) =>
    `Set leverage${text(details, 'pair') ? ` of ${text(details, 'pair')}` : ''}${text(details, 'leverage') ? ` to ${text(details, 'leverage')}×` : ''}`,
  recording_saved: (details) => `Saved a recording of the account${quoted(text(details, 'name'))}`,
  flows_tied: (details) => `Tied two entries as one transfer${quoted(text(details, 'out'))}`,
  flows_untied: (details) => `Said that two entries are no transfer${quoted(text(details, 'out'))}`,
  flow_classified: (details) =>
    text(details, 'is') === text(details, 'was')
      ? `Wrote a note to an entry${quoted(text(details, 'entry'))}`
      : `Said what an entry is${quoted(text(details, 'entry'))}: ${text(details, 'is')}, not ${text(details, 'was')}`,
  flow_written: (details) => `Wrote an entry by hand${quoted(text(details, 'entry'))}`,
  flow_removed: (details) => `Removed an entry written by hand${quoted(text(details, 'entry'))}`,
  data_exported: () => 'Exported all data',
  invitation_created: (details) => `Invited ${text(details, 'email') || 'somebody'}`,
  invitation_revoked: () => 'Withdrew an invitation',
  user_disabled: () => 'Was disabled by an administrator',
  user_enabled: () => 'Was enabled by an administrator',
  admin_made: () => 'Became an administrator',
  admin_unmade: () => 'Is no administrator any more',
  second_factor_taken_off: () => 'Had the second factor taken off by an administrator',
  tag_added: (details) => `Made the tag${quoted(text(details, 'name'))}`,
  tag_changed: (details) => `Changed the tag${quoted(text(details, 'name'))}`,
  tag_removed: (details) => `Removed the tag${quoted(text(details, 'name'))}`,
  webhook_added: (details) => `Added a webhook to${quoted(text(details, 'host'))}`,
  webhook_changed: (details) =>
    details.secret === 'new'
      ? `Made a new secret for the webhook to${quoted(text(details, 'host'))}`
      : `Changed the webhook to${quoted(text(details, 'host'))}`,
  webhook_switched_off: (details) => `The webhook to${quoted(text(details, 'host'))} was switched off: ${text(details, 'why')}`,
  webhook_removed: (details) => `Removed the webhook to${quoted(text(details, 'host'))}`,
  administered: (details) => `Administered ${text(details, 'email') || 'somebody'}: ${text(details, 'what')}`,
}

/** One line of the log as a sentence; a kind that this page does not know is shown by its name. */
export function auditSentence({ event, details }: Pick<AuditView, 'event' | 'details'>): string {
  return WORDS[event]?.(details) ?? event.replaceAll('_', ' ')
}

const ACTORS: Record<string, string> = { token: 'by an API token', system: 'by the system', admin: 'by an administrator' }

/** Who did it, where that was not the person in a browser. */
export function auditActor(actor: string): string | null {
  return ACTORS[actor] ?? null
}
