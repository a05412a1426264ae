CREATE TABLE "setup_codes" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "setup_codes_one" CHECK ("setup_codes"."only")
);
--> statement-breakpoint
ALTER TABLE "setup_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "setup_codes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "setup_codes_system" ON "setup_codes" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.system', true) = 'on') WITH CHECK (current_setting('app.system', true) = 'on');