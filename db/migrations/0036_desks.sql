-- The tenancy key moves from person to desk. Everybody's own desk has their id, so that no row of theirs is written anew, and a
-- process of the version before goes on reading (docs/security.md). References are made NOT VALID: each row referred to a
-- person before, and each person has a desk.
CREATE TABLE "desks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"is_personal" boolean DEFAULT false NOT NULL,
	"refresh_interval_seconds" integer DEFAULT 60 NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
ALTER TABLE "desks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "desk_members" (
	"desk_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"tag_ids" uuid[],
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "desk_members_desk_id_user_id_pk" PRIMARY KEY("desk_id","user_id")
);--> statement-breakpoint
ALTER TABLE "desk_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "desk_invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"desk_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"role" text NOT NULL,
	"tag_ids" uuid[],
	"note" text,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	"used_by" uuid
);--> statement-breakpoint
ALTER TABLE "desk_invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "desk_members" ADD CONSTRAINT "desk_members_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_members" ADD CONSTRAINT "desk_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_invitations" ADD CONSTRAINT "desk_invitations_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_invitations" ADD CONSTRAINT "desk_invitations_used_by_users_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_invitations" ADD CONSTRAINT "desk_invitations_maker" FOREIGN KEY ("desk_id","created_by") REFERENCES "public"."desk_members"("desk_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "desk_invitations_hash" ON "desk_invitations" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "desk_invitations_desk" ON "desk_invitations" USING btree ("desk_id");--> statement-breakpoint
CREATE INDEX "desk_members_user" ON "desk_members" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "alert_rules" DROP CONSTRAINT "alert_rules_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "alert_settings" DROP CONSTRAINT "alert_settings_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "channels" DROP CONSTRAINT "channels_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "flow_pairs" DROP CONSTRAINT "flow_pairs_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "group_points" DROP CONSTRAINT "group_points_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "open_pages" DROP CONSTRAINT "open_pages_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "oauth_codes" DROP CONSTRAINT "oauth_codes_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "share_links" DROP CONSTRAINT "share_links_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "stream_events" DROP CONSTRAINT "stream_events_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "tags" DROP CONSTRAINT "tags_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "api_tokens" DROP CONSTRAINT "api_tokens_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "webhooks" DROP CONSTRAINT "webhooks_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "alert_rules" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "desk_id" uuid;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "by_id" uuid;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "created_by" uuid;--> statement-breakpoint
-- Before the walls stand, which bind the owner too.
DO $$
begin
	perform set_config('app.system', 'on', true);
	insert into desks (id, name, is_personal, refresh_interval_seconds, disabled_at, created_at, updated_at)
		select id, 'Personal', true, refresh_interval_seconds, disabled_at, created_at, created_at from users;
	insert into desk_members (desk_id, user_id, role, created_at) select id, id, 'owner', created_at from users;
	update api_tokens set created_by = user_id;
	update alert_rules set created_by = user_id;
end
$$;--> statement-breakpoint
ALTER TABLE "desks" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "desk_members" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "desk_invitations" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "alert_rules" ADD CONSTRAINT "alert_rules_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "alert_rules" ADD CONSTRAINT "alert_rules_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "alert_settings" ADD CONSTRAINT "alert_settings_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "flow_pairs" ADD CONSTRAINT "flow_pairs_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "group_points" ADD CONSTRAINT "group_points_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "open_pages" ADD CONSTRAINT "open_pages_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "oauth_codes" ADD CONSTRAINT "oauth_codes_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "stream_events" ADD CONSTRAINT "stream_events_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_user_id_desks_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
CREATE INDEX "audit_events_desk" ON "audit_events" USING btree ("desk_id","id");--> statement-breakpoint
-- Everybody has a desk of their own from the moment that they are there, whichever version of Ballast adds them.
CREATE FUNCTION "person_came"() RETURNS trigger LANGUAGE plpgsql AS $$
declare
	system text := coalesce(current_setting('app.system', true), '');
begin
	perform set_config('app.system', 'on', true);
	insert into desks (id, name, is_personal, refresh_interval_seconds, disabled_at, created_at, updated_at)
		values (new.id, 'Personal', true, new.refresh_interval_seconds, new.disabled_at, new.created_at, new.created_at);
	insert into desk_members (desk_id, user_id, role, created_at) values (new.id, new.id, 'owner', new.created_at);
	perform set_config('app.system', system, true);
	return null;
end
$$;--> statement-breakpoint
CREATE TRIGGER "users_come" AFTER INSERT ON "users" FOR EACH ROW EXECUTE FUNCTION "person_came"();--> statement-breakpoint
-- A desk rests while none of its owners may sign in.
CREATE FUNCTION "person_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
declare
	system text := coalesce(current_setting('app.system', true), '');
begin
	perform set_config('app.system', 'on', true);
	update desks set refresh_interval_seconds = new.refresh_interval_seconds, disabled_at = new.disabled_at
		where id = new.id and is_personal;
	if new.disabled_at is distinct from old.disabled_at then
		update desks d set disabled_at = case when exists (
				select from desk_members o join users u on u.id = o.user_id
				where o.desk_id = d.id and o.role = 'owner' and u.disabled_at is null) then null else new.disabled_at end
			where not is_personal and exists (select from desk_members m where m.desk_id = d.id and m.user_id = new.id and m.role = 'owner');
	end if;
	perform set_config('app.system', system, true);
	return null;
end
$$;--> statement-breakpoint
CREATE TRIGGER "users_change" AFTER UPDATE OF "disabled_at", "refresh_interval_seconds" ON "users" FOR EACH ROW WHEN (NEW."disabled_at" IS DISTINCT FROM OLD."disabled_at" OR NEW."refresh_interval_seconds" <> OLD."refresh_interval_seconds") EXECUTE FUNCTION "person_changed"();--> statement-breakpoint
-- With a person goes their own desk and all that is its.
CREATE FUNCTION "person_went"() RETURNS trigger LANGUAGE plpgsql AS $$
declare
	system text := coalesce(current_setting('app.system', true), '');
begin
	perform set_config('app.system', 'on', true);
	delete from desks where id = old.id and is_personal;
	perform set_config('app.system', system, true);
	return null;
end
$$;--> statement-breakpoint
CREATE TRIGGER "users_leave" AFTER DELETE ON "users" FOR EACH ROW EXECUTE FUNCTION "person_went"();--> statement-breakpoint
-- Streams and downloads end with the right to them, as with a session's; a desk without members is nobody's, and goes.
CREATE FUNCTION "desk_members_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
declare
	system text := coalesce(current_setting('app.system', true), '');
begin
	perform pg_notify('ballast_rights', old.user_id::text);
	perform pg_notify('ballast_rights', old.desk_id::text);
	if tg_op = 'DELETE' then
		perform set_config('app.system', 'on', true);
		update api_tokens set revoked_at = now() where user_id = old.desk_id and created_by = old.user_id and revoked_at is null;
		delete from desks d where d.id = old.desk_id and not d.is_personal
			and not exists (select from desk_members m where m.desk_id = d.id);
		perform set_config('app.system', system, true);
	end if;
	return null;
end
$$;--> statement-breakpoint
CREATE TRIGGER "desk_members_end" AFTER UPDATE OR DELETE ON "desk_members" FOR EACH ROW EXECUTE FUNCTION "desk_members_changed"();--> statement-breakpoint
-- A browser whose session is over is told nothing more by push, of whichever desk.
CREATE FUNCTION "session_over"() RETURNS trigger LANGUAGE plpgsql AS $$
declare
	system text := coalesce(current_setting('app.system', true), '');
begin
	perform set_config('app.system', 'on', true);
	delete from channels where session_id = new.id and device is not null;
	perform set_config('app.system', system, true);
	return null;
end
$$;--> statement-breakpoint
CREATE TRIGGER "sessions_over" AFTER UPDATE OF "revoked_at" ON "sessions" FOR EACH ROW WHEN (OLD."revoked_at" IS NULL AND NEW."revoked_at" IS NOT NULL) EXECUTE FUNCTION "session_over"();--> statement-breakpoint
-- What happened on a person's own desk stands in their log, as it always did.
CREATE FUNCTION "audit_events_whose"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
	if new.desk_id is not null and exists (select from desks where id = new.desk_id and is_personal) then
		new.user_id := new.desk_id;
		new.desk_id := null;
		new.by_id := null;
	end if;
	return new;
end
$$;--> statement-breakpoint
CREATE TRIGGER "audit_events_whose_log" BEFORE INSERT ON "audit_events" FOR EACH ROW WHEN (NEW."desk_id" IS NOT NULL) EXECUTE FUNCTION "audit_events_whose"();--> statement-breakpoint
-- Rows go only together with their person or desk; who did it on a desk is forgotten with them, and nothing else.
CREATE OR REPLACE FUNCTION "audit_events_keep"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM "users" WHERE "id" = OLD."user_id")
		AND NOT EXISTS (SELECT FROM "desks" WHERE "id" = OLD."desk_id") THEN
		RETURN OLD;
	END IF;
	IF TG_OP = 'UPDATE' AND NEW."by_id" IS NULL AND NOT EXISTS (SELECT FROM "users" WHERE "id" = OLD."by_id")
		AND to_jsonb(NEW) = to_jsonb(OLD) || '{"by_id": null}' THEN
		RETURN NEW;
	END IF;
	RAISE EXCEPTION 'The audit log is only ever added to.' USING ERRCODE = 'insufficient_privilege';
END
$$;--> statement-breakpoint
CREATE POLICY "desk_invitations_tenant" ON "desk_invitations" AS PERMISSIVE FOR ALL TO public USING (desk_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (desk_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
CREATE POLICY "desk_invitations_limited" ON "desk_invitations" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "desk_members_tenant" ON "desk_members" AS PERMISSIVE FOR ALL TO public USING (desk_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (desk_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
CREATE POLICY "desk_members_limited" ON "desk_members" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "desks_tenant" ON "desks" AS PERMISSIVE FOR ALL TO public USING (id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on') or exists (select from desk_members m where m.desk_id = desks.id and m.user_id = (select nullif(current_setting('app.user_id', true), '')::uuid))) WITH CHECK (id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on') or exists (select from desk_members m where m.desk_id = desks.id and m.user_id = (select nullif(current_setting('app.user_id', true), '')::uuid)));--> statement-breakpoint
ALTER POLICY "account_keys_tenant" ON "account_keys" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "account_secrets_tenant" ON "account_secrets" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "accounts_tenant" ON "accounts" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "alert_mutes_tenant" ON "alert_mutes" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "alert_rules_tenant" ON "alert_rules" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "alert_settings_tenant" ON "alert_settings" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "alert_states_tenant" ON "alert_states" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "channels_tenant" ON "channels" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "deliveries_tenant" ON "deliveries" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "flow_ledgers_tenant" ON "flow_ledgers" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "flow_pairs_tenant" ON "flow_pairs" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "flows_tenant" ON "flows" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "performance_days_tenant" ON "performance_days" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "group_points_tenant" ON "group_points" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "open_pages_tenant" ON "open_pages" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "key_activity_tenant" ON "key_activity" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "oauth_codes_tenant" ON "oauth_codes" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "oauth_keys_tenant" ON "oauth_keys" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "audit_events_tenant" ON "audit_events" TO public USING (desk_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (desk_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "share_links_tenant" ON "share_links" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "side_readings_tenant" ON "side_readings" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "asset_points_tenant" ON "asset_points" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "equity_points_tenant" ON "equity_points" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "holdings_tenant" ON "holdings" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "refreshes_tenant" ON "refreshes" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "snapshots_tenant" ON "snapshots" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "stream_events_tenant" ON "stream_events" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "tag_rules_tenant" ON "tag_rules" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "tags_tenant" ON "tags" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "token_calls_tenant" ON "token_calls" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "api_tokens_tenant" ON "api_tokens" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or created_by = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or created_by = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "webhook_deliveries_tenant" ON "webhook_deliveries" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
ALTER POLICY "webhooks_tenant" ON "webhooks" TO public USING (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
-- Partitions of snapshots and holdings have the wall of their parents.
CREATE OR REPLACE FUNCTION "make_partition"(parent text, suffix text, lower text, upper text) RETURNS void LANGUAGE plpgsql AS $$
declare
	name text := parent || '_' || suffix;
	mine text := 'user_id = (select coalesce(nullif(current_setting(''app.desk_id'', true), ''''), nullif(current_setting(''app.user_id'', true), ''''))::uuid) or (select current_setting(''app.system'', true) = ''on'')';
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
DO $$
declare
	mine text := '(user_id = (select coalesce(nullif(current_setting(''app.desk_id'', true), ''''), nullif(current_setting(''app.user_id'', true), ''''))::uuid) or (select current_setting(''app.system'', true) = ''on''))';
	name text;
begin
	for name in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
		where i.inhparent in ('public.snapshots'::regclass, 'public.holdings'::regclass) loop
		execute format('alter policy %I on public.%I using (%s) with check (%s)', name || '_tenant', name, mine, mine);
	end loop;
end
$$;
