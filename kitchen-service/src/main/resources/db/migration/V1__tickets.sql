create table ticket (
    order_id          uuid primary key,
    status            text        not null,
    pizzas            text        not null,
    opened_at         timestamptz not null,
    expected_ready_at timestamptz,
    ready_at          timestamptz,
    rejected_because  text
);

-- What is in the oven, the next to come out first.
create index ticket_in_the_oven on ticket (expected_ready_at) where status = 'COOKING';
