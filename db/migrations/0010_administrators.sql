ALTER TABLE "users" ADD COLUMN "admin_by_group" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "second_factor_taken_off_at" timestamp with time zone;