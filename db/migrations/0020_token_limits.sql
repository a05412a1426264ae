CREATE TABLE "token_calls" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "token_calls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"token_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"method" text NOT NULL,
	"route" text NOT NULL,
	"status" integer NOT NULL,
	"client" text,
	"address" text
);
--> statement-breakpoint
ALTER TABLE "token_calls" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "token_calls" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "account_ids" uuid[];--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "tools" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_id_user" UNIQUE("id","user_id");--> statement-breakpoint
ALTER TABLE "token_calls" ADD CONSTRAINT "token_calls_token_id_user_id_api_tokens_id_user_id_fk" FOREIGN KEY ("token_id","user_id") REFERENCES "public"."api_tokens"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "token_calls_token" ON "token_calls" USING btree ("token_id","user_id","id");--> statement-breakpoint
CREATE POLICY "account_keys_limited" ON "account_keys" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "account_secrets_limited" ON "account_secrets" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "accounts_limited" ON "accounts" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "alert_mutes_limited" ON "alert_mutes" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "alert_rules_limited" ON "alert_rules" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "alert_settings_limited" ON "alert_settings" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "alert_states_limited" ON "alert_states" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "channels_limited" ON "channels" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "deliveries_limited" ON "deliveries" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "flow_ledgers_limited" ON "flow_ledgers" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "flow_pairs_limited" ON "flow_pairs" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or (exists (select from flows f where f.id = flow_pairs.out_id and f.user_id = flow_pairs.user_id) and exists (select from flows f where f.id = flow_pairs.in_id and f.user_id = flow_pairs.user_id))) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or (exists (select from flows f where f.id = flow_pairs.out_id and f.user_id = flow_pairs.user_id) and exists (select from flows f where f.id = flow_pairs.in_id and f.user_id = flow_pairs.user_id)));--> statement-breakpoint
CREATE POLICY "flows_limited" ON "flows" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "performance_days_limited" ON "performance_days" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "group_points_limited" ON "group_points" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "key_activity_limited" ON "key_activity" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "audit_events_limited" ON "audit_events" AS RESTRICTIVE FOR SELECT TO public USING ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "authenticators_limited" ON "authenticators" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "challenges_limited" ON "challenges" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "identities_limited" ON "identities" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "invitations_limited" ON "invitations" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "passkeys_limited" ON "passkeys" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "password_resets_limited" ON "password_resets" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "recovery_codes_limited" ON "recovery_codes" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "asset_points_limited" ON "asset_points" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "equity_points_limited" ON "equity_points" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "holdings_limited" ON "holdings" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "refreshes_limited" ON "refreshes" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "snapshots_limited" ON "snapshots" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "api_tokens_limited" ON "api_tokens" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "sessions_limited" ON "sessions" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "token_calls_tenant" ON "token_calls" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "token_calls_limited" ON "token_calls" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
-- Partitions of snapshots and holdings: whoever asks one itself meets this wall too.
CREATE OR REPLACE FUNCTION "limit_partition"(name text) RETURNS void LANGUAGE plpgsql AS $$
declare
	mine text := '(select coalesce(current_setting(''app.accounts'', true), '''') = '''') or account_id = any ((select nullif(current_setting(''app.accounts'', true), '''')::uuid[])::uuid[])';
begin
	execute format('create policy %I on public.%I as restrictive for all to public using (%s) with check (%s)', name || '_limited', name, mine, mine);
end
$$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION "make_partition"(parent text, suffix text, lower text, upper text) RETURNS void LANGUAGE plpgsql AS $$
declare
	name text := parent || '_' || suffix;
	mine text := 'user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid or current_setting(''app.system'', true) = ''on''';
begin
	execute format('create table public.%I partition of public.%I for values from (%s) to (%s)', name, parent, lower, upper);
	-- Rows are reached through the parent; whoever asks a partition itself meets the same wall.
	execute format('alter table public.%I enable row level security', name);
	execute format('alter table public.%I force row level security', name);
	execute format('create policy %I on public.%I as permissive for all to public using (%s) with check (%s)', name || '_tenant', name, mine, mine);
	perform limit_partition(name);
	-- Assets are packed also where a row would fit as it is.
	if parent = 'snapshots' then
		execute format('alter table public.%I alter column asset_values set storage main', name);
	else
		execute format('alter table public.%I alter column assets set storage main', name);
	end if;
	execute format('alter table public.%I set (toast_tuple_target = 256)', name);
end
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION "make_partition", "limit_partition" FROM PUBLIC;--> statement-breakpoint
SELECT limit_partition(c.relname::text) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent IN ('snapshots'::regclass, 'holdings'::regclass);
