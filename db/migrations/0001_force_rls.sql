-- Row-level security binds the tables' owner too: the application may be the owner and is never exempt.
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sessions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_tokens" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "account_keys" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "account_secrets" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "snapshots" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "snapshot_assets" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "refreshes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "equity_points" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "asset_points" FORCE ROW LEVEL SECURITY;
