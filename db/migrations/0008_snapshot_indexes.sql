ALTER TABLE "snapshots" DROP CONSTRAINT "snapshots_account_as_of";--> statement-breakpoint
DROP INDEX "snapshots_user_as_of";--> statement-breakpoint
DROP INDEX "refreshes_account";--> statement-breakpoint
CREATE INDEX "refreshes_account" ON "refreshes" USING btree ("account_id","user_id","started_at");--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_account_as_of" UNIQUE("account_id","user_id","as_of");