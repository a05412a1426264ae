CREATE TABLE "account_keys" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"master_key_id" text NOT NULL,
	"wrapped_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "account_secrets" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"field" text NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_secrets_account_id_field_pk" PRIMARY KEY("account_id","field")
);
--> statement-breakpoint
ALTER TABLE "account_secrets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"exchange" text NOT NULL,
	"margin_mode" text DEFAULT 'CROSS' NOT NULL,
	"position_mode" text,
	"credential_options" jsonb DEFAULT '{"default":true}'::jsonb NOT NULL,
	"sandbox" boolean DEFAULT false NOT NULL,
	"masked_key" text NOT NULL,
	"key_fingerprint" text,
	"permissions" text[],
	"key_expires_at" timestamp with time zone,
	"key_ip_list" text[],
	"exchange_label" text,
	"valid" boolean DEFAULT true NOT NULL,
	"archived_at" timestamp with time zone,
	"last_refreshed_at" timestamp with time zone,
	"error_code" text,
	"error_message" text,
	"error_exchange" text,
	"error_since" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"next_refresh_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_id_user" UNIQUE("id","user_id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "asset_points" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"resolution_seconds" integer NOT NULL,
	"bucket" timestamp with time zone NOT NULL,
	"symbol" text NOT NULL,
	"wallet_type" text NOT NULL,
	"asset_type" text NOT NULL,
	"size" numeric NOT NULL,
	"notional" numeric,
	CONSTRAINT "asset_points_account_id_resolution_seconds_bucket_symbol_wallet_type_asset_type_pk" PRIMARY KEY("account_id","resolution_seconds","bucket","symbol","wallet_type","asset_type")
);
--> statement-breakpoint
ALTER TABLE "asset_points" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "equity_points" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"resolution_seconds" integer NOT NULL,
	"bucket" timestamp with time zone NOT NULL,
	"open" numeric NOT NULL,
	"high" numeric NOT NULL,
	"low" numeric NOT NULL,
	"close" numeric NOT NULL,
	"close_as_of" timestamp with time zone NOT NULL,
	"gross_exposure" numeric,
	"net_exposure" numeric,
	"samples" integer NOT NULL,
	CONSTRAINT "equity_points_account_id_resolution_seconds_bucket_pk" PRIMARY KEY("account_id","resolution_seconds","bucket")
);
--> statement-breakpoint
ALTER TABLE "equity_points" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "refreshes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "refreshes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"error_code" text,
	"error_message" text,
	"error_exchange" text
);
--> statement-breakpoint
ALTER TABLE "refreshes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "snapshot_assets" (
	"snapshot_id" bigint NOT NULL,
	"user_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"symbol" text NOT NULL,
	"asset_type" text NOT NULL,
	"market_type" text NOT NULL,
	"wallet_type" text NOT NULL,
	"base" text NOT NULL,
	"settle" text,
	"size" numeric NOT NULL,
	"amount" numeric NOT NULL,
	"borrowed" numeric NOT NULL,
	"notional" numeric,
	"notional_pct_total" numeric,
	"unrealized_profit" numeric,
	"initial_margin" numeric,
	"maint_margin" numeric,
	"margin_balance" numeric,
	"available_balance" numeric,
	"leverage" numeric,
	"price" numeric,
	"price_route" text,
	"price_as_of" timestamp with time zone,
	"entry_price" numeric,
	"mark_price" numeric,
	"liquidation_price" numeric,
	"margin_mode" text,
	"position_side" text,
	CONSTRAINT "snapshot_assets_snapshot_id_ordinal_pk" PRIMARY KEY("snapshot_id","ordinal")
);
--> statement-breakpoint
ALTER TABLE "snapshot_assets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "snapshots" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "snapshots_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"equity" numeric,
	"gross_exposure" numeric,
	"net_exposure" numeric,
	"equities" jsonb NOT NULL,
	"unpriced" text[] NOT NULL,
	"not_included" jsonb NOT NULL,
	"warnings" text[] NOT NULL,
	CONSTRAINT "snapshots_account_as_of" UNIQUE("account_id","as_of"),
	CONSTRAINT "snapshots_id_user" UNIQUE("id","user_id")
);
--> statement-breakpoint
ALTER TABLE "snapshots" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" text[] DEFAULT '{read}'::text[] NOT NULL,
	"ip_allow_list" text[],
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"user_agent" text,
	"ip_address" text
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"password_hash" text,
	"is_admin" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp with time zone,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"refresh_interval_seconds" integer DEFAULT 60 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "account_keys" ADD CONSTRAINT "account_keys_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_secrets" ADD CONSTRAINT "account_secrets_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_points" ADD CONSTRAINT "asset_points_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equity_points" ADD CONSTRAINT "equity_points_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refreshes" ADD CONSTRAINT "refreshes_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshot_assets" ADD CONSTRAINT "snapshot_assets_snapshot_id_user_id_snapshots_id_user_id_fk" FOREIGN KEY ("snapshot_id","user_id") REFERENCES "public"."snapshots"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_name" ON "accounts" USING btree ("user_id","name_key") WHERE archived_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_key" ON "accounts" USING btree ("user_id","key_fingerprint") WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "accounts_due" ON "accounts" USING btree ("next_refresh_at") WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "asset_points_user" ON "asset_points" USING btree ("user_id","symbol","resolution_seconds","bucket");--> statement-breakpoint
CREATE INDEX "equity_points_user" ON "equity_points" USING btree ("user_id","resolution_seconds","bucket");--> statement-breakpoint
CREATE INDEX "refreshes_account" ON "refreshes" USING btree ("account_id","started_at");--> statement-breakpoint
CREATE INDEX "snapshots_user_as_of" ON "snapshots" USING btree ("user_id","as_of");--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_hash" ON "api_tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_tokens_user" ON "api_tokens" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE POLICY "account_keys_tenant" ON "account_keys" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "account_secrets_tenant" ON "account_secrets" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "accounts_tenant" ON "accounts" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "asset_points_tenant" ON "asset_points" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "equity_points_tenant" ON "equity_points" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "refreshes_tenant" ON "refreshes" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "snapshot_assets_tenant" ON "snapshot_assets" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "snapshots_tenant" ON "snapshots" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "api_tokens_tenant" ON "api_tokens" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "sessions_tenant" ON "sessions" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "users_tenant" ON "users" AS PERMISSIVE FOR ALL TO public USING (id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');