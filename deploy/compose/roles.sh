#!/bin/sh
# Run by PostgreSQL's image at its first start: the role that owns the tables, and the one that the processes have.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 \
  --set owner_password="$(cat /run/secrets/owner-password)" \
  --set processes_password="$(cat /run/secrets/processes-password)" <<'SQL'
create role ballast_owner login password :'owner_password';
create role ballast login password :'processes_password';
create database ballast owner ballast_owner;
SQL
