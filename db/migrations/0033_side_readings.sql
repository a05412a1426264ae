CREATE TABLE "side_readings" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"tried_at" timestamp with time zone NOT NULL,
	"as_of" timestamp with time zone,
	"facts" jsonb,
	"problem" text,
	CONSTRAINT "side_readings_account_id_kind_pk" PRIMARY KEY("account_id","kind")
);
--> statement-breakpoint
ALTER TABLE "side_readings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "side_readings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "side_readings" ADD CONSTRAINT "side_readings_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "side_readings_tenant" ON "side_readings" AS PERMISSIVE FOR ALL TO public USING (user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
CREATE POLICY "side_readings_limited" ON "side_readings" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = '') or account_id = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[]));