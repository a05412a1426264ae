ALTER TABLE "channels" ADD COLUMN "created_by" uuid;--> statement-breakpoint
-- NOT VALID: there is none yet.
ALTER TABLE "channels" ADD CONSTRAINT "channels_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action NOT VALID;
