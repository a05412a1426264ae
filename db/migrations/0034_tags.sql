CREATE TABLE "tag_rules" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tag_rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"tag_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"account_id" uuid,
	"coin" text,
	"market" text,
	CONSTRAINT "tag_rules_once" UNIQUE NULLS NOT DISTINCT("tag_id","account_id","coin","market")
);
--> statement-breakpoint
ALTER TABLE "tag_rules" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tag_rules" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tags" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"kind" text NOT NULL,
	"hue" smallint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tags_id_user" UNIQUE("id","user_id")
);
--> statement-breakpoint
ALTER TABLE "tags" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tags" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tag_rules" ADD CONSTRAINT "tag_rules_tag_id_user_id_tags_id_user_id_fk" FOREIGN KEY ("tag_id","user_id") REFERENCES "public"."tags"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tag_rules" ADD CONSTRAINT "tag_rules_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tag_rules_user" ON "tag_rules" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "tag_rules_account" ON "tag_rules" USING btree ("account_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tags_name" ON "tags" USING btree ("user_id","name_key");--> statement-breakpoint
CREATE POLICY "tag_rules_tenant" ON "tag_rules" AS PERMISSIVE FOR ALL TO public USING (user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
CREATE POLICY "tag_rules_limited" ON "tag_rules" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));--> statement-breakpoint
CREATE POLICY "tags_tenant" ON "tags" AS PERMISSIVE FOR ALL TO public USING (user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on')) WITH CHECK (user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) or (select current_setting('app.system', true) = 'on'));--> statement-breakpoint
CREATE POLICY "tags_limited" ON "tags" AS RESTRICTIVE FOR ALL TO public USING ((select coalesce(current_setting('app.accounts', true), '') = '')) WITH CHECK ((select coalesce(current_setting('app.accounts', true), '') = ''));