-- The dead letters of this service's group, each with its record byte for byte, and what became of it.
create table dead_letter (
    id            uuid primary key,
    status        text        not null check (status in ('OPEN', 'REDRIVEN', 'DISCARDED')),
    rounds        integer     not null,
    event_type    text,
    key           text,
    topic         text        not null,
    partition     integer     not null,
    record_offset bigint      not null,
    record_time   timestamptz not null,
    failed_at     timestamptz not null,
    attempts      integer     not null,
    exception     text        not null,
    message       text        not null,
    causes        text[]      not null,
    record_key    bytea,
    record_value  bytea,
    header_names  text[]      not null,
    header_values bytea[]     not null
);

create index dead_letter_by_status on dead_letter (status, failed_at, id);
-- A key may be longer than what an ordered index takes, and is only looked for whole.
create index dead_letter_by_key on dead_letter using hash (key);

-- Who did what, when and why.
create table dead_letter_history (
    number    bigint generated always as identity primary key,
    letter_id uuid        not null references dead_letter on delete cascade,
    at        timestamptz not null,
    action    text        not null,
    round     integer     not null,
    by        text        not null,
    reason    text        not null
);

create index dead_letter_history_by_letter on dead_letter_history (letter_id, number);

-- Old rows of the inbox are cleared by age. Rows come in the order of their time, so block ranges are index enough,
-- and cost an insert next to nothing.
create index inbox_by_age on inbox using brin (received_at) with (pages_per_range = 16);
