-- What a service has to say: written in the transaction that made it true, deleted once Kafka has it.
create table outbox (
    id          bigint generated always as identity primary key,
    partition   smallint    not null,
    topic       text        not null,
    key         text        not null,
    event_id    uuid        not null,
    event_type  text        not null,
    event_time  timestamptz not null,
    traceparent text,
    payload     bytea       not null
);

create index outbox_by_partition on outbox (partition, id);

-- A relay locks the row of a partition, never the events: so one order's events leave in order, by any number of relays.
create table outbox_partition (
    id smallint primary key
);

insert into outbox_partition select generate_series(0, 11);

-- What a service has heard: an event id and the event's effect stand or fall in one transaction.
create table inbox (
    event_id    uuid primary key,
    received_at timestamptz not null default now()
);
