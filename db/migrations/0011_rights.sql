ALTER TABLE "sessions" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_proven_at" timestamp with time zone;--> statement-breakpoint
-- Whatever ends somebody's right, by whichever way it comes into the table, is told to the processes that hold streams open.
CREATE FUNCTION "rights_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('ballast_rights', to_jsonb(OLD) ->> TG_ARGV[0]);
	RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "sessions_end" AFTER UPDATE OF "revoked_at", "expires_at" ON "sessions" FOR EACH ROW WHEN (NEW."revoked_at" IS DISTINCT FROM OLD."revoked_at" OR NEW."expires_at" < OLD."expires_at") EXECUTE FUNCTION "rights_changed"('user_id');--> statement-breakpoint
CREATE TRIGGER "sessions_go" AFTER DELETE ON "sessions" FOR EACH ROW WHEN (OLD."revoked_at" IS NULL) EXECUTE FUNCTION "rights_changed"('user_id');--> statement-breakpoint
CREATE TRIGGER "api_tokens_end" AFTER UPDATE OF "revoked_at", "expires_at" ON "api_tokens" FOR EACH ROW WHEN (NEW."revoked_at" IS DISTINCT FROM OLD."revoked_at" OR NEW."expires_at" IS DISTINCT FROM OLD."expires_at") EXECUTE FUNCTION "rights_changed"('user_id');--> statement-breakpoint
CREATE TRIGGER "api_tokens_go" AFTER DELETE ON "api_tokens" FOR EACH ROW WHEN (OLD."revoked_at" IS NULL) EXECUTE FUNCTION "rights_changed"('user_id');--> statement-breakpoint
CREATE TRIGGER "users_end" AFTER UPDATE OF "disabled_at" ON "users" FOR EACH ROW WHEN (NEW."disabled_at" IS DISTINCT FROM OLD."disabled_at") EXECUTE FUNCTION "rights_changed"('id');--> statement-breakpoint
CREATE TRIGGER "users_go" AFTER DELETE ON "users" FOR EACH ROW EXECUTE FUNCTION "rights_changed"('id');--> statement-breakpoint
CREATE TRIGGER "authenticators_go" AFTER DELETE ON "authenticators" FOR EACH ROW EXECUTE FUNCTION "rights_changed"('user_id');--> statement-breakpoint
CREATE TRIGGER "passkeys_go" AFTER DELETE ON "passkeys" FOR EACH ROW EXECUTE FUNCTION "rights_changed"('user_id');
