-- An order waits before it goes into the oven, and can be discarded meanwhile.
alter table ticket
    add column expected_start timestamptz,
    add column started_at     timestamptz,
    add column discarded_at   timestamptz;

-- One that was cancelled before the kitchen heard of it: nobody told what is on it.
alter table ticket alter column pizzas drop not null;

-- What waits for the oven, the next to go in first.
create index ticket_for_the_oven on ticket (expected_start) where status = 'QUEUED';
