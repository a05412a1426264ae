ALTER TABLE "alert_rules" ADD COLUMN "of_member" uuid;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "of_member" uuid;--> statement-breakpoint
-- NOT VALID: there is none yet.
ALTER TABLE "alert_rules" ADD CONSTRAINT "alert_rules_of_member" FOREIGN KEY ("user_id","of_member") REFERENCES "public"."desk_members"("desk_id","user_id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_of_member" FOREIGN KEY ("user_id","of_member") REFERENCES "public"."desk_members"("desk_id","user_id") ON DELETE cascade ON UPDATE no action NOT VALID;--> statement-breakpoint
-- Whether a channel may tell this just now. One of the desk tells all. One of a member who sees some accounts tells what is of
-- these, what their own rules see in them together, and how their own channels fare: no letter over all, nothing of others' channels.
-- Where nobody can tell whose a channel is, or what they may see, it tells nothing.
CREATE FUNCTION "may_be_told"(by_channel uuid, what text, of_rule uuid, subject text, of_account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
	select coalesce((
		select c.of_member is null or coalesce((
			select case
				when m.tag_ids is null then true
				when what = 'channel' then subject is not distinct from c.of_member::text
				when what <> 'alert' then false
				when of_account is not null then exists (
					select from tag_rules t where t.user_id = c.user_id and t.tag_id = any(m.tag_ids) and t.account_id = of_account
						and t.coin is null and t.market is null)
				else exists (select from alert_rules r where r.id = of_rule and r.user_id = c.user_id and r.of_member = c.of_member)
			end
			from desk_members m where m.desk_id = c.user_id and m.user_id = c.of_member
		), false)
		from channels c where c.id = by_channel
	), false)
$$;--> statement-breakpoint
-- Whichever version of Ballast puts it into the outbox.
CREATE FUNCTION "deliveries_may"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
	if may_be_told(new.channel_id, new.what, new.rule_id, new.subject, new.account_id) then
		return new;
	end if;
	return null;
end
$$;--> statement-breakpoint
CREATE TRIGGER "deliveries_wall" BEFORE INSERT ON "deliveries" FOR EACH ROW EXECUTE FUNCTION "deliveries_may"();--> statement-breakpoint
-- Who keeps a desk's rules in mind reads them anew with what its members may.
CREATE FUNCTION "own_alerts_follow"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
	perform pg_notify('ballast_alerts', old.desk_id::text);
	return null;
end
$$;--> statement-breakpoint
CREATE TRIGGER "desk_members_alerts" AFTER UPDATE OR DELETE ON "desk_members" FOR EACH ROW EXECUTE FUNCTION "own_alerts_follow"();--> statement-breakpoint
-- Rules of who may not sign in rest: what stood of them is seen anew afterwards.
CREATE FUNCTION "own_alerts_rest"() RETURNS trigger LANGUAGE plpgsql AS $$
declare
	system text := coalesce(current_setting('app.system', true), '');
begin
	perform set_config('app.system', 'on', true);
	delete from alert_states s using alert_rules r where r.of_member = new.id and s.rule_id = r.id and s.user_id = r.user_id;
	perform pg_notify('ballast_alerts', m.desk_id::text) from desk_members m where m.user_id = new.id and m.tag_ids is not null;
	perform set_config('app.system', system, true);
	return null;
end
$$;--> statement-breakpoint
CREATE TRIGGER "users_alerts" AFTER UPDATE OF "disabled_at" ON "users" FOR EACH ROW WHEN (NEW."disabled_at" IS DISTINCT FROM OLD."disabled_at") EXECUTE FUNCTION "own_alerts_rest"();
