create table orders (
    id             uuid primary key, -- UUIDv7: the order of ids is that of time
    customer_name  text           not null,
    customer_email text           not null,
    total_amount   numeric(12, 2) not null,
    total_currency varchar(3)     not null,
    status         text           not null,
    placed_at      timestamptz    not null
);

create table order_line (
    order_id            uuid           not null references orders,
    position            integer        not null,
    pizza               text           not null,
    quantity            integer        not null check (quantity > 0),
    unit_price_amount   numeric(12, 2) not null,
    unit_price_currency varchar(3)     not null,
    primary key (order_id, position)
);

-- What happened to an order. Rows are only ever added.
create table order_timeline (
    order_id uuid        not null references orders,
    position integer     not null,
    at       timestamptz not null,
    event    text        not null,
    status   text        not null,
    detail   text,
    primary key (order_id, position)
);

-- A key is claimed before its order is written, hence the deferred reference.
create table idempotency_key (
    key          text primary key,
    request_hash bytea       not null,
    order_id     uuid        not null references orders deferrable initially deferred,
    claimed_at   timestamptz not null default now()
);
