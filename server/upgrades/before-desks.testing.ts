import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'

/** Somebody as the version before desks stored them, with a row at least in each table. */
export interface PersonBefore {
  id: string
  account: string
  /** A sub-account of `account`. */
  sub: string
  token: string
  rule: string
}

/**
 * Writes with the statements of schema 0035: no code of now is asked what a row looks like. For the system.
 * @param desk whose rows those become that belong to a desk now; else the person's, as all were
 */
export async function personBefore(
  sql: postgres.Sql,
  email: string,
  refreshSeconds: number,
  desk?: string,
): Promise<PersonBefore> {
  const person = randomUUID()
  const id = desk ?? person
  const [account, sub, token, rule] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const [session, channel, tag, client, webhook] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const hash = (what: string) => `${what}-${person}`
  await sql`insert into users (id, email, name, password_hash, settings, refresh_interval_seconds, created_at, updated_at)
    values (${person}, ${email}, 'Zoë “Q” \\N', 'x', '{"theme":"dark"}', ${refreshSeconds}, now() - interval '400 days', now())`
  await sql`insert into sessions (id, user_id, expires_at, user_agent, ip_address) values (${session}, ${person}, now() + interval '1 day', 'b', '::1')`
  await sql`insert into authenticators (user_id, master_key_id, wrapped_key, created_at) values (${person}, 'k', 'w', now())`
  await sql`insert into challenges (user_id, purpose, challenge, expires_at) values (${person}, 'sign_in', 'c', now())`
  await sql`insert into identities (provider, subject, user_id, created_at) values ('oidc', ${person}, ${person}, now())`
  await sql`insert into invitations (user_id, hash, created_at, expires_at) values (${person}, ${hash('i')}, now(), now())`
  await sql`insert into passkeys (user_id, name, credential_id, public_key, counter, transports, backed_up, created_at)
    values (${person}, 'p', ${hash('p')}, 'k', 7, '{usb}', true, now())`
  await sql`insert into password_resets (hash, user_id, created_at, expires_at) values (${hash('r')}, ${person}, now(), now())`
  await sql`insert into recovery_codes (user_id, hash) values (${person}, ${hash('c')})`
  await sql`insert into attempts (key, count, last_at) values (${hash('a')}, 3, now())`

  await sql`insert into accounts (id, user_id, name, name_key, exchange, masked_key, parent_id, sub_account) values
    (${account}, ${id}, 'Main', 'main', 'bybit', 'abcde********', null, null), (${sub}, ${id}, 'Sub', 'sub', 'bybit', 'x', ${account}, 's1')`
  await sql`insert into account_keys (account_id, user_id, master_key_id, wrapped_key) values (${account}, ${id}, 'k', 'w')`
  await sql`insert into account_secrets (account_id, user_id, field, sealed) values (${account}, ${id}, 'apiKey', 's')`
  await sql`insert into key_activity (account_id, user_id, key, purpose, question, day, asked, refused, unanswered, last_at, last_outcome)
    values (${account}, ${id}, 'k', 'refresh', 'balances', now()::date, 3, 1, 0, now(), 'answered')`
  await sql`insert into side_readings (account_id, user_id, kind, key, tried_at, facts) values (${account}, ${id}, 'tiers', 'BTC', now(), '{}')`
  await sql`insert into open_pages (user_id, holder, until) values (${id}, ${randomUUID()}, now() + interval '1 minute')`
  await sql`insert into exchange_pauses (exchange, egress, until, reason) values ('okx', ${id}, now(), 'rate_limited')`

  await sql`select make_snapshot_days(now())`
  const held = `array[row('BTC', 'token', 'spot', 'spot', 'BTC', null, 1.500, 1.500, 0, null, 'BTC-USDT', null, null, null)::held_asset]`
  const valued = `array[row(97000.10, 1, null, null, null, null, 1.5, 64666.73, now(), null, null)::asset_value]`
  for (const days of [0, 1, 40]) {
    await sql.unsafe(`with kept as (
        insert into holdings (account_id, user_id, day, hash, assets)
        select '${account}', '${id}', date_trunc('day', now() - interval '${days} days', 'UTC'), md5('h')::uuid, ${held})
      insert into snapshots (account_id, user_id, as_of, duration_ms, equity, equities, unpriced, not_included, warnings, holdings_hash, asset_values)
        select '${account}', '${id}', now() - interval '${days} days' - n * interval '1 second', 12, 97000.10 + n, '[]', '{}', '[]', '{"w \\"q\\""}',
          md5('h')::uuid, ${valued} from generate_series(1, 50) n`)
  }
  await sql`insert into refreshes (account_id, user_id, started_at, duration_ms, error_code) values (${account}, ${id}, now(), 9, 'rate_limited')`
  await sql`insert into asset_points (account_id, user_id, resolution_seconds, bucket, symbol, wallet_type, asset_type, size, notional)
    select ${account}, ${id}, 300, now() - n * interval '5 minutes', 'BTC', 'spot', 'token', 1.5, 97000 + n from generate_series(1, 500) n`
  await sql`insert into equity_points (account_id, user_id, resolution_seconds, bucket, open, high, low, close, close_as_of, samples)
    select ${account}, ${id}, 300, now() - n * interval '5 minutes', n, n + 1, n - 1, n, now(), 5 from generate_series(1, 500) n`
  await sql`insert into group_points (user_id, scope, resolution_seconds, bucket, open, high, low, close, close_as_of, accounts)
    select ${id}, 'total', 300, now() - n * interval '5 minutes', n, n + 1, n - 1, n, now(), 2 from generate_series(1, 500) n`
  await sql`insert into performance_days (account_id, user_id, day, open_at, close_at, opened, closed, joined, flows, weighted, width, left_out, made_at)
    values (${account}, ${id}, now()::date, now(), now(), 1.10, 2, 0, 0, 0, 300, '{}', now())`

  const flows = await sql<{ id: string }[]>`
    insert into flows (account_id, user_id, ledger, entry_id, at, coin, amount, kind, word, state, stored_at, changed_at)
    select ${account}, ${id}, 'transfers', 'e' || n, now() - n * interval '1 hour', 'USDT', (n - 1.5) * 100.10, 'transfer', 'w', 'done', now(), now()
    from generate_series(1, 2) n returning id::text`
  const [out, into] = flows.map((row) => row.id)
  await sql`insert into flow_pairs (user_id, out_id, in_id, decided_by, decided_at) values (${id}, ${out ?? ''}, ${into ?? ''}, 'rule', now())`
  await sql`insert into flow_ledgers (account_id, user_id, ledger, began_at, read_from, read_to, back_to, next_at)
    values (${account}, ${id}, 'transfers', now(), now(), now(), now(), now())`
  await sql`insert into past_prices (exchange, coin, hour, usd, route, asked_at) values ('bybit', ${id}, now(), 1.10, 'r', now())`

  await sql`insert into alert_settings (user_id, quiet_from, hysteresis, least_seconds, digest, digest_hour)
    values (${id}, 60, '0.05', 60, 'off', 8) on conflict do nothing`
  await sql`insert into alert_rules (id, user_id, rule, enabled, created_at, updated_at) values (${rule}, ${id}, '{"kind":"offline"}', true, now(), now())`
  await sql`insert into alert_states (rule_id, user_id, subject, account_id, level, known, since, facts, seen_at)
    values (${rule}, ${id}, 's', ${account}, 'warning', true, now(), '{}', now())`
  await sql`insert into alert_mutes (account_id, user_id, until) values (${sub}, ${id}, now())`
  await sql`insert into channels (id, user_id, kind, name, shown, master_key_id, wrapped_key, enabled, least, session_id, device, created_at)
    values (${channel}, ${id}, 'push', 'Phone', 'x', 'k', 'w', true, 'note', ${session}, ${hash('d')}, now())`
  await sql`insert into deliveries (user_id, channel_id, what, event, rule_id, subject, account_id, level, at, due_at, state)
    values (${id}, ${channel}, 'fired', '{}', ${rule}, 's', ${account}, 'warning', now(), now(), 'sent')`
  await sql`insert into notices (kind, at, details) values (${hash('n')}, now(), '{}')`

  await sql`insert into api_tokens (id, user_id, name, hash, prefix, scopes, account_ids) values
    (${token}, ${id}, 'Bot', ${hash('t')}, 'bal_', '{read,trade}', ${[sub]})`
  await sql`insert into token_calls (token_id, user_id, at, method, route, status) values (${token}, ${id}, now(), 'GET', '/api/balances/', 200)`
  await sql`insert into oauth_clients (id, name, redirect_uris, created_at) values (${client}, 'c', '{x}', now())`
  await sql`insert into oauth_codes (hash, user_id, client_id, token_id, redirect_uri, challenge, expires_at)
    values (${hash('o')}, ${id}, ${client}, ${token}, 'x', 'c', now())`
  await sql`insert into oauth_keys (hash, token_id, user_id, kind, created_at, expires_at) values (${hash('k')}, ${token}, ${id}, 'refresh', now(), now())`
  await sql`insert into webhooks (id, user_id, token_id, shown, master_key_id, wrapped_key, events, enabled, position, created_at)
    values (${webhook}, ${id}, ${token}, 'x', 'k', 'w', '{snapshot}', true, '0', now())`
  await sql`insert into webhook_deliveries (user_id, webhook_id, message_id, at, events, state, last_try_at, duration_ms, answer)
    values (${id}, ${webhook}, ${randomUUID()}, now(), 1, 'sent', now(), 5, '200')`
  await sql`insert into stream_events (user_id, xid, at, kind, account_id, data) values (${id}, pg_current_xact_id(), now(), 'snapshot', ${account}, '{}')`
  await sql`insert into tags (id, user_id, name, name_key, kind, hue, created_at, updated_at) values (${tag}, ${id}, 'Arb', 'arb', 'strategy', 3, now(), now())`
  await sql`insert into tag_rules (tag_id, user_id, account_id, coin) values (${tag}, ${id}, ${account}, 'BTC')`
  await sql`insert into share_links (user_id, title, hash, account_ids, parts, unit, delay_seconds, created_at, expires_at)
    values (${id}, 'L', ${hash('l')}, ${[account]}, '{equity}', 'percent', 900, now(), now() + interval '1 day')`
  await sql`insert into audit_events (user_id, at, actor, event, details, ip_address) values
    (${person}, now() - interval '1 day', 'session', 'account.created', '{"name":"Main"}', '::1'), (${person}, now(), 'token', 'leverage.set', '{}', null)`
  return { id, account, sub, token, rule }
}
