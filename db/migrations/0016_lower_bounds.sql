ALTER TABLE "group_points" ADD COLUMN "bound" smallint;--> statement-breakpoint
ALTER TABLE "group_points" ADD COLUMN "open_aside" numeric;--> statement-breakpoint
ALTER TABLE "group_points" ADD COLUMN "close_aside" numeric;--> statement-breakpoint
ALTER TABLE "group_points" ADD COLUMN "came" numeric;--> statement-breakpoint
ALTER TABLE "equity_points" ADD COLUMN "bound" smallint;--> statement-breakpoint
ALTER TABLE "equity_points" ADD COLUMN "open_aside" numeric;--> statement-breakpoint
ALTER TABLE "equity_points" ADD COLUMN "close_aside" numeric;--> statement-breakpoint
ALTER TABLE "equity_points" ADD COLUMN "came" numeric;--> statement-breakpoint
ALTER TABLE "snapshots" ADD COLUMN "bound" smallint;--> statement-breakpoint
ALTER TABLE "snapshots" ADD COLUMN "aside" jsonb;