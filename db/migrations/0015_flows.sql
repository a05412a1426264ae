CREATE TABLE "flow_gaps" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"ledger" text NOT NULL,
	"reason" text NOT NULL,
	"words" text NOT NULL,
	"from_at" timestamp with time zone,
	"to_at" timestamp with time zone,
	"external" boolean NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "flow_gaps_account_id_ledger_reason_words_pk" PRIMARY KEY("account_id","ledger","reason","words")
);
--> statement-breakpoint
ALTER TABLE "flow_gaps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "flow_gaps" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "flow_ledgers" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"ledger" text NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"read_from" timestamp with time zone NOT NULL,
	"read_to" timestamp with time zone NOT NULL,
	"back_to" timestamp with time zone NOT NULL,
	"page_from" timestamp with time zone,
	"page_to" timestamp with time zone,
	"page_cursor" text,
	"entries" integer DEFAULT 0 NOT NULL,
	"error_code" text,
	"error_message" text,
	"error_since" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"asked_at" timestamp with time zone,
	"next_at" timestamp with time zone NOT NULL,
	CONSTRAINT "flow_ledgers_account_id_ledger_pk" PRIMARY KEY("account_id","ledger")
);
--> statement-breakpoint
ALTER TABLE "flow_ledgers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "flow_ledgers" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "flow_pairs" (
	"user_id" uuid NOT NULL,
	"out_id" bigint NOT NULL,
	"in_id" bigint NOT NULL,
	"apart" boolean DEFAULT false NOT NULL,
	"decided_by" text NOT NULL,
	"rule" text,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "flow_pairs_out_id_in_id_pk" PRIMARY KEY("out_id","in_id")
);
--> statement-breakpoint
ALTER TABLE "flow_pairs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "flow_pairs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "flows" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "flows_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"ledger" text NOT NULL,
	"entry_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"coin" text NOT NULL,
	"amount" numeric NOT NULL,
	"kind" text NOT NULL,
	"word" text NOT NULL,
	"state" text NOT NULL,
	"wallet" text,
	"pair" text,
	"fee_coin" text,
	"fee_amount" numeric,
	"other_wallet" text,
	"other_account" text,
	"chain" text,
	"address" text,
	"tx_hash" text,
	"transfer_id" text,
	"price" numeric,
	"price_source" text,
	"price_at" timestamp with time zone,
	"fee_price" numeric,
	"priced_at" timestamp with time zone,
	"set_kind" text,
	"note" text,
	"stored_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "flows_entry" UNIQUE("account_id","ledger","entry_id"),
	CONSTRAINT "flows_id_user" UNIQUE("id","user_id")
);
--> statement-breakpoint
ALTER TABLE "flows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "flows" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "performance_days" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"day" date NOT NULL,
	"open_at" timestamp with time zone NOT NULL,
	"close_at" timestamp with time zone NOT NULL,
	"opened" numeric NOT NULL,
	"closed" numeric NOT NULL,
	"joined" numeric NOT NULL,
	"flows" numeric NOT NULL,
	"weighted" numeric NOT NULL,
	"factor" numeric,
	"note" text,
	"prices" numeric NOT NULL,
	"unrealized" numeric NOT NULL,
	"realized" numeric NOT NULL,
	"funding" numeric NOT NULL,
	"interest" numeric NOT NULL,
	"fees" numeric NOT NULL,
	"rewards" numeric NOT NULL,
	"unexplained" numeric NOT NULL,
	"width" integer NOT NULL,
	"left_out" text[] NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "performance_days_account_id_day_pk" PRIMARY KEY("account_id","day")
);
--> statement-breakpoint
ALTER TABLE "performance_days" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "performance_days" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "flow_gaps" ADD CONSTRAINT "flow_gaps_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_ledgers" ADD CONSTRAINT "flow_ledgers_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_pairs" ADD CONSTRAINT "flow_pairs_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_pairs" ADD CONSTRAINT "flow_pairs_out_id_user_id_flows_id_user_id_fk" FOREIGN KEY ("out_id","user_id") REFERENCES "public"."flows"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_pairs" ADD CONSTRAINT "flow_pairs_in_id_user_id_flows_id_user_id_fk" FOREIGN KEY ("in_id","user_id") REFERENCES "public"."flows"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flows" ADD CONSTRAINT "flows_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "performance_days" ADD CONSTRAINT "performance_days_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "flow_pairs_out" ON "flow_pairs" USING btree ("out_id") WHERE not apart;--> statement-breakpoint
CREATE UNIQUE INDEX "flow_pairs_in" ON "flow_pairs" USING btree ("in_id") WHERE not apart;--> statement-breakpoint
CREATE INDEX "flow_pairs_user" ON "flow_pairs" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "flows_account_at" ON "flows" USING btree ("account_id","user_id","at","id");--> statement-breakpoint
CREATE INDEX "flows_user_at" ON "flows" USING btree ("user_id","at","id");--> statement-breakpoint
CREATE INDEX "flows_unpriced" ON "flows" USING btree ("account_id","user_id","at") WHERE price is null and state = 'done';--> statement-breakpoint
CREATE INDEX "flows_pending" ON "flows" USING btree ("account_id","ledger","at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "flows_tx" ON "flows" USING btree ("user_id","tx_hash") WHERE tx_hash is not null;--> statement-breakpoint
CREATE INDEX "performance_days_user" ON "performance_days" USING btree ("user_id","day");--> statement-breakpoint
CREATE POLICY "flow_gaps_tenant" ON "flow_gaps" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "flow_ledgers_tenant" ON "flow_ledgers" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "flow_pairs_tenant" ON "flow_pairs" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "flows_tenant" ON "flows" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "performance_days_tenant" ON "performance_days" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');