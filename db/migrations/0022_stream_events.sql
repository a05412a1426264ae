CREATE TABLE "stream_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stream_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" uuid NOT NULL,
	"xid" "xid8" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"account_id" uuid,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "stream_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "stream_events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "stream_events" ADD CONSTRAINT "stream_events_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stream_events_seen" ON "stream_events" USING btree ("user_id","xid","id");--> statement-breakpoint
CREATE INDEX "stream_events_at" ON "stream_events" USING btree ("at");--> statement-breakpoint
CREATE POLICY "stream_events_tenant" ON "stream_events" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "stream_events_limited" ON "stream_events" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));