#!/bin/bash
# A database for each service, and a role that owns it and sees no other. PostgreSQL's image runs this at its first
# start, when the volume is empty; a changed password afterwards takes an ALTER ROLE.
set -euo pipefail

psql --username "$POSTGRES_USER" --no-psqlrc --set ON_ERROR_STOP=1 \
	--set orders="$ORDERS_PASSWORD" --set kitchen="$KITCHEN_PASSWORD" --set notifications="$NOTIFICATIONS_PASSWORD" <<'SQL'
REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC;

CREATE ROLE orders LOGIN PASSWORD :'orders';
CREATE DATABASE orders OWNER orders;
REVOKE CONNECT, TEMPORARY ON DATABASE orders FROM PUBLIC;

CREATE ROLE kitchen LOGIN PASSWORD :'kitchen';
CREATE DATABASE kitchen OWNER kitchen;
REVOKE CONNECT, TEMPORARY ON DATABASE kitchen FROM PUBLIC;

CREATE ROLE notifications LOGIN PASSWORD :'notifications';
CREATE DATABASE notifications OWNER notifications;
REVOKE CONNECT, TEMPORARY ON DATABASE notifications FROM PUBLIC;
SQL
