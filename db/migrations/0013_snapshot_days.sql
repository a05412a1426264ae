-- Snapshots in partitions by time, dropped whole, each row with its assets in two arrays: what rarely changes of them is
-- kept once a day (`holdings`), what changes with prices in the snapshot. Rows of the tables of before are moved by
-- db/move-snapshots.ts, some at a time.
ALTER TABLE "snapshots" RENAME TO "snapshots_before";--> statement-breakpoint
ALTER TABLE "snapshot_assets" RENAME TO "snapshot_assets_before";--> statement-breakpoint
ALTER INDEX "snapshots_pkey" RENAME TO "snapshots_before_pkey";--> statement-breakpoint
ALTER INDEX "snapshots_account_as_of" RENAME TO "snapshots_before_account_as_of";--> statement-breakpoint
ALTER INDEX "snapshots_id_user" RENAME TO "snapshots_before_id_user";--> statement-breakpoint
CREATE SEQUENCE "snapshot_ids";--> statement-breakpoint
SELECT set_config('app.system', 'on', true);--> statement-breakpoint
SELECT setval('snapshot_ids', greatest((SELECT max(id) FROM "snapshots_before"), 0) + 1, false);--> statement-breakpoint
CREATE TYPE "held_asset" AS (
	"symbol" text,
	"asset_type" text,
	"market_type" text,
	"wallet_type" text,
	"base" text,
	"settle" text,
	"size" numeric,
	"amount" numeric,
	"borrowed" numeric,
	"leverage" numeric,
	"price_route" text,
	"entry_price" numeric,
	"margin_mode" text,
	"position_side" text
);--> statement-breakpoint
CREATE TYPE "asset_value" AS (
	"notional" numeric,
	"notional_pct_total" numeric,
	"unrealized_profit" numeric,
	"initial_margin" numeric,
	"maint_margin" numeric,
	"margin_balance" numeric,
	"available_balance" numeric,
	"price" numeric,
	"price_as_of" timestamp with time zone,
	"mark_price" numeric,
	"liquidation_price" numeric
);--> statement-breakpoint
CREATE TABLE "snapshots" (
	"id" bigint DEFAULT nextval('snapshot_ids') NOT NULL,
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"equity" numeric,
	"gross_exposure" numeric,
	"net_exposure" numeric,
	"equities" jsonb NOT NULL,
	"unpriced" text[] NOT NULL,
	"not_included" jsonb NOT NULL,
	"warnings" text[] NOT NULL,
	"position_mode" text,
	"holdings_hash" uuid,
	"asset_values" "asset_value"[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "snapshots_account_as_of" PRIMARY KEY("account_id","user_id","as_of"),
	CONSTRAINT "snapshots_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id")
		REFERENCES "accounts"("id","user_id") ON DELETE cascade
) PARTITION BY RANGE ("as_of");--> statement-breakpoint
CREATE INDEX "snapshots_id" ON "snapshots" USING btree ("id");--> statement-breakpoint
CREATE TABLE "holdings" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"day" timestamp with time zone NOT NULL,
	"hash" uuid NOT NULL,
	"assets" "held_asset"[] NOT NULL,
	CONSTRAINT "holdings_account_day_hash" PRIMARY KEY("account_id","user_id","day","hash"),
	CONSTRAINT "holdings_account_id_user_id_accounts_id_user_id_fk" FOREIGN KEY ("account_id","user_id")
		REFERENCES "accounts"("id","user_id") ON DELETE cascade
) PARTITION BY RANGE ("day");--> statement-breakpoint
ALTER TABLE "snapshots" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "snapshots" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "holdings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "holdings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "snapshots_tenant" ON "snapshots" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
CREATE POLICY "holdings_tenant" ON "holdings" AS PERMISSIVE FOR ALL TO public USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on') WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on');--> statement-breakpoint
-- A row an asset. Inlined by the planner.
CREATE FUNCTION "assets_of"(held "held_asset"[], valued "asset_value"[]) RETURNS TABLE (
	ordinal integer, symbol text, asset_type text, market_type text, wallet_type text, base text, settle text, size numeric,
	amount numeric, borrowed numeric, notional numeric, notional_pct_total numeric, unrealized_profit numeric,
	initial_margin numeric, maint_margin numeric, margin_balance numeric, available_balance numeric, leverage numeric,
	price numeric, price_route text, price_as_of timestamp with time zone, entry_price numeric, mark_price numeric,
	liquidation_price numeric, margin_mode text, position_side text
) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	select (a.n - 1)::integer, a.symbol, a.asset_type, a.market_type, a.wallet_type, a.base, a.settle, a.size,
		a.amount, a.borrowed, a.notional, a.notional_pct_total, a.unrealized_profit, a.initial_margin, a.maint_margin,
		a.margin_balance, a.available_balance, a.leverage, a.price, a.price_route, a.price_as_of, a.entry_price, a.mark_price,
		a.liquidation_price, a.margin_mode, a.position_side
	from rows from (unnest(held), unnest(valued)) with ordinality as a(
		symbol, asset_type, market_type, wallet_type, base, settle, size, amount, borrowed, leverage, price_route, entry_price,
		margin_mode, position_side, notional, notional_pct_total, unrealized_profit, initial_margin, maint_margin,
		margin_balance, available_balance, price, price_as_of, mark_price, liquidation_price, n)
$$;--> statement-breakpoint
CREATE VIEW "snapshot_assets" WITH (security_invoker = true) AS
	SELECT s.id AS snapshot_id, s.user_id, a.*
	FROM "snapshots" s
	JOIN "holdings" h ON h.account_id = s.account_id AND h.user_id = s.user_id
		AND h.day = date_trunc('day', s.as_of, 'UTC') AND h.hash = s.holdings_hash
	CROSS JOIN LATERAL assets_of(h.assets, s.asset_values) a;--> statement-breakpoint
-- Partitions of a table with their bounds; open ends are -infinity and infinity.
CREATE FUNCTION "partitions_of"(parent regclass) RETURNS TABLE (name text, lower timestamp with time zone, upper timestamp with time zone)
LANGUAGE sql STABLE SET timezone = 'UTC' AS $$
	select c.relname::text,
		coalesce(substring(pg_get_expr(c.relpartbound, c.oid) from 'FROM \(''([^'']+)''\)')::timestamptz, '-infinity'),
		coalesce(substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''([^'']+)''\)')::timestamptz, 'infinity')
	from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = parent
$$;--> statement-breakpoint
CREATE FUNCTION "make_partition"(parent text, suffix text, lower text, upper text) RETURNS void LANGUAGE plpgsql AS $$
declare
	name text := parent || '_' || suffix;
	mine text := 'user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid or current_setting(''app.system'', true) = ''on''';
begin
	execute format('create table public.%I partition of public.%I for values from (%s) to (%s)', name, parent, lower, upper);
	-- Rows are reached through the parent; whoever asks a partition itself meets the same wall.
	execute format('alter table public.%I enable row level security', name);
	execute format('alter table public.%I force row level security', name);
	execute format('create policy %I on public.%I as permissive for all to public using (%s) with check (%s)', name || '_tenant', name, mine, mine);
	-- Assets are packed also where a row would fit as it is.
	if parent = 'snapshots' then
		execute format('alter table public.%I alter column asset_values set storage main', name);
	else
		execute format('alter table public.%I alter column assets set storage main', name);
	end if;
	execute format('alter table public.%I set (toast_tuple_target = 256)', name);
end
$$;--> statement-breakpoint
-- Makes partitions of a day (UTC) each, as far as the one that holds `until`. What was stored ahead of them is moved in.
-- With a gap of weeks (nothing ran) all of it but the last days becomes one partition.
CREATE FUNCTION "make_snapshot_days"(until timestamp with time zone) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '5s' AS $$
declare
	system text := coalesce(current_setting('app.system', true), '');
	began timestamptz;
	ended timestamptz;
	made integer := 0;
	parent text;
	ahead text;
	key text;
	columns text;
begin
	perform set_config('app.system', 'on', true);
	loop
		select p.lower into began from partitions_of('snapshots') p where p.name = 'snapshots_later';
		exit when began > until;
		-- Whoever else makes them at the same time waits here, and finds it done.
		if made = 0 then
			perform pg_advisory_xact_lock(4926003);
			select p.lower into began from partitions_of('snapshots') p where p.name = 'snapshots_later';
			exit when began > until;
			-- In the order in which storing a reading takes them: else each would wait for the other.
			lock table accounts in share row exclusive mode;
			lock table snapshots, holdings in access exclusive mode;
		end if;
		ended := case when until - began > interval '14 days' then date_trunc('day', until) - interval '7 days'
			else began + interval '1 day' end;
		foreach parent in array array['snapshots', 'holdings'] loop
			ahead := parent || '_later';
			key := case parent when 'snapshots' then 'as_of' else 'day' end;
			execute format('alter table %I detach partition %I', parent, ahead);
			perform make_partition(parent, to_char(began, 'YYYYMMDD'), quote_literal(began), quote_literal(ended));
			select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
				where attrelid = parent::regclass and attnum > 0 and not attisdropped;
			execute format('with moved as (delete from %I where %I < %L returning %s) insert into %I (%s) select %s from moved',
				ahead, key, ended, columns, parent, columns, columns);
			execute format('alter table %I attach partition %I for values from (%L) to (maxvalue)', parent, ahead, ended);
		end loop;
		made := made + 1;
	end loop;
	perform set_config('app.system', system, true);
	return made;
end
$$;--> statement-breakpoint
-- Drops the partitions that end at or before a moment, the newest snapshot of each account apart: that moves to
-- `snapshots_kept`. The last day is never dropped. Answers how many partitions went.
CREATE FUNCTION "drop_snapshot_days"(before timestamp with time zone) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '5s' AS $$
declare
	system text := coalesce(current_setting('app.system', true), '');
	gone record;
	dropped integer := 0;
	old_holdings text;
begin
	perform pg_advisory_xact_lock(4926003);
	perform set_config('app.system', 'on', true);
	for gone in
		select p.name, p.upper from partitions_of('snapshots') p
		where p.name not in ('snapshots_kept', 'snapshots_later') and p.upper <= before
			and exists (select from partitions_of('snapshots') later where later.lower >= p.upper and later.name <> 'snapshots_later')
		order by p.lower
	loop
		if dropped = 0 then
			-- As above.
			lock table accounts in share row exclusive mode;
			lock table snapshots, holdings in access exclusive mode;
		end if;
		old_holdings := replace(gone.name, 'snapshots_', 'holdings_');
		alter table snapshots detach partition snapshots_kept;
		alter table holdings detach partition holdings_kept;
		execute format('alter table snapshots detach partition %I', gone.name);
		execute format('alter table holdings detach partition %I', old_holdings);
		execute format('insert into snapshots_kept select o.* from %I o
			where exists (select from accounts a where a.id = o.account_id and a.user_id = o.user_id and a.last_refreshed_at = o.as_of)',
			gone.name);
		execute format('insert into holdings_kept select h.* from %I h
			where exists (select from snapshots_kept s where s.account_id = h.account_id and s.user_id = h.user_id
				and s.holdings_hash = h.hash and date_trunc(''day'', s.as_of) = h.day)', old_holdings);
		execute format('drop table %I, %I', gone.name, old_holdings);
		execute format('alter table snapshots attach partition snapshots_kept for values from (minvalue) to (%L)', gone.upper);
		execute format('alter table holdings attach partition holdings_kept for values from (minvalue) to (%L)', gone.upper);
		dropped := dropped + 1;
	end loop;
	perform set_config('app.system', system, true);
	return dropped;
end
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION "make_partition", "make_snapshot_days", "drop_snapshot_days" FROM PUBLIC;--> statement-breakpoint
-- From three days ago, so that what is moved is dropped by the day too.
DO $$
declare
	began text := quote_literal(date_trunc('day', now(), 'UTC') - interval '3 days');
begin
	perform make_partition('snapshots', 'kept', 'minvalue', began);
	perform make_partition('holdings', 'kept', 'minvalue', began);
	perform make_partition('snapshots', 'later', began, 'maxvalue');
	perform make_partition('holdings', 'later', began, 'maxvalue');
	perform make_snapshot_days(now() + interval '2 days');
end
$$;
