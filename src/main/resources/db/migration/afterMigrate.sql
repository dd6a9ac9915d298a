-- One replica at a time: two that grant the same at once would fail each other.
select pg_advisory_xact_lock(hashtext('scoped-notes grants'));
-- After each migration, so that the grants never lag behind the schema. To the owner itself they change nothing.
grant select, insert, update, delete on note to "${serving_role}";
-- so that a replica can tell whether the schema is the one that it needs
grant select on ${flyway:table} to "${serving_role}";
