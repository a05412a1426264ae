ALTER TABLE "accounts" ADD COLUMN "parent_id" uuid;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "sub_account" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "exchange_uid" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_parent_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("parent_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;