CREATE TABLE "notices" (
	"kind" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
DROP INDEX "refreshes_account";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "planned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "exchange_pauses" ADD COLUMN "noted_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "refreshes_account" ON "refreshes" USING btree ("account_id","user_id","id");
--> statement-breakpoint
-- Tells which snapshot is an account's newest from now on: also where none was noted, or another.
SELECT set_config('app.system', 'on', true);--> statement-breakpoint
UPDATE "accounts" a SET "last_refreshed_at" = newest.as_of
FROM (SELECT account_id, user_id, max(as_of) AS as_of FROM "snapshots" GROUP BY 1, 2) newest
WHERE newest.account_id = a.id AND newest.user_id = a.user_id AND a."last_refreshed_at" IS DISTINCT FROM newest.as_of;
