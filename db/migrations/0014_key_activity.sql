CREATE TABLE "key_activity" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"key" text NOT NULL,
	"purpose" text NOT NULL,
	"question" text NOT NULL,
	"day" date NOT NULL,
	"asked" integer NOT NULL,
	"refused" integer NOT NULL,
	"unanswered" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"last_outcome" text NOT NULL,
	CONSTRAINT "key_activity_account_id_key_purpose_question_day_pk" PRIMARY KEY("account_id","key","purpose","question","day")
);
--> statement-breakpoint
ALTER TABLE "key_activity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "key_activity" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "key_activity" ADD CONSTRAINT "key_activity_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."accounts"("id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "key_activity_tenant" ON "key_activity" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');