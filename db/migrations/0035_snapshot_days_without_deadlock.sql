-- Attaching and dropping a partition changes triggers of the table that it refers to, accounts, which takes it whole: asked for
-- behind the others, it made whoever had read accounts and went on to snapshots wait, and be waited for, until PostgreSQL ended one.
-- All three are taken before anything is done. While it waits for the first none is held, and for the others it does not wait.
-- Raises lock_not_available after five seconds.
CREATE FUNCTION "hold_snapshot_tables"() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET lock_timeout = '500ms' AS $$
declare
	ends timestamptz := clock_timestamp() + interval '5 seconds';
begin
	loop
		begin
			lock table accounts in access exclusive mode;
			lock table snapshots, holdings in access exclusive mode nowait;
			return;
		exception when lock_not_available then
			if clock_timestamp() > ends then
				raise;
			end if;
		end;
		perform pg_sleep(0.01 + random() * 0.04);
	end loop;
end
$$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION "make_snapshot_days"(until timestamp with time zone) RETURNS integer
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
			perform hold_snapshot_tables();
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
CREATE OR REPLACE FUNCTION "drop_snapshot_days"(before timestamp with time zone) RETURNS integer
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
			perform hold_snapshot_tables();
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
REVOKE EXECUTE ON FUNCTION "hold_snapshot_tables" FROM PUBLIC;
