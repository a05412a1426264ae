ALTER TABLE "accounts" ADD COLUMN "key_checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "key_change" jsonb;