CREATE TABLE "group_points" (
	"user_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"resolution_seconds" integer NOT NULL,
	"bucket" timestamp with time zone NOT NULL,
	"open" numeric NOT NULL,
	"high" numeric NOT NULL,
	"low" numeric NOT NULL,
	"close" numeric NOT NULL,
	"close_as_of" timestamp with time zone NOT NULL,
	"gross_exposure" numeric,
	"net_exposure" numeric,
	"accounts" integer NOT NULL,
	CONSTRAINT "group_points_user_id_scope_resolution_seconds_bucket_pk" PRIMARY KEY("user_id","scope","resolution_seconds","bucket")
);
--> statement-breakpoint
ALTER TABLE "group_points" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exchange_pauses" (
	"exchange" text NOT NULL,
	"egress" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "exchange_pauses_exchange_egress_pk" PRIMARY KEY("exchange","egress")
);
--> statement-breakpoint
CREATE TABLE "open_pages" (
	"user_id" uuid NOT NULL,
	"holder" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "open_pages_user_id_holder_pk" PRIMARY KEY("user_id","holder")
);
--> statement-breakpoint
ALTER TABLE "open_pages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "group_points" ADD CONSTRAINT "group_points_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_pages" ADD CONSTRAINT "open_pages_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "group_points_age" ON "group_points" USING btree ("resolution_seconds","bucket");--> statement-breakpoint
CREATE INDEX "open_pages_until" ON "open_pages" USING btree ("until");--> statement-breakpoint
CREATE POLICY "group_points_tenant" ON "group_points" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "open_pages_tenant" ON "open_pages" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
-- Row-level security binds the tables' owner too.
ALTER TABLE "group_points" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "open_pages" FORCE ROW LEVEL SECURITY;
