DROP POLICY "flow_gaps_tenant" ON "flow_gaps" CASCADE;--> statement-breakpoint
DROP TABLE "flow_gaps" CASCADE;--> statement-breakpoint
ALTER TABLE "performance_days" ALTER COLUMN "prices" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "performance_days" ALTER COLUMN "unrealized" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "performance_days" ALTER COLUMN "realized" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "performance_days" ALTER COLUMN "funding" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "performance_days" ALTER COLUMN "interest" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "performance_days" ALTER COLUMN "fees" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "performance_days" ALTER COLUMN "rewards" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "performance_days" ALTER COLUMN "unexplained" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "flow_ledgers" ADD COLUMN "page_forward" boolean DEFAULT true NOT NULL;